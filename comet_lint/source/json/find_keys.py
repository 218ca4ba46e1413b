"""Finding keys in a JSON text by searching for them: a few of them, without reading the rest.

In valid JSON a text `"key":` is a key, unless its first quote ends a string or is itself escaped. So the only one in
the text is the key that is meant, and so is the first one in an object before which nothing else is opened.
"""

from __future__ import annotations

import re
from typing import Any

from comet_lint.source.json import walk as json_walk
from comet_lint.text.pointers import Path

LARGEST_TEXT = 1 << 18
"""Bytes; in larger texts, searching for each key takes longer than reading all."""

MOST_PATHS = 64

_ESCAPE_IN_KEY = re.compile(rb'\\.[^"\\]*"[ \t\n\r]*:', re.DOTALL)
_COLON = re.compile(rb"[ \t\n\r]*:[ \t\n\r]*")
_COMMA = re.compile(rb"[ \t\n\r]*,[ \t\n\r]*")
_STARTS_BETWEEN_STRINGS = frozenset(" ,:]}")
_BRACKETS = ((b"{", b"{}"), (b"[", b"[]"))
_BACKSLASH = 0x5C
_NEAR = 1 << 12
"""Bytes up to which what stands before a key is looked at."""
_ID_LENGTH = 16
"""Keys of this length are hardly ever anything but ids, of which each is a key once."""

KeyOffsets = tuple[int, int, int]
"""Offsets of both ends of a key and of its value; for the entry of a list, all are that of the value."""


class KeyFinder:
    """Finds keys in `data`, which is valid JSON for the value `root` without duplicate keys."""

    __slots__ = ("_are_plain", "_data", "_known", "_root")

    def __init__(self, data: bytes, root: object) -> None:
        self._data = data
        self._root = root
        self._known: dict[Path, KeyOffsets | None] = {}
        # Whether a key without quotes, backslashes and the like is in the text as it is.
        self._are_plain = b"\\u" not in data or not _ESCAPE_IN_KEY.search(data)

    def mark(self, path: Path) -> tuple[int, int] | None:
        """Both ends of the key that the path leads to, or of the value without a key; else as `find`."""
        found = self.find(path)
        if found is None:
            return None
        start, end, value = found
        return (start, end) if start < end else (start, json_walk.skip_value(self._data, value))

    def find(self, path: Path) -> KeyOffsets | None:
        """The offsets of the value at a path; None if searching cannot find it, or if the path leads nowhere."""
        values = [self._root]
        for step in path:
            value: Any = values[-1]
            if value.__class__ is dict:
                if step not in value:
                    return None
            elif value.__class__ is not list or step.__class__ is not int or not 0 <= step < len(value):
                return None
            values.append(value[step])
        return self._find(path, values) if path and self._are_plain else None

    def _find(self, path: Path, values: list[Any]) -> KeyOffsets | None:
        known = self._known
        if path in known:
            return known[path]
        last = path[-1]
        found: KeyOffsets | None = None
        if isinstance(last, int):
            holder = self._start_of(path[:-1], values)
            if holder is not None:
                found = self._entry(holder, last)
        elif _is_searchable(last):
            token = b'"%b"' % last.encode()
            if len(last) >= _ID_LENGTH:
                found = self._only(self._next(token, 0), token)
            if found is None:
                holder = self._start_of(path[:-1], values)
                if holder is not None:
                    found = self._member(token, last, holder, values[len(path) - 1])
        known[path] = found
        return found

    def _start_of(self, path: Path, values: list[Any]) -> int | None:
        if not path:
            return json_walk.skip_space(self._data, 0)
        found = self._find(path, values)
        return found[2] if found is not None else None

    def _member(self, token: bytes, key: str, holder: int, value: dict[str, Any]) -> KeyOffsets | None:
        """The key in the object that begins at `holder`."""
        found = self._next(token, holder)
        if found is None:
            return None
        if found[0] - holder < _NEAR and not self._opens_something(holder + 1, found[0]):
            return found
        return self._only(found, token) or self._after_others(token, key, holder, value)

    def _opens_something(self, start: int, end: int) -> bool:
        """Whether an object or list that is not empty may begin between the two."""
        count = self._data.count
        for opening, empty in _BRACKETS:
            opened = count(opening, start, end)
            if opened and opened != count(empty, start, end):
                return True
        return False

    def _only(self, found: KeyOffsets | None, token: bytes) -> KeyOffsets | None:
        return found if found is not None and self._next(token, found[2]) is None else None

    def _after_others(self, token: bytes, key: str, holder: int, value: dict[str, Any]) -> KeyOffsets | None:
        """The key, searched for after each object and list that comes before it in the object."""
        here = holder
        for other, item in value.items():
            if other == key:
                return self._next(token, here)
            if item and (item.__class__ is dict or item.__class__ is list):
                found = self._next(b'"%b"' % other.encode(), here) if _is_searchable(other) else None
                if found is None or found[2] - holder > _NEAR:
                    return None
                here = json_walk.skip_value(self._data, found[2])
        return None

    def _next(self, token: bytes, here: int) -> KeyOffsets | None:
        """The next key that is written so."""
        data = self._data
        start = data.find(token, here)
        while start >= 0:
            end = start + len(token)
            if data[start - 1] != _BACKSLASH:
                colon = _COLON.match(data, end)
                if colon:
                    return start, end, colon.end()
            start = data.find(token, end - 1)
        return None

    def _entry(self, holder: int, number: int) -> KeyOffsets | None:
        """An entry of the list that begins at `holder`."""
        data = self._data
        here = json_walk.skip_space(data, holder + 1)
        for _ in range(number):
            comma = _COMMA.match(data, json_walk.skip_value(data, here))
            here = comma.end() if comma else here
            if here - holder > _NEAR:
                return None
        return here, here, here


def _is_searchable(key: str) -> bool:
    """Whether the key in quotes is written as it is, and no piece of another text such as the `", "` of a list."""
    return (
        key.isprintable() and not ('"' in key or "\\" in key or "/" in key) and key[:1] not in _STARTS_BETWEEN_STRINGS
    )
