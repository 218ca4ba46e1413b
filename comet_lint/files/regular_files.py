"""Reading files that others may have put there: only regular ones, without ever waiting."""

from __future__ import annotations

import os
import stat

MAX_FILE_SIZE = 2 * 1024**3
"""In bytes."""

TOO_LARGE = f"The file is larger than {MAX_FILE_SIZE >> 30} GiB; split it."

_CHUNK = 1 << 20
_ADVICE = "pass its content to standard input instead"
_SPECIAL_FILES = (
    (stat.S_ISDIR, "This is a folder, not a file.", ""),
    (stat.S_ISFIFO, "This is a named pipe, which is never opened.", _ADVICE),
    (stat.S_ISSOCK, "This is a socket, not a file.", ""),
    (stat.S_ISCHR, "This is a device, which is never opened.", _ADVICE),
    (stat.S_ISBLK, "This is a device, which is never opened.", _ADVICE),
)


class UnreadableError(Exception):
    """A file that cannot be read. `why` is one sentence, `reason` the same with advice for documents."""

    def __init__(self, why: str, advice: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.reason = f"{why[:-1]}; {advice}." if advice else why


def read_file(path: str | os.PathLike[str]) -> bytes:
    """The content of a regular file.

    Raises UnreadableError for anything else, which is not even opened, and for a file that is missing,
    forbidden or larger than MAX_FILE_SIZE.
    """
    try:
        _insist_on_regular_file(os.stat(path))  # noqa: PTH116 - no object per path
        # What was a regular file a moment ago may be a pipe by now: do not wait for a writer.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        try:
            status = os.fstat(descriptor)
            _insist_on_regular_file(status)
            return _read_all(descriptor, status.st_size)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise UnreadableError(reason_of(error)) from error
    except ValueError as error:
        # No name of a file has a zero byte in it.
        raise UnreadableError("There is no such file.") from error
    except MemoryError as error:
        raise UnreadableError("The file does not fit into memory; split it.") from error


def _read_all(descriptor: int, size: int) -> bytes:
    """All that can be read, probably `size` bytes: only a file that grows takes more than two calls."""
    data = os.read(descriptor, size + 1)
    if len(data) == size:
        return data
    chunks = [data]
    while chunk := os.read(descriptor, _CHUNK):
        chunks.append(chunk)
    return b"".join(chunks)


def _insist_on_regular_file(status: os.stat_result) -> None:
    if stat.S_ISREG(status.st_mode):
        if status.st_size > MAX_FILE_SIZE:
            raise UnreadableError(TOO_LARGE)
        return
    for is_kind, why, advice in _SPECIAL_FILES:
        if is_kind(status.st_mode):
            raise UnreadableError(why, advice)
    raise UnreadableError("This is not a regular file.")


def reason_of(error: OSError) -> str:
    """One sentence that says why a file cannot be read."""
    if isinstance(error, FileNotFoundError):
        return "There is no such file."
    if isinstance(error, PermissionError):
        return "There is no permission to read the file."
    return f"The file cannot be read: {(error.strerror or 'unknown error').lower()}."
