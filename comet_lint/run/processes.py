"""Work in several processes: the results in order; a process that dies costs only what it worked on."""

from __future__ import annotations

import pickle
import signal
import sys
from collections import deque
from collections.abc import Callable, Generator, Sequence
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

CAN_FORK = sys.platform == "linux"
"""Whether processes are forked, so that they share what is in memory. macOS can, but its libraries do not bear it."""

MAX_PROCESSES = 60
"""Windows cannot wait for more."""

_AT_ONCE = 2
"""Chunks given to a process: the one that it works on, and the next, so that it never waits."""

_Chunk = TypeVar("_Chunk")
_Result = TypeVar("_Result")


class Lost(NamedTuple):
    """In place of a result: the process died. `reason` says how."""

    reason: str


class _Worker(NamedTuple):
    process: BaseProcess
    connection: Connection
    given: deque[int]


def in_processes(
    work: Callable[[_Chunk], _Result], chunks: Sequence[_Chunk], processes: int, first: Sequence[int] = ()
) -> Generator[_Result | Lost, None, None]:
    """The results of `work` for each chunk, in the order of the chunks.

    `work` has to be fit for pickling where processes are not forked. `first` are the places of chunks to begin
    with, such as the long ones. When the iteration ends, however it ends, so do the processes.
    """
    pool = _Pool(work, chunks, first)
    try:
        pool.start(min(processes, MAX_PROCESSES))
        for place in range(len(chunks)):
            yield pool.result(place)
    finally:
        pool.end()


class _Pool(Generic[_Chunk, _Result]):
    def __init__(self, work: Callable[[_Chunk], _Result], chunks: Sequence[_Chunk], first: Sequence[int]) -> None:
        self._work = work
        self._chunks = chunks
        ahead = frozenset(first)
        self._waiting = deque([*first, *(place for place in range(len(chunks)) if place not in ahead)])
        self._results: dict[int, _Result | Lost] = {}
        self._workers: list[_Worker] = []

    def start(self, processes: int) -> None:
        """Start the processes, as many as the system allows, and give them work."""
        # A process must not see Ctrl-C before it is told to ignore it.
        mask = _blocked_interrupts()
        try:
            for _ in range(processes):
                self._workers.append(self._started())
        except OSError:
            if not self._workers:
                raise
        finally:
            if mask is not None:
                signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        self._give()

    def _started(self) -> _Worker:
        from multiprocessing import get_context

        context: Any = get_context("fork" if CAN_FORK else "spawn")
        ours, theirs = context.Pipe()
        # What is inherited of the others' connections would keep these open after our end.
        inherited = [ours, *(worker.connection for worker in self._workers)] if CAN_FORK else []
        process = context.Process(
            target=_serve, args=(self._work, self._chunks, theirs, inherited), name="comet-lint", daemon=True
        )
        process.start()
        theirs.close()
        return _Worker(process, ours, deque())

    def _give(self) -> None:
        for _ in range(_AT_ONCE):
            for worker in self._workers:
                if self._waiting and len(worker.given) < _AT_ONCE:
                    worker.given.append(self._waiting.popleft())
                    try:
                        worker.connection.send(worker.given[-1])
                    except OSError:
                        # It is dead, which is noticed when its result is awaited.
                        continue

    def result(self, place: int) -> _Result | Lost:
        """The result of a chunk, as soon as it is there."""
        from multiprocessing.connection import wait

        while place not in self._results:
            by_connection = {worker.connection: worker for worker in self._workers}
            for connection in wait(list(by_connection)):
                worker = by_connection[connection]  # type: ignore[index]
                try:
                    data = worker.connection.recv_bytes()
                except (EOFError, OSError):
                    self._remove_dead(worker)
                else:
                    self._results[worker.given.popleft()] = pickle.loads(data)  # noqa: S301 - from our own process
            self._give()
        return self._results.pop(place)

    def _remove_dead(self, worker: _Worker) -> None:
        worker.process.join()
        worker.connection.close()
        self._workers.remove(worker)
        lost = Lost(_death(worker.process.exitcode or 0))
        if worker.given:
            self._results[worker.given.popleft()] = lost
        # It was still waiting to start.
        self._waiting.extendleft(reversed(worker.given))
        if not self._workers:
            self._results.update(dict.fromkeys(self._waiting, lost))
            self._waiting.clear()

    def end(self) -> None:
        """End the processes at once."""
        for worker in self._workers:
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join()
            worker.connection.close()


def _serve(
    work: Callable[[Any], object], chunks: Sequence[Any], connection: Connection, inherited: Sequence[Connection]
) -> None:
    """The main function of a worker process: works on chunks until the parent closes the connection."""
    # Ctrl-C is for the parent, which ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
    for other in inherited:
        other.close()
    try:
        while True:
            connection.send_bytes(pickle.dumps(work(chunks[connection.recv()]), pickle.HIGHEST_PROTOCOL))
    except (EOFError, ConnectionError):
        return
    except Exception:
        # No traceback, as it could quote a document: the parent tells which files were not checked.
        sys.exit(1)


def _blocked_interrupts() -> set[int | signal.Signals] | None:
    """Put off interrupts; gives what was put off before."""
    if not hasattr(signal, "pthread_sigmask"):
        return None
    before: set[int | signal.Signals] = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    return before


def _death(code: int) -> str:
    if code >= 0:
        return f"ended with code {code}"
    try:
        return f"was killed by {signal.Signals(-code).name}"
    except ValueError:
        return f"was killed by signal {-code}"
