"""Reading files and parsing their bytes."""

from __future__ import annotations

import os
import stat
from typing import BinaryIO, NamedTuple

from comet_lint.source.parsed import Notice, ParsedFile, PlainScalar, Positions, Syntax

__all__ = [
    "MAX_FILE_SIZE",
    "Notice",
    "ParsedFile",
    "PlainScalar",
    "Positions",
    "Text",
    "UnreadableError",
    "parse",
    "parse_text",
    "read_file",
    "read_stream",
    "read_text",
]

MAX_FILE_SIZE = 2 * 1024**3
"""In bytes."""

_TOO_LARGE = f"The file is larger than {MAX_FILE_SIZE >> 30} GiB; split it."
_SYNTAX_BY_SUFFIX: dict[str, Syntax] = {".json": "json", ".cfg": "json", ".yaml": "yaml", ".yml": "yaml"}
_BLANKS = b" \t\r\n\x0b\x0c"
_CHUNK = 1 << 20
_SPECIAL_FILES = (
    (stat.S_ISDIR, "This is a folder, not a file."),
    (
        stat.S_ISFIFO,
        "This is a named pipe, which is never opened; pass its content to standard input instead.",
    ),
    (stat.S_ISSOCK, "This is a socket, not a file."),
    (stat.S_ISCHR, "This is a device, which is never opened; pass its content to standard input instead."),
    (stat.S_ISBLK, "This is a device, which is never opened; pass its content to standard input instead."),
)


class UnreadableError(Exception):
    """A file that cannot be read; `reason` is one sentence that says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


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
        raise UnreadableError(_reason(error)) from error
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


def read_stream(stream: BinaryIO) -> bytes:
    """All of a stream, such as standard input. Raises UnreadableError if it is longer than MAX_FILE_SIZE."""
    chunks = []
    left = MAX_FILE_SIZE
    try:
        while chunk := stream.read(_CHUNK):
            chunks.append(chunk)
            left -= len(chunk)
            if left < 0:
                raise UnreadableError(_TOO_LARGE)
    except OSError as error:
        raise UnreadableError(_reason(error)) from error
    return b"".join(chunks)


class Text(NamedTuple):
    """The content of a file in UTF-8, its syntax, and notices about how it was encoded."""

    syntax: Syntax
    data: bytes
    notices: tuple[Notice, ...]


def read_text(data: bytes, name: str) -> Text:
    """The text that the content of the file called `name` is.

    The name only decides the syntax: .yaml and .yml are YAML, .json and .cfg are JSON; any other, such as
    `-`, is JSON if the first character that is not blank is a brace or bracket, else YAML.
    """
    from comet_lint.source.encoding import to_utf8

    text, notices = to_utf8(data)
    syntax = _SYNTAX_BY_SUFFIX.get(os.path.splitext(name)[1].lower())  # noqa: PTH122 - for every file
    if syntax is None:
        syntax = "json" if text[:_CHUNK].lstrip(_BLANKS)[:1] in (b"{", b"[") else "yaml"
    return Text(syntax, text, notices)


def parse(data: bytes, name: str) -> ParsedFile:
    """Parse the content of the file called `name` (see `read_text`, `parse_text`)."""
    return parse_text(read_text(data, name))


def parse_text(text: Text) -> ParsedFile:
    """Parse a text. One that cannot be parsed gives a T001 notice and no roots, never an exception."""
    if text.syntax == "json":
        from comet_lint.source.json.syntax import parse_json

        return parse_json(text.data, text.notices)
    from comet_lint.source.yaml.syntax import parse_yaml

    return parse_yaml(text.data, text.notices)


def _insist_on_regular_file(status: os.stat_result) -> None:
    if stat.S_ISREG(status.st_mode):
        if status.st_size > MAX_FILE_SIZE:
            raise UnreadableError(_TOO_LARGE)
        return
    for is_kind, reason in _SPECIAL_FILES:
        if is_kind(status.st_mode):
            raise UnreadableError(reason)
    raise UnreadableError("This is not a regular file.")


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "There is no such file."
    if isinstance(error, PermissionError):
        return "There is no permission to read the file."
    return f"The file cannot be read: {(error.strerror or 'unknown error').lower()}."
