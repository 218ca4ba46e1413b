"""The cache is never stale and never needed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from comet_lint.files.cache import CODE_FOLDERS, cached, data_files_key
from comet_lint.rules.own_rules import own_rules_key
from tests.project.package_imports import MODULES, PACKAGE, imports, needed_by


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
    "damage",
    [
        lambda entry: b"",
        lambda entry: b"{",
        lambda entry: b"[]",
        lambda entry: b"null\nnull",
        lambda entry: entry.split(b"\n")[0],
        lambda entry: entry.split(b"\n")[0] + b"\n[]",
        lambda entry: entry.split(b"\n")[0] + b'\n{"answer": 0}',
        lambda entry: entry[:-1],
        lambda entry: entry + b" ",
        lambda entry: entry.replace(b'"key": "key"', b'"key": "other"'),
    ],
)
def test_a_damaged_entry_is_made_anew(folder: Path, damage: Callable[[bytes], bytes]) -> None:
    cached("thing", "key", Work())
    (file,) = folder.iterdir()
    file.write_bytes(damage(file.read_bytes()))
    work = Work()
    work.times = 6
    assert cached("thing", "key", work) == cached("thing", "key", work) == {"answer": 7}
    assert work.times == 7


@pytest.mark.skipif(os.name == "nt", reason="has no such files")
@pytest.mark.parametrize("kind", ["pipe", "link", "link to a device"])
def test_what_others_put_in_the_place_of_an_entry_is_replaced(folder: Path, tmp_path: Path, kind: str) -> None:
    target = tmp_path / "target"
    target.write_text("mine")
    cached("thing", "key", Work())
    (file,) = folder.iterdir()
    file.unlink()
    if kind == "pipe":
        os.mkfifo(file)
    else:
        file.symlink_to("/dev/zero" if kind == "link to a device" else target)
    work = Work()
    assert cached("thing", "key", work) == cached("thing", "key", work) == {"answer": 1}
    assert work.times == 1
    assert target.read_text() == "mine"
    assert file.is_file()
    assert not file.is_symlink()


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


def test_the_key_covers_all_code_that_makes_what_is_kept() -> None:
    makers = {module for module, name in imports() if name.startswith("files.cache.")}
    # Rule files name the functions in checks.
    checks = {module for module in MODULES if module.startswith("checks.")}
    folders = {MODULES[module].parent.relative_to(PACKAGE).as_posix() for module in needed_by(makers | checks)}
    assert folders == {folder or "." for folder in CODE_FOLDERS}


def test_a_changed_rule_of_the_user_s_own_is_never_taken_from_the_cache(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    rules.mkdir()
    file = rules / "one.yaml"
    keys = []
    for code in ("ACME1", "ACME2"):
        file.write_text(f"code: {code}")
        os.utime(file, (0, 0))
        keys.append(own_rules_key([rules]))
    assert keys[0] != keys[1]
