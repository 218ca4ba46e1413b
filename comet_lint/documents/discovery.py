"""Which files to check, given the files and folders that a user names."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

    _Excluded = Sequence[tuple[Path, GitIgnoreSpec]]

SUFFIXES = frozenset({".json", ".yaml", ".yml", ".cfg"})
STANDARD_INPUT = "-"


class Candidate(NamedTuple):
    """A file to check. `shown` is its path as reports show it; `explicit` ones were named by the user."""

    path: Path
    shown: str
    explicit: bool


def find_files(
    named: Sequence[str], exclude: Iterable[tuple[Path, Sequence[str]]] = (), force_exclude: bool = False
) -> Iterator[Candidate]:
    """The files behind the names, each once, folders in sorted order.

    In folders only files with a suitable ending are taken; hidden ones, those that git ignores and those
    matching `exclude` (folders, each with the gitignore patterns relative to it) are left out. `exclude` holds for
    named files only with `force_exclude`.
    """
    seen: set[Path] = set()
    excluded = [(root, spec) for root, patterns in exclude if (spec := _spec(patterns)) is not None]
    for name in named:
        path = Path(name)
        if path.is_dir():
            found: Iterable[Candidate] = _in_folder(path, excluded)
        elif force_exclude and _matches(excluded, path):
            found = ()
        else:
            found = (Candidate(path, shown_path(path), explicit=True),)
        for candidate in found:
            key = Path(os.path.abspath(candidate.path))  # noqa: PTH100 - must not follow links
            if key not in seen:
                seen.add(key)
                yield candidate


def shown_path(path: Path) -> str:
    """The path with forward slashes, relative to the working folder where it is below it."""
    return path_below(Path(), str(path))


def _in_folder(folder: Path, excluded: _Excluded) -> Iterator[Candidate]:
    ignores = _IgnoreFiles(folder)
    for current, folders, files in os.walk(folder):
        here = Path(current)
        ignores.enter(here)
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".")
            and not ignores.ignored(here / name, is_folder=True)
            and not _matches(excluded, here / name, is_folder=True)
        )
        for name in sorted(files):
            path = here / name
            if (
                path.suffix.lower() in SUFFIXES
                and not name.startswith(".")
                and not ignores.ignored(path)
                and not _matches(excluded, path)
            ):
                yield Candidate(path, shown_path(path), explicit=False)


def path_below(root: Path, path: str) -> str:
    """`path`, which is relative to the working folder, relative to `root`; the whole path if it is not below it."""
    base, absolute = os.path.abspath(root), os.path.abspath(path)  # noqa: PTH100 - must not follow links
    inside = absolute.startswith(os.path.join(base, ""))  # noqa: PTH118
    return Path(os.path.relpath(absolute, base) if inside else absolute).as_posix()


def _matches(excluded: _Excluded, path: Path, is_folder: bool = False) -> bool:
    end = "/" if is_folder else ""
    return any(spec.match_file(path_below(root, str(path)) + end) for root, spec in excluded)


def is_pattern(text: str) -> bool:
    """Whether `text` can be a line of an ignore file."""
    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines([text])
    except ValueError:
        return False
    return True


def _spec(patterns: Iterable[str]) -> GitIgnoreSpec | None:
    lines = [line for line in patterns if is_pattern(line)]
    if not lines:
        return None
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(lines)


class _IgnoreFiles:
    """The .gitignore files from the top of the repository down to the folder being walked."""

    def __init__(self, start: Path) -> None:
        self._specs: list[tuple[str, GitIgnoreSpec]] = []
        above: list[Path] = []
        for parent in Path(os.path.abspath(start)).parents:  # noqa: PTH100 - must not follow links
            above.append(parent)
            if (parent / ".git").exists():
                break
        else:
            above = []
        if not (Path(os.path.abspath(start)) / ".git").exists():  # noqa: PTH100
            for folder in reversed(above):
                self.enter(folder)

    def enter(self, folder: Path) -> None:
        """Take the ignore file of `folder` into account from here on."""
        file = folder / ".gitignore"
        try:
            lines = file.read_text(encoding="utf-8", errors="replace").splitlines() if file.is_file() else []
        except OSError:
            lines = []
        spec = _spec(lines)
        if spec is not None:
            self._specs.append((os.path.abspath(folder), spec))  # noqa: PTH100

    def ignored(self, path: Path, is_folder: bool = False) -> bool:
        """Whether git would ignore `path`: the innermost pattern that matches decides."""
        absolute = os.path.abspath(path)  # noqa: PTH100
        for base, spec in reversed(self._specs):
            if absolute.startswith(base + os.sep):
                relative = PurePosixPath(Path(os.path.relpath(absolute, base)).as_posix())
                verdict = spec.check_file(str(relative) + ("/" if is_folder else "")).include
                if verdict is not None:
                    return verdict
        return False
