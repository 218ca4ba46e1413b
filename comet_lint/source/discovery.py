"""Which files to check, given the files and folders that a user names.

Thousands of files are found here in each run: paths are strings, and what is the same for all files of a folder is
worked out once per folder.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

SUFFIXES = (".json", ".jsonl", ".ndjson", ".yaml", ".yml", ".cfg")
STANDARD_INPUT = "-"


class Candidate(NamedTuple):
    """A file to check. `shown` is its path as reports show it; `explicit` ones were named by the user.

    With a `problem`, it is a folder, and the problem says why the files in it were not found. With a `note`, it is an
    ignore file that could not be read, and is not to be checked itself.
    """

    path: str
    shown: str
    explicit: bool
    problem: str = ""
    note: str = ""


class _Patterns(NamedTuple):
    """The lines of an ignore file, and the folder that they are relative to: absolute, with a slash at its end."""

    base: str
    spec: GitIgnoreSpec


class _Folder(NamedTuple):
    """A folder to walk, as it is opened and as an absolute path. `ignores` are in force in it, innermost first."""

    path: str
    absolute: str
    ignores: tuple[_Patterns, ...]


def find_files(
    named: Sequence[str], exclude: Iterable[tuple[Path, Sequence[str]]] = (), force_exclude: bool = False
) -> Iterator[Candidate]:
    """The files behind the names, each once, folders in sorted order.

    In folders only files with a suitable ending are taken; hidden ones, those that git ignores and those
    matching `exclude` (folders, each with the gitignore patterns relative to it) are left out. `exclude` holds for
    named files only with `force_exclude`. A folder that cannot be listed is among them, with its problem.
    """
    seen: set[str] = set()
    excluded = [patterns for root, lines in exclude if (patterns := _patterns(str(root), lines)) is not None]
    working_folder = _with_slash(os.path.abspath(""))  # noqa: PTH100 - must not follow links
    for name in named:
        path = name or os.curdir
        absolute = os.path.abspath(path)  # noqa: PTH100
        if os.path.isdir(path):  # noqa: PTH112 - no object per path
            found = _in_folder(path, absolute, working_folder, excluded)
        elif force_exclude and _excluded(excluded, absolute):
            continue
        else:
            shown = _slashes(absolute.removeprefix(working_folder))
            found = iter([(absolute, Candidate(path, shown, explicit=True))])
        if len(named) == 1:
            yield from (candidate for _, candidate in found)
            return
        for key, candidate in found:
            if key not in seen:
                seen.add(key)
                yield candidate


def _in_folder(
    start: str, absolute: str, working_folder: str, excluded: Sequence[_Patterns]
) -> Iterator[tuple[str, Candidate]]:
    """The files in a folder and below, with their absolute paths."""
    above, unread = _ignores_above(absolute)
    yield from ((file, _unread(_slashes(file.removeprefix(working_folder)), why)) for file, why in unread)
    waiting = [_Folder(start, absolute, above)]
    while waiting:
        here = waiting.pop()
        files, folders, problem = _listed(here.path)
        lines, why = _ignore_file(here.absolute) if ".gitignore" in files else ([], "")
        own = _patterns(here.absolute, lines) if lines else None
        ignores = here.ignores if own is None else (own, *here.ignores)
        inside = _with_slash(here.absolute)
        opened = "" if here.path == os.curdir else _with_slash(here.path)
        shown = _slashes(inside.removeprefix(working_folder))
        if problem:
            # Under its name with a slash, which no file has.
            yield inside, Candidate(here.path, shown or _slashes(here.path), explicit=False, problem=problem)
        if why:
            yield f"{inside}.gitignore", _unread(f"{shown}.gitignore", why)
        for name in sorted(files):
            if (
                name.lower().endswith(SUFFIXES)
                and not name.startswith(".")
                and not (ignores and _ignored(ignores, inside + name))
                and not (excluded and _excluded(excluded, inside + name))
            ):
                yield inside + name, Candidate(opened + name, shown + name, explicit=False)
        waiting += [
            _Folder(opened + name, inside + name, ignores)
            for name in sorted(folders, reverse=True)
            if not name.startswith(".")
            and not (ignores and _ignored(ignores, inside + name, "/"))
            and not (excluded and _excluded(excluded, inside + name, "/"))
        ]


def _listed(folder: str) -> tuple[list[str], list[str], str]:
    """The names of all that is in a folder, files and the folders to go into; and why these may not be all."""
    files: list[str] = []
    folders: list[str] = []
    problem = ""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if not _is_folder(entry):
                    files.append(entry.name)
                elif not entry.is_symlink():
                    folders.append(entry.name)
    except FileNotFoundError:
        problem = "The folder is not there any more."
    except PermissionError:
        problem = "There is no permission to list the folder."
    except OSError as error:
        problem = f"The folder cannot be listed: {(error.strerror or 'unknown error').lower()}."
    return files, folders, problem


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def shown_folder(name: str) -> str | None:
    """How reports show a folder that a user names, empty for the working folder; None for a file."""
    if not os.path.isdir(name or os.curdir):  # noqa: PTH112 - as files are found
        return None
    working_folder = _with_slash(os.path.abspath(""))  # noqa: PTH100
    inside = _with_slash(os.path.abspath(name))  # noqa: PTH100
    return _slashes(inside.removeprefix(working_folder)).rstrip("/") or ("" if inside == working_folder else "/")


def path_below(root: Path, path: str) -> str:
    """`path`, which is relative to the working folder, relative to `root`; the whole path if it is not below it."""
    return _slashes(os.path.abspath(path).removeprefix(_with_slash(os.path.abspath(root))))  # noqa: PTH100


def _with_slash(folder: str) -> str:
    return os.path.join(folder, "")  # noqa: PTH118


def _slashes(path: str) -> str:
    return path if os.sep == "/" else path.replace(os.sep, "/")


def is_pattern(text: str) -> bool:
    """Whether `text` can be a line of an ignore file."""
    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines([text])
    except ValueError:
        return False
    return True


def _patterns(base: str, lines: Iterable[str]) -> _Patterns | None:
    """The patterns among `lines`; None if there is nothing among them."""
    usable = [line for line in lines if line.strip() and is_pattern(line)]
    if not usable:
        return None
    from pathspec import GitIgnoreSpec

    return _Patterns(_with_slash(os.path.abspath(base)), GitIgnoreSpec.from_lines(usable))  # noqa: PTH100


def _excluded(excluded: Iterable[_Patterns], absolute: str, end: str = "") -> bool:
    return any(spec.match_file(_slashes(absolute.removeprefix(base)) + end) for base, spec in excluded)


def _ignored(ignores: Iterable[_Patterns], absolute: str, end: str = "") -> bool:
    """Whether git would ignore a path: the innermost pattern that matches decides. `end` is a slash for a folder."""
    for base, spec in ignores:
        verdict = spec.check_file(_slashes(absolute[len(base) :]) + end).include
        if verdict is not None:
            return verdict
    return False


def _unread(shown: str, why: str) -> Candidate:
    return Candidate("", shown, explicit=False, note=f"{why} What git ignores because of it is checked.")


def _ignores_above(folder: str) -> tuple[tuple[_Patterns, ...], list[tuple[str, str]]]:
    """The ignore files from the folder's parent up to the top of its repository; those not read, and why."""
    above = []
    here = folder
    while not os.path.exists(os.path.join(here, ".git")):  # noqa: PTH110, PTH118 - no object per path
        parent = os.path.dirname(here)  # noqa: PTH120
        if parent == here:
            return (), []
        here = parent
        above.append(parent)
    read = [(parent, *_ignore_file(parent)) for parent in above]
    found = (_patterns(parent, lines) for parent, lines, _ in read)
    unread = [(f"{_with_slash(parent)}.gitignore", why) for parent, _, why in read if why]
    return tuple(patterns for patterns in found if patterns is not None), unread


def _ignore_file(folder: str) -> tuple[list[str], str]:
    """The lines of the folder's ignore file, and why there are none if it cannot be read."""
    file = os.path.join(folder, ".gitignore")  # noqa: PTH118
    if not os.path.isfile(file):  # noqa: PTH113
        return [], ""
    from comet_lint.files.regular_files import UnreadableError, read_file

    try:
        return read_file(file).decode("utf-8", "replace").splitlines(), ""
    except UnreadableError as error:
        return [], error.why
