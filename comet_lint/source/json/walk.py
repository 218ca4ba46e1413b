"""Finding one's way in the text of valid JSON without building its values. Slow, and right for every text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from comet_lint.source.notices import Written

_SPACE = re.compile(rb"[ \t\n\r]*")
_SCALAR = re.compile(rb"[^ \t\n\r,\]}]+")
# The bounds keep the memory of the regex engine small on endless texts.
_STRING_PART = re.compile(rb'[^"\\]*(?:\\.[^"\\]*){0,1000}', re.DOTALL)
_TO_BRACKET = re.compile(rb'[^"{}\[\]]*(?:"[^"\\]*(?:\\.[^"\\]*){0,200}"[^"{}\[\]]*){0,200}', re.DOTALL)
_OPENING = frozenset(b"{[")
_QUOTE, _COMMA, _BACKSLASH = b'",\\'
_SURROGATES = re.compile(
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}(?P<low>\\u[dD][c-fC-F][0-9a-fA-F]{2})?|\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)
_REPLACEMENT = rb"\ufffd"


class Member(NamedTuple):
    """A key and its value in the text, by byte offsets; the key's include its quotes."""

    key: str
    key_start: int
    key_end: int
    value_start: int
    value_end: int


def skip_space(data: bytes, offset: int) -> int:
    match = _SPACE.match(data, offset)
    return match.end() if match else offset


def skip_value(data: bytes, offset: int) -> int:
    """The end of the value that begins at `offset`."""
    first = data[offset]
    if first == _QUOTE:
        return skip_string(data, offset)
    if first in _OPENING:
        return _skip_container(data, offset)
    match = _SCALAR.match(data, offset)
    return match.end() if match else offset


def written_at(data: bytes, offset: int) -> Written:
    """What the value that begins at `offset` is."""
    first = data[offset : offset + 1]
    if first == b"{":
        return "object"
    if first == b"[":
        entry = skip_space(data, offset + 1)
        return "list of objects" if data[entry : entry + 1] == b"{" else "list"
    return "null" if first == b"n" else "scalar"


def members(data: bytes, offset: int) -> Iterator[Member]:
    """The members of the object that begins at `offset`, in the order of the text; a key may come twice."""
    key_start = skip_space(data, offset + 1)
    while data[key_start] == _QUOTE:
        key_end = skip_string(data, key_start)
        colon = skip_space(data, key_end)
        value_start = skip_space(data, colon + 1)
        value_end = skip_value(data, value_start)
        yield Member(decode_string(data[key_start:key_end]), key_start, key_end, value_start, value_end)
        key_start = _next_entry(data, value_end)


def items(data: bytes, offset: int) -> Iterator[tuple[int, int]]:
    """Start and end of the entries of the list that begins at `offset`."""
    start = skip_space(data, offset + 1)
    while data[start] not in b"]":
        end = skip_value(data, start)
        yield start, end
        start = _next_entry(data, end)


def decode_string(token: bytes) -> str:
    """The text that a JSON string, quotes included, stands for. It must be valid."""
    if b"\\" not in token:
        return token[1:-1].decode()
    import jiter

    text: str = jiter.from_json(token)
    return text


def replace_lone_surrogates(data: bytes) -> bytes:
    """JSON in which `\\ufffd` stands for the escapes of half a surrogate pair: offsets stay what they are."""
    return _SURROGATES.sub(_without_halves, data)


def _without_halves(match: re.Match[bytes]) -> bytes:
    data, start = match.string, match.start()
    backslashes = 0
    while start > backslashes and data[start - backslashes - 1] == _BACKSLASH:
        backslashes += 1
    is_literal = backslashes % 2 == 1
    if match["low"]:
        return match[0][: -len(_REPLACEMENT)] + _REPLACEMENT if is_literal else match[0]
    return match[0] if is_literal else _REPLACEMENT


def _next_entry(data: bytes, value_end: int) -> int:
    """Where the entry after the one that ends at `value_end` begins; without one, the closing bracket."""
    offset = skip_space(data, value_end)
    return skip_space(data, offset + 1) if data[offset] == _COMMA else offset


def skip_string(data: bytes, offset: int) -> int:
    offset += 1
    while True:
        match = _STRING_PART.match(data, offset)
        offset = match.end() if match else offset
        if data[offset] == _QUOTE:
            return offset + 1


def _skip_container(data: bytes, offset: int) -> int:
    depth = 0
    while True:
        match = _TO_BRACKET.match(data, offset)
        offset = match.end() if match else offset
        byte = data[offset]
        if byte == _QUOTE:
            # A string with more escapes, or a stretch with more strings, than one match takes.
            offset = skip_string(data, offset)
            continue
        depth += 1 if byte in _OPENING else -1
        offset += 1
        if not depth:
            return offset
