"""Which files are found, in which order, and how they are called."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from comet_lint.source.discovery import Candidate, find_files, path_below


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def make(*names: str) -> None:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).touch()


def shown(*named: str, exclude: Sequence[tuple[str, Sequence[str]]] = (), force: bool = False) -> list[str]:
    found = list(find_files(named, [(Path(root), lines) for root, lines in exclude], force))
    for each in found:
        assert each.path == "-" or Path(each.path).resolve() == Path(each.shown).resolve()
    return [each.shown for each in found]


def test_the_files_of_a_folder_come_before_those_of_its_folders() -> None:
    make("b/x.json", "a/y.yaml", "a/b/z.yml", "c.cfg", "A.JSON", ".json", "notes.txt", "json")
    assert shown(".") == ["A.JSON", "c.cfg", "a/y.yaml", "a/b/z.yml", "b/x.json"]


def test_names_that_are_no_folders_are_taken_as_they_are() -> None:
    make("a/x.json")
    assert shown("-", "gone.txt", "a/../a/x.json", "./a//x.json") == ["-", "gone.txt", "a/x.json"]


def test_paths_are_relative_to_the_working_folder_or_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make("a/x.json", "ab/y.json")
    monkeypatch.chdir("a")
    assert shown("..") == ["x.json", f"{tmp_path.as_posix()}/ab/y.json"]
    assert shown("../ab/y.json") == [f"{tmp_path.as_posix()}/ab/y.json"]


def test_ignore_files_hold_for_their_folder_only_and_the_innermost_decides() -> None:
    make(".git/HEAD", "a/x.json", "a/y.json", "b/x.json", "b/y.json", "c/deep/x.json")
    Path(".gitignore").write_text("x.json\n")
    Path("a/.gitignore").write_text("y.json\n!x.json\n")
    assert shown(".") == ["a/x.json", "b/y.json"]
    assert shown("a") == ["a/x.json"]


def test_outside_a_repository_the_folders_above_do_not_count() -> None:
    make("a/x.json")
    Path(".gitignore").write_text("x.json\n")
    assert shown("a") == ["a/x.json"]
    assert shown(".") == []


def test_what_is_excluded_is_relative_to_its_folder() -> None:
    make("a/x.json", "b/x.json", "b/c/x.json")
    assert shown(".", exclude=[("b", ["/x.json"]), ("a", ["/b/"])]) == ["a/x.json", "b/c/x.json"]
    assert shown("b/x.json", exclude=[("b", ["/x.json"])]) == ["b/x.json"]
    assert shown("b/x.json", exclude=[("b", ["/x.json"])], force=True) == []


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_links_to_folders_are_not_followed_but_those_to_files_are() -> None:
    make("a/x.json")
    Path("a/self").symlink_to(".")
    Path("a/link.json").symlink_to("x.json")
    Path("named").symlink_to("a")
    assert shown("a") == ["a/link.json", "a/x.json"]
    assert shown("named") == ["named/link.json", "named/x.json"]


def test_many_folders_with_ignore_files_of_their_own() -> None:
    for number in range(300):
        make(f"{number:03}/x.json", f"{number:03}/y.json")
        Path(f"{number:03}/.gitignore").write_text("y.json\n")
    assert shown(".") == [f"{number:03}/x.json" for number in range(300)]


def test_path_below(tmp_path: Path) -> None:
    assert path_below(Path(), "a/../b.json") == "b.json"
    assert path_below(Path("a"), "a/b.json") == "b.json"
    assert path_below(Path("a"), "ab/b.json") == f"{tmp_path.as_posix()}/ab/b.json"


def problems(found: Iterable[Candidate]) -> list[tuple[str, str]]:
    return [(each.shown, each.problem) for each in found]


def test_a_folder_that_is_gone_when_it_is_to_be_listed() -> None:
    make("a/x.json", "b/y.json", "c/z.json")
    found = find_files(["."])
    assert next(found).shown == "a/x.json"
    shutil.rmtree("b")
    assert problems(found) == [("b/", "The folder is not there any more."), ("c/z.json", "")]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is forbidden to this user")
def test_a_folder_that_may_not_be_listed() -> None:
    make("a/x.json", "b/y.json")
    Path("a").chmod(0)
    found = problems(find_files(["."]))
    Path("a").chmod(0o700)
    assert found == [("a/", "There is no permission to list the folder."), ("b/y.json", "")]


@pytest.mark.skipif(os.name == "nt", reason="folders are nested by descriptor")
def test_a_folder_nested_too_deep_to_be_opened() -> None:
    name = "n" * 200
    here = os.open(".", os.O_RDONLY)
    for _ in range(25):
        os.mkdir(name, dir_fd=here)
        inner = os.open(name, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(here)
    (found,) = find_files(["."])
    assert found.shown.count(name) == found.shown.count("/")
    assert found.problem == "The folder cannot be listed: file name too long."
    shutil.rmtree(name)
