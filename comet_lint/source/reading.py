"""Reading files and parsing their bytes."""

from __future__ import annotations

import os
from typing import BinaryIO, Literal, NamedTuple

from comet_lint.files.regular_files import MAX_FILE_SIZE, TOO_LARGE, UnreadableError, read_file, reason_of
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

_SYNTAX_BY_SUFFIX: dict[str, Syntax] = {
    ".json": "json",
    ".jsonl": "json",
    ".ndjson": "json",
    ".cfg": "json",
    ".yaml": "yaml",
    ".yml": "yaml",
}
_LINES = (".jsonl", ".ndjson")
_ONE_VALUE = (".cfg",)
_BLANKS = b" \t\r\n\x0b\x0c"
_CHUNK = 1 << 20


def read_stream(stream: BinaryIO) -> bytes:
    """All of a stream, such as standard input. Raises UnreadableError if it is longer than MAX_FILE_SIZE."""
    chunks = []
    left = MAX_FILE_SIZE
    try:
        while chunk := stream.read(_CHUNK):
            chunks.append(chunk)
            left -= len(chunk)
            if left < 0:
                raise UnreadableError(TOO_LARGE)
    except OSError as error:
        raise UnreadableError(reason_of(error)) from error
    return b"".join(chunks)


class Text(NamedTuple):
    """The content of a file in UTF-8, its syntax, and notices about how it was encoded.

    JSON may have one value, several one after the other, or one in each line, as `values` tells.
    """

    syntax: Syntax
    data: bytes
    notices: tuple[Notice, ...]
    values: Literal["one", "several", "lines"] = "several"


def read_text(data: bytes, name: str) -> Text:
    """The text that the content of the file called `name` is.

    The name only decides the syntax: .yaml and .yml are YAML, .json and .cfg are JSON, .jsonl and .ndjson JSON in
    lines; any other, such as `-`, is JSON if the first character that is not blank is a brace or bracket, else YAML.
    """
    from comet_lint.source.encoding import to_utf8

    text, notices = to_utf8(data)
    suffix = os.path.splitext(name)[1].lower()  # noqa: PTH122 - for every file
    syntax = _SYNTAX_BY_SUFFIX.get(suffix)
    if syntax is None:
        syntax = "json" if text[:_CHUNK].lstrip(_BLANKS)[:1] in (b"{", b"[") else "yaml"
    return Text(syntax, text, notices, "lines" if suffix in _LINES else "one" if suffix in _ONE_VALUE else "several")


def parse(data: bytes, name: str) -> ParsedFile:
    """Parse the content of the file called `name` (see `read_text`, `parse_text`)."""
    return parse_text(read_text(data, name))


def parse_text(text: Text) -> ParsedFile:
    """Parse a text. One that cannot be parsed gives a T001 notice and no roots, never an exception."""
    if text.syntax == "json":
        return _parse_json(text)
    from comet_lint.source.yaml.syntax import parse_yaml

    return parse_yaml(text.data, text.notices)


def _parse_json(text: Text) -> ParsedFile:
    from comet_lint.source.json.syntax import parse_json

    if text.values == "one":
        return parse_json(text.data, text.notices)
    if text.values == "several":
        parsed = parse_json(text.data, text.notices)
        if parsed.roots:
            return parsed
    from comet_lint.source.json.several import parse_lines, parse_values

    several = parse_values(text.data, text.notices)
    if several is not None or text.values == "several":
        return several or parsed
    return parse_lines(text.data, text.notices) if text.data.strip() else parse_json(text.data, text.notices)
