"""Writing the generated files: all or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from comet_lint.spec.generate import committed_types, generated_files, stale_files, write_files
from comet_lint.spec.model import SpecError
from comet_lint.spec.page import read_page
from tests.spec.plain import DATA


def _content(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()
    }


def test_files_are_written_with_their_folders(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    write_files({"one": "1\n", "model/two": "2\n"}, folder)
    assert _content(folder) == {"one": "1\n", "model/two": "2\n"}


def test_files_are_replaced(tmp_path: Path) -> None:
    (tmp_path / "one").write_text("old", "utf-8")
    write_files({"one": "new"}, tmp_path)
    assert _content(tmp_path) == {"one": "new"}


def test_nothing_changes_when_a_file_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "one").write_text("old", "utf-8")
    (tmp_path / "two").mkdir()
    with pytest.raises(SpecError, match=r"^cannot write .*two: it is a folder$"):
        write_files({"one": "new", "new/folder/three": "3", "two": "2"}, tmp_path)
    assert _content(tmp_path) == {"one": "old"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "two"]


def test_a_file_where_a_folder_belongs_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(SpecError, match=r"^cannot write to .*file: "):
        write_files({"one": "1"}, tmp_path / "file")
    assert _content(tmp_path) == {"file": ""}


def test_stale_files_are_those_that_differ_or_are_missing(tmp_path: Path) -> None:
    write_files({"same": "1", "other": "2"}, tmp_path)
    assert stale_files({"same": "1", "other": "3", "missing": "4"}, tmp_path) == ["other", "missing"]


def test_only_roots_that_the_page_has_get_a_file(tmp_path: Path) -> None:
    types = read_page((DATA / "page.txt").read_text("utf-8"))
    assert list(generated_files(types, tmp_path)) == ["model/types.yaml", "comet.schema.json"]


def test_a_folder_without_a_model_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match=r"^cannot read .*types\.yaml: No such file or directory$"):
        committed_types(tmp_path)
