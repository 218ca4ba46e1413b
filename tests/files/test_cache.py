"""The cache is never stale and never needed."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from comet_lint.files.cache import cached, data_files_key


class Work:
    """Something to be kept, which counts how often it is done."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> dict[str, Any]:
        self.times += 1
        return {"answer": self.times}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COMET_LINT_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.mark.usefixtures("folder")
def test_what_is_kept_is_not_worked_out_again() -> None:
    work = Work()
    assert cached("thing", "key", work) == cached("thing", "key", work) == {"answer": 1}
    assert work.times == 1


@pytest.mark.usefixtures("folder")
def test_another_key_or_name_is_another_thing() -> None:
    work = Work()
    assert [cached(name, key, work)["answer"] for name, key in ("ax", "ay", "bx", "ax")] == [1, 2, 3, 1]


@pytest.mark.parametrize(
    "entry",
    ["", "{", "[]", "null", json.dumps({"key": "key"}), json.dumps({"key": "key", "content": None}),
     json.dumps({"key": "other", "content": {"answer": 0}})],
)  # fmt: skip
def test_a_damaged_entry_is_made_anew(folder: Path, entry: str) -> None:
    cached("thing", "key", Work())
    (file,) = folder.iterdir()
    file.write_text(entry)
    work = Work()
    assert cached("thing", "key", work) == cached("thing", "key", work) == {"answer": 1}
    assert work.times == 1


def test_a_folder_that_cannot_be_made(folder: Path) -> None:
    folder.write_text("a file")
    work = Work()
    assert [cached("thing", "key", work)["answer"] for _ in range(2)] == [1, 2]


def test_old_entries_go(folder: Path) -> None:
    for number in range(60):
        cached("thing", str(number), Work())
    assert len(list(folder.iterdir())) <= 40
    assert not list(folder.glob("*.tmp"))


def test_a_user_without_a_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COMET_LINT_CACHE_DIR", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    assert cached("thing", "key", Work()) == {"answer": 1}
    assert list(tmp_path.iterdir()) == []


def test_the_key_of_the_data_files_changes_with_a_rule_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "values" / "deep").mkdir(parents=True)
    monkeypatch.setattr("comet_lint.files.cache.rules_folder", lambda: tmp_path)
    keys = []
    for text in ("a", "ab"):
        (tmp_path / "values" / "deep" / "rule.yaml").write_text(text)
        data_files_key.cache_clear()
        keys.append(data_files_key())
    data_files_key.cache_clear()
    assert keys[0] != keys[1]
