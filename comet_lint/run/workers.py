"""Checking many files in several processes, with the same outcome in the same order as in one."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from comet_lint.lint.linter import Linter
from comet_lint.lint.results import FileResult, MakeCollector
from comet_lint.rules.choice import RuleChoice
from comet_lint.rules.context import Context
from comet_lint.source.discovery import STANDARD_INPUT, Candidate
from comet_lint.source.kinds import Kind
from comet_lint.source.reading import UnreadableError, read_file

if TYPE_CHECKING:
    from comet_lint.lint.limits import Hider
    from comet_lint.run.processes import Lost
    from comet_lint.suppress.comments import CommentSuppression
    from comet_lint.suppress.suppression import Filters

_JSON = (".json", ".jsonl", ".ndjson", ".cfg")
_WORTH_A_PROCESS = 4 * 1024**2
"""Bytes of documents below which starting another process costs more than it saves."""
_CHUNK = 512 * 1024
"""Bytes of documents that a process is given at once, at most."""
_CHUNKS_EACH = 8
"""Minimum number of chunks per process, so that all processes end at about the same time."""
_PER_FILE = 2048
"""Overhead of a file, in bytes of document that cost the same."""
_LONG = 2 * 1024**2
"""Files with more bytes are scheduled first, so that no worker ends with the largest one."""


_Sent = tuple[FileResult, "tuple[CommentSuppression, ...]", str]
"""A piece as a worker process returns it, without the file."""


class Setup(NamedTuple):
    """What every process of a run needs to know: how files are judged, and how many there are.

    `make_collector` as in `Linter`. `filters` hide findings; without them every finding is shown.
    """

    choice: RuleChoice
    context: Context
    root: Path
    files: int = 1
    make_collector: MakeCollector | None = None
    filters: Filters | None = None

    def linter(self) -> Linter:
        """What lints the files of the run."""
        hider = self.hider if self.filters is not None else None
        return Linter(self.choice, self.context, self.root, self.files == 1, self.make_collector, hider)

    def hider(self, path: str, data: bytes) -> Hider | None:
        """What tells which findings of a file `filters` and comments hide; None if they hide none."""
        from comet_lint.suppress.hiding import hider_of_file
        from comet_lint.suppress.suppression import Filters

        return hider_of_file(self.filters or Filters(self.root), self.choice, path, data)


class Task(NamedTuple):
    """One file to check."""

    candidate: Candidate
    kind: Kind | None


class Piece(NamedTuple):
    """What one file gave: a result, or why it could not be read."""

    candidate: Candidate
    result: FileResult
    comments: tuple[CommentSuppression, ...] = ()
    failure: str = ""


def check_all(tasks: Iterable[Task], setup: Setup, jobs: int) -> Iterator[Piece]:
    """Check the files in their order. `jobs` is the number of processes, 0 for as many as pay off."""
    known = list(tasks)
    processes = min(jobs or _worthwhile(known), len(known))
    checker = FileChecker(setup)
    if processes > 1:
        yield from _in_processes(checker, known, processes)
        return
    for task in known:
        yield checker.piece(task)


class FileChecker:
    """Reads and checks files. Sent to another process, it makes a linter of its own there."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._linter = setup.linter()

    def __reduce__(self) -> tuple[type[FileChecker], tuple[Setup]]:
        return FileChecker, (self._setup,)

    def __call__(self, tasks: Iterable[Task]) -> list[_Sent]:
        """Check several files in another process."""
        return [(piece.result, piece.comments, piece.failure) for piece in map(self.piece, tasks)]

    def piece(self, task: Task) -> Piece:
        """Read and check one file."""
        if task.candidate.problem:
            return _unchecked(task, task.candidate.problem)
        try:
            data = read_file(task.candidate.path)
        except UnreadableError as error:
            return _unchecked(task, error.reason)
        return check_content(self._linter, task, data)


def check_content(linter: Linter, task: Task, data: bytes) -> Piece:
    """Check the content of one file. A defect of comet-lint costs no more than this file."""
    try:
        return _checked(linter, task, data)
    except Exception as error:
        from comet_lint.lint.error_places import kind_and_place

        return _unchecked(task, f"The check crashed ({kind_and_place(error)}); please report this.")


def _checked(linter: Linter, task: Task, data: bytes) -> Piece:
    candidate, kind = task
    result = linter.check(candidate.shown, data, kind, candidate.explicit or kind is not None)
    # Comments mean nothing in a file that cannot be parsed, and there are none in JSON.
    if not result.documents or candidate.path.lower().endswith(_JSON):
        return Piece(candidate, result)
    from comet_lint.suppress.comments import comment_suppressions

    return Piece(candidate, result, tuple(comment_suppressions(candidate.shown, candidate.path, data)))


def _unchecked(task: Task, reason: str) -> Piece:
    return Piece(task.candidate, FileResult(is_comet=False), failure=reason)


def _worthwhile(tasks: Sequence[Task]) -> int:
    if len(tasks) <= 1:
        return 1
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    size = 0
    for task in tasks if cores > 1 else ():
        size += _size(task)
        if size >= cores * _WORTH_A_PROCESS:
            return cores
    return max(1, size // _WORTH_A_PROCESS)


def _size(task: Task) -> int:
    try:
        return os.stat(task.candidate.path).st_size  # noqa: PTH116 - no object per path
    except OSError:
        return 0


def _in_processes(checker: FileChecker, tasks: Sequence[Task], processes: int) -> Iterator[Piece]:
    from comet_lint.run.processes import CAN_FORK, in_processes

    sizes = [_size(task) for task in tasks]
    # What these make us compile is there in each process that is forked afterwards. The one in the middle is
    # of the sort that there is most of.
    samples = {place for place in (0, len(tasks) // 2) if CAN_FORK and sizes[place] <= _LONG}
    done = {place: checker.piece(tasks[place]) for place in samples}
    chunks, long = _chunks([place for place in range(len(tasks)) if place not in done], sizes, processes)
    work = [[tasks[place] for place in chunk] for chunk in chunks]
    results = in_processes(checker, work, min(processes, len(chunks)), long)
    pieces = _pieces(work, results)
    try:
        for place in range(len(tasks)):
            yield done[place] if place in done else next(pieces)
    finally:
        results.close()


def _chunks(places: Iterable[int], sizes: Sequence[int], processes: int) -> tuple[list[list[int]], list[int]]:
    """Places of files that are checked in one go, and which of these chunks are the long ones."""
    limit = min(_CHUNK, sum(sizes) // (processes * _CHUNKS_EACH))
    chunks: list[list[int]] = []
    long: list[int] = []
    room = 0
    for place in places:
        room -= sizes[place] + _PER_FILE
        if room < 0:
            chunks.append([])
            room = max(0, limit - sizes[place])
            if sizes[place] > _LONG:
                long.append(len(chunks) - 1)
        chunks[-1].append(place)
    return chunks, sorted(long, key=lambda number: -sizes[chunks[number][0]])


def _pieces(work: Iterable[Sequence[Task]], results: Iterable[list[_Sent] | Lost]) -> Iterator[Piece]:
    from comet_lint.run.processes import Lost

    for tasks, result in zip(work, results, strict=True):
        if isinstance(result, Lost):
            yield from (_unchecked(task, f"The process that was to check it {result.reason}.") for task in tasks)
        else:
            yield from (Piece(task.candidate, *sent) for task, sent in zip(tasks, result, strict=True))


def is_standard_input(candidate: Candidate) -> bool:
    """Whether the file is `-`."""
    return candidate.path == STANDARD_INPUT
