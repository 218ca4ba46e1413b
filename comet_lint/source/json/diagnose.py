"""What is wrong with a JSON text: the first error at its exact place, or the keys that occur twice.

Slow, and only for texts that the fast parser refuses. Accepts what the server's decoder accepts.
"""

from __future__ import annotations

import re
from typing import NamedTuple, NoReturn

from comet_lint.source.json.walk import decode_string
from comet_lint.source.parsed import MAX_DEPTH
from comet_lint.text.pointers import Path, Step

MAX_DIGITS = 4300
"""Digits of an integer; more than Python takes, let alone a server."""

_SPACE = re.compile(rb"[ \t\n\r]*")
# The bound keeps the memory of the regex engine small on endless strings.
_STRING_PART = re.compile(rb'[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*){0,1000}')
# Members with short and simple values, as far as another member follows them.
_PLAIN_MEMBERS = re.compile(
    rb'(?:[ \t\n\r]*"[^"\\\x00-\x1f]*"[ \t\n\r]*:[ \t\n\r]*'
    rb'(?:"[^"\\\x00-\x1f]*"|-?[1-9][0-9]{0,17}|0|true|false|null)[ \t\n\r]*,(?=[ \t\n\r]*")){0,1000}'
)
_INTEGER = re.compile(rb"-?(?:0|[1-9][0-9]*)")
_FRACTION = re.compile(rb"(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_WORD = re.compile(rb"-?[A-Za-z_$][A-Za-z0-9_$]*")
_LITERALS = frozenset((b"true", b"false", b"null"))
_NUMBER_BYTES = frozenset(b"-+.0123456789eE")
_DIGITS = frozenset(b"0123456789")
_QUOTE, _APOSTROPHE, _COLON, _COMMA, _BACKSLASH, _MINUS = b"\"':,\\-"
_OBJECT, _OBJECT_END, _LIST, _LIST_END = b"{}[]"
_COMMENT_BYTES = frozenset(b"/#")
_END = -1
"""In place of a byte: the end of the text."""


class Duplicate(NamedTuple):
    """A key that its object already has: where it leads, and the offsets of the first one and of this one."""

    path: Path
    first_start: int
    start: int
    end: int


class JsonSyntaxError(Exception):
    """The text is not JSON: what was expected from offset `start` to `end`.

    `opened_at` is the offset of a bracket; its line completes the message, which ends with it.
    """

    def __init__(self, message: str, start: int, end: int, opened_at: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.start = start
        self.end = end
        self.opened_at = opened_at


def find_error(data: bytes) -> JsonSyntaxError:
    """The first error of a text that the fast parser refuses."""
    try:
        _SyntaxReader(data, is_valid=False).check()
    except JsonSyntaxError as error:
        return error
    return JsonSyntaxError("The document cannot be parsed.", 0, 0)


def duplicate_keys(data: bytes) -> list[Duplicate]:
    """The keys that occur again in their object, in the order of the text, which must be valid JSON."""
    return _SyntaxReader(data, is_valid=True).check()


class _Frame:
    """An object or list that is not closed yet; `step` leads to its latest value."""

    __slots__ = ("end_byte", "is_empty", "keys", "start", "step")

    def __init__(self, start: int, is_object: bool) -> None:
        self.start = start
        self.end_byte = _OBJECT_END if is_object else _LIST_END
        self.is_empty = True
        self.keys: dict[str, int] = {}
        self.step: Step = -1


class _SyntaxReader:
    """Reads a text to its first error if it has one, to its end for its keys if it `is_valid`."""

    def __init__(self, data: bytes, *, is_valid: bool) -> None:
        self._data = data
        self._is_valid = is_valid
        self._here = 0
        self._frames: list[_Frame] = []
        self._duplicates: list[Duplicate] = []

    def check(self) -> list[Duplicate]:
        if self._next_byte() == _END:
            raise JsonSyntaxError("The file is empty; a JSON document was expected.", 0, 0)
        self._value()
        while self._frames:
            self._entry_or_end(self._frames[-1])
        if self._next_byte() != _END:
            self._fail("The document has ended before this; a JSON file holds only one.")
        return self._duplicates

    def _next_byte(self) -> int:
        match = _SPACE.match(self._data, self._here)
        self._here = match.end() if match else self._here
        return self._data[self._here] if self._here < len(self._data) else _END

    def _fail(self, message: str, start: int | None = None) -> NoReturn:
        at = self._here if start is None else start
        raise JsonSyntaxError(message, at, self._end_of_character(at))

    def _end_of_character(self, offset: int) -> int:
        head = self._data[offset : offset + 4].decode("utf-8", "ignore")[:1]
        return offset + len(head.encode())

    def _entry_or_end(self, frame: _Frame) -> None:
        byte = self._next_byte()
        if byte != frame.end_byte:
            self._entry(frame, byte)
            return
        self._here += 1
        self._frames.pop()

    def _entry(self, frame: _Frame, byte: int) -> None:
        if not frame.is_empty:
            byte = self._comma(frame, byte)
        frame.is_empty = False
        if frame.end_byte == _OBJECT_END:
            if not self._is_valid:
                byte = self._skip_plain_members()
            self._key(frame, byte)
        elif isinstance(frame.step, int):
            frame.step += 1
        self._value()

    def _skip_plain_members(self) -> int:
        """Step over members without reading their keys; the byte at which the next one begins."""
        match = _PLAIN_MEMBERS.match(self._data, self._here)
        self._here = match.end() if match else self._here
        return self._next_byte()

    def _comma(self, frame: _Frame, byte: int) -> int:
        """Step over the comma between two entries; the byte at which the second one begins."""
        is_object = frame.end_byte == _OBJECT_END
        if byte == _END:
            self._fail_at_end()
        if byte == _QUOTE and is_object:
            self._fail("A comma is missing before this key.")
        if byte != _COMMA:
            self._fail_if_comment(byte)
            self._fail(f"A comma or {'}' if is_object else ']'} was expected here.")
        comma = self._here
        self._here += 1
        byte = self._next_byte()
        if byte == frame.end_byte:
            self._fail("This comma must go: none may stand before the closing bracket.", comma)
        return byte

    def _key(self, frame: _Frame, byte: int) -> None:
        if byte == _END:
            self._fail_at_end()
        if byte != _QUOTE:
            self._fail_if_comment(byte)
            self._fail("A key in double quotes was expected here.")
        start = self._here
        self._string()
        key = decode_string(self._data[start : self._here])
        frame.step = key
        first = frame.keys.setdefault(key, start)
        if first != start:
            path = tuple(outer.step for outer in self._frames)
            self._duplicates.append(Duplicate(path, first, start, self._here))
        byte = self._next_byte()
        if byte == _END:
            self._fail_at_end()
        if byte != _COLON:
            self._fail("A colon was expected after the key.")
        self._here += 1

    def _value(self) -> None:
        byte = self._next_byte()
        if byte == _QUOTE:
            self._string()
        elif byte in (_OBJECT, _LIST):
            self._open(is_object=byte == _OBJECT)
        elif byte in _DIGITS or byte == _MINUS:
            self._number()
        else:
            self._literal(byte)

    def _open(self, *, is_object: bool) -> None:
        if len(self._frames) == MAX_DEPTH and not self._is_valid:
            self._fail(f"Objects and lists are nested more than {MAX_DEPTH} levels deep.")
        self._frames.append(_Frame(self._here, is_object))
        self._here += 1

    def _literal(self, byte: int) -> None:
        word = _WORD.match(self._data, self._here)
        if word and word[0] in _LITERALS:
            self._here = word.end()
            return
        if byte == _END:
            self._fail_at_end()
        self._fail_if_comment(byte)
        if word:
            self._fail_at_word(word[0])
        if byte == _APOSTROPHE:
            self._fail("A value was expected here; texts stand in double quotes.")
        if byte < 0x20:
            self._fail("A value was expected here, not a control character.")
        self._fail("A value was expected here.")

    def _number(self) -> None:
        start = self._here
        integer = _INTEGER.match(self._data, start)
        if not integer:
            word = _WORD.match(self._data, start)
            if word:
                self._fail_at_word(word[0])
            self._fail("A digit was expected after this minus sign.")
        fraction = _FRACTION.match(self._data, integer.end())
        self._here = fraction.end() if fraction else integer.end()
        if self._data[self._here : self._here + 1] and self._data[self._here] in _NUMBER_BYTES:
            self._fail("This is not a number: it goes on in a way that JSON does not know.", start)
        if self._here == integer.end() and len(integer[0].lstrip(b"-")) > MAX_DIGITS:
            self._fail(f"An integer has more than {MAX_DIGITS} digits.", start)

    def _string(self) -> None:
        start = self._here
        self._here += 1
        while True:
            match = _STRING_PART.match(self._data, self._here)
            end = match.end() if match else self._here
            if self._data[end : end + 1] == b'"':
                self._here = end + 1
                return
            if end == self._here:
                self._fail_in_string(start)
            self._here = end

    def _fail_in_string(self, start: int) -> NoReturn:
        if self._here >= len(self._data):
            raise JsonSyntaxError("This text has no closing double quote.", start, start + 1)
        byte = self._data[self._here]
        if byte == _BACKSLASH:
            self._fail(
                "A backslash here begins no escape that JSON knows; where the text has a backslash, "
                "double every backslash."
            )
        if byte in b"\r\n":
            message = "The text ends with its line; a double quote was expected, or \\n for a line break."
            raise JsonSyntaxError(message, self._here, self._here)
        self._fail("A text must not contain a control character; write it as an escape such as \\t or \\u0000.")

    def _fail_at_word(self, word: bytes) -> NoReturn:
        if word.lower() in (b"nan", b"-nan", b"infinity", b"-infinity", b"inf", b"-inf"):
            self._fail("A value was expected here; JSON has no NaN and no Infinity.")
        if word.lower() in _LITERALS:
            self._fail("A value was expected here; true, false and null are written in lower case.")
        self._fail("A value was expected here; texts stand in double quotes.")

    def _fail_if_comment(self, byte: int) -> None:
        if byte in _COMMENT_BYTES:
            self._fail("JSON has no comments; this one must go.")

    def _fail_at_end(self) -> NoReturn:
        frame = self._frames[-1]
        what = "an object" if frame.end_byte == _OBJECT_END else "a list"
        end = len(self._data.rstrip(b" \t\n\r"))
        raise JsonSyntaxError(f"The file ends inside {what}, which begins", end, end, frame.start)
