"""Checking many files in several processes, with the same outcome in the same order as in one."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from comet_lint.documents.discovery import Candidate
from comet_lint.documents.kinds import Kind
from comet_lint.documents.source import UnreadableError, read_file
from comet_lint.engine.context import Context
from comet_lint.engine.rule import Rule
from comet_lint.file_check import FileResult
from comet_lint.lint import Linter, make_linter

if TYPE_CHECKING:
    from comet_lint.suppressions import CommentSuppression

_YAML = (".yaml", ".yml")
_COMMENT_MARK = b"comet-lint:"
_WORTH_A_PROCESS = 4 * 1024**2
"""Bytes of documents below which starting another process costs more than it saves."""
_CHUNK = 16


class LinterSetup(NamedTuple):
    """What every process makes its linter from: the arguments of `make_linter`."""

    rules: tuple[Rule, ...]
    context: Context
    root: Path
    alone: bool = False


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


def check_all(tasks: Iterable[Task], setup: LinterSetup, jobs: int) -> Iterator[Piece]:
    """Check the files in their order. `jobs` is the number of processes, 0 for as many as pay off."""
    known = list(tasks)
    processes = min(jobs or _worthwhile(known), max(1, len(known)))
    if processes > 1:
        yield from _in_processes(known, setup, processes)
        return
    linter = make_linter(*setup)
    for task in known:
        yield check_file(linter, task)


def check_file(linter: Linter, task: Task) -> Piece:
    """Read and check one file."""
    try:
        data = read_file(task.candidate.path)
    except UnreadableError as error:
        return Piece(task.candidate, FileResult(is_comet=False), failure=error.reason)
    return check_content(linter, task, data)


def check_content(linter: Linter, task: Task, data: bytes) -> Piece:
    """Check the content of one file."""
    candidate, kind = task
    result = linter.check(candidate.shown, data, kind, candidate.explicit or kind is not None)
    if _COMMENT_MARK not in data or candidate.path.suffix.lower() not in _YAML:
        return Piece(candidate, result)
    from comet_lint.suppressions import comment_suppressions

    return Piece(candidate, result, tuple(comment_suppressions(candidate.shown, data)))


def _worthwhile(tasks: Sequence[Task]) -> int:
    if len(tasks) <= 1:
        return 1
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if cores == 1:
        return 1
    size = 0
    for task in tasks:
        try:
            size += task.candidate.path.stat().st_size
        except OSError:
            continue
        if size >= cores * _WORTH_A_PROCESS:
            return cores
    return max(1, size // _WORTH_A_PROCESS)


_linter: Linter | None = None


def _start_worker(setup: LinterSetup) -> None:
    import signal

    # Ctrl-C is for the parent, which ends the workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    global _linter  # noqa: PLW0603 - a process's own state, set once
    _linter = make_linter(*setup)


def _check_chunk(tasks: Sequence[Task]) -> list[Piece]:
    assert _linter is not None  # noqa: S101 - set by `_start_worker`
    return [check_file(_linter, task) for task in tasks]


def _in_processes(tasks: Sequence[Task], setup: LinterSetup, processes: int) -> Iterator[Piece]:
    from concurrent.futures import Future, ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    size = max(1, min(_CHUNK, len(tasks) // (processes * 4)))
    chunks = [tasks[start : start + size] for start in range(0, len(tasks), size)]
    pool = ProcessPoolExecutor(processes, initializer=_start_worker, initargs=(setup,))
    try:
        futures: list[Future[list[Piece]]] = [pool.submit(_check_chunk, chunk) for chunk in chunks]
        for chunk, future in zip(chunks, futures, strict=True):
            try:
                yield from future.result()
            except BrokenProcessPool:
                reason = "the worker process that was to check it died"
                yield from (Piece(task.candidate, FileResult(is_comet=False), failure=reason) for task in chunk)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def is_standard_input(candidate: Candidate) -> bool:
    """Whether the file is `-`."""
    return candidate.path == Path("-")
