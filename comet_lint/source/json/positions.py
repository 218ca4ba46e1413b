"""Where the values of a JSON text stand in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from comet_lint.findings import Span
from comet_lint.text.pointers import Path

if TYPE_CHECKING:
    from comet_lint.source.json.locate import JsonLocator
    from comet_lint.source.lines import LineIndex


class Surroundings(NamedTuple):
    """The larger text of which a JSON text is one member.

    Its lines, and the offsets in it of the member's value and of both ends of the member's key.
    """

    lines: LineIndex[bytes]
    start: int
    key_start: int
    key_end: int


class JsonPositions:
    """Positions in a JSON text, `data`, whose value is `root`; in that of `surroundings` if it has such.

    `data` is valid UTF-8 and, where paths are asked for, valid JSON. A member's key leads to its root.
    """

    __slots__ = ("_data", "_has_duplicates", "_lines", "_locator", "_origin", "_root", "_root_key")

    def __init__(
        self,
        data: bytes,
        root: object,
        surroundings: Surroundings | None = None,
        *,
        has_duplicates: bool = False,
    ) -> None:
        self._data = data
        self._root = root
        self._has_duplicates = has_duplicates
        self._locator: JsonLocator | None = None
        self._lines: LineIndex[bytes] | None = None
        self._origin = 0
        self._root_key: tuple[int, int] | None = None
        if surroundings:
            self._lines, self._origin, key_start, key_end = surroundings
            self._root_key = (key_start - self._origin, key_end - self._origin)

    def spans(self, document: int, paths: Sequence[Path]) -> list[tuple[Span | None, Span]]:
        del document
        places = self._json_locator().locate(paths, self._root_key)
        spans = self.spans_of_offsets([place[:2] for place in places] + [place[2:] for place in places])
        return [
            (key if place.key_start < place.key_end else None, value)
            for place, key, value in zip(places, spans, spans[len(places) :], strict=False)
        ]

    def marks(self, document: int, paths: Sequence[Path]) -> list[Span]:
        del document
        found = self._marks_found(paths)
        rest = [path for path, mark in zip(paths, found, strict=True) if mark is None]
        if rest:
            places = self._json_locator().locate(rest, self._root_key)
            others = iter([place[:2] if place.key_start < place.key_end else place[2:] for place in places])
            return self.spans_of_offsets([mark or next(others) for mark in found])
        return self.spans_of_offsets([mark for mark in found if mark is not None])

    def _marks_found(self, paths: Sequence[Path]) -> list[tuple[int, int] | None]:
        """Offsets of the marks that can be told by searching for keys, None for the others."""
        from comet_lint.source.json.find_keys import LARGEST_TEXT, MOST_PATHS, KeyFinder

        if self._has_duplicates or len(paths) > MOST_PATHS or len(self._data) > LARGEST_TEXT:
            return [None] * len(paths)
        return list(map(KeyFinder(self._data, self._root).mark, paths))

    def _json_locator(self) -> JsonLocator:
        if self._locator is None:
            from comet_lint.source.json.locate import JsonLocator

            self._locator = JsonLocator(self._data, self._root, has_duplicates=self._has_duplicates)
        return self._locator

    def spans_of_offsets(self, stretches: Sequence[tuple[int, int]]) -> list[Span]:
        """The spans of stretches of `data` from one offset to another."""
        origin = self._origin
        return self._line_index().spans([(origin + start, origin + end) for start, end in stretches])

    def text(self, span: Span) -> str:
        return self._line_index().cut(span).decode("utf-8", "replace")

    def _line_index(self) -> LineIndex[bytes]:
        if self._lines is None:
            from comet_lint.source.lines import LineIndex

            self._lines = LineIndex(self._data)
        return self._lines
