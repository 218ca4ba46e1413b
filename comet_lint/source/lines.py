"""From offsets in a text to lines and columns, and back, in linear time whatever the shape of the text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import AnyStr, Generic

from comet_lint.findings import Span

_BLOCK = 1 << 16
_CONTINUATION_BYTES = bytes(range(0x80, 0xC0))
_BREAK = re.compile(r"\r\n?|\n")
_BREAK_IN_BYTES = re.compile(rb"\r\n?|\n")

LineColumn = tuple[int, int]
"""Line and column, both from 1."""


_LineStart = tuple[int, int, int]
"""What is known at an offset: its line, how many characters precede it there, where the line starts."""


class LineIndex(Generic[AnyStr]):
    """The lines of a text: either UTF-8, where offsets count bytes, or str, where they count characters.

    Lines end at `\\n`, `\\r\\n` or a lone `\\r`; columns count characters. Nothing is computed before it is
    asked for. What is known at the start of each block of 64 KiB is kept, so that neither a million lines
    nor one endless line is walked more than once.
    """

    def __init__(self, text: AnyStr) -> None:
        self._text: AnyStr = text
        self._lf: AnyStr
        self._cr: AnyStr
        self._crlf: AnyStr
        self._break: re.Pattern[AnyStr]
        self._is_narrow: bool = True
        if isinstance(text, bytes):
            self._lf, self._cr, self._crlf, self._break = b"\n", b"\r", b"\r\n", _BREAK_IN_BYTES
            self._is_narrow = text.isascii()
        else:
            self._lf, self._cr, self._crlf, self._break = "\n", "\r", "\r\n", _BREAK
        self._has_lone_cr: bool = self._cr in text and text.count(self._cr) != text.count(self._crlf)
        self._is_simple: bool = self._is_narrow and not self._has_lone_cr
        self._blocks: list[_LineStart] = [(1, 0, 0)]

    def places(self, offsets: Iterable[int]) -> dict[int, LineColumn]:
        """Line and column of each offset."""
        found: dict[int, LineColumn] = {}
        state = self._blocks[0]
        here = 0
        count, last, lf = self._text.count, self._text.rfind, self._lf
        for offset in sorted(set(offsets)):
            if offset - here >= _BLOCK:
                here = offset // _BLOCK * _BLOCK
                state = self._state_of_block(offset // _BLOCK)
            if self._is_simple:
                # As `_advance` does it, which is right for every text.
                line, _, line_start = state
                breaks = count(lf, here, offset)
                if breaks:
                    line_start = last(lf, here, offset) + 1
                state = (line + breaks, offset - line_start, line_start)
            else:
                state = self._advance(state, here, offset)
            here = offset
            found[offset] = (state[0], state[1] + 1)
        return found

    def spans(self, stretches: Sequence[tuple[int, int]]) -> list[Span]:
        """The spans of stretches of the text from one offset to another."""
        text, lf = self._text, self._lf
        # Where all characters have the same width, the end of a stretch of one line follows from its start.
        distant = [each for each in stretches if not self._is_simple or text.find(lf, *each) >= 0]
        places = self.places([start for start, _ in stretches] + [end for _, end in distant])
        found: list[Span] = []
        for start, end in stretches:
            line, column = places[start]
            found.append(Span(line, column, *(places.get(end) or (line, column + end - start))))
        return found

    def span(self, start: int, end: int) -> Span:
        places = self.places((start, end))
        return Span(*places[start], *places[end])

    def cut(self, span: Span) -> AnyStr:
        """The text within `span`, without what lies beyond the ends of its first and last line."""
        start = self._offset(span.line, span.column)
        return self._text[start : max(start, self._offset(span.end_line, span.end_column))]

    def _state_of_block(self, wanted: int) -> _LineStart:
        blocks = self._blocks
        while len(blocks) <= wanted:
            here = (len(blocks) - 1) * _BLOCK
            blocks.append(self._advance(blocks[-1], here, here + _BLOCK))
        return blocks[wanted]

    def _advance(self, state: _LineStart, here: int, there: int) -> _LineStart:
        line, characters, line_start = state
        breaks = self._breaks(here, there)
        if breaks:
            line_start = self._last_break(here, there) + 1
            return line + breaks, self._width(line_start, there), line_start
        return line, characters + self._width(here, there), line_start

    def _breaks(self, here: int, there: int) -> int:
        breaks = self._text.count(self._lf, here, there)
        if self._has_lone_cr:
            breaks += self._text.count(self._cr, here, there) - self._text.count(self._crlf, here, there + 1)
        return breaks

    def _last_break(self, here: int, there: int) -> int:
        last = self._text.rfind(self._lf, here, there)
        if self._has_lone_cr:
            end = there - 1 if self._text[there - 1 : there + 1] == self._crlf else there
            last = max(last, self._text.rfind(self._cr, here, end))
        return last

    def _width(self, start: int, end: int) -> int:
        text = self._text
        if self._is_narrow or not isinstance(text, bytes):
            return end - start
        return len(text[start:end].translate(None, _CONTINUATION_BYTES))

    def _offset(self, line: int, column: int) -> int:
        """The offset of a place; that of the end of the line or text for a place beyond it."""
        self._state_of_block(len(self._text) // _BLOCK)
        text, blocks = self._text, self._blocks
        first = bisect_left(blocks, (line,))
        if first < len(blocks) and blocks[first][0] == line:
            here, characters = blocks[first][2], 0
        else:
            here, characters = self._skip_lines(first - 1, line), 0
        nearer = bisect_right(blocks, (line, column - 1, len(text))) - 1
        if nearer >= 0 and blocks[nearer][0] == line and nearer * _BLOCK > here:
            here, characters = nearer * _BLOCK, blocks[nearer][1]
            if text[here - 1 : here + 1] == self._crlf:
                return here - 1
        return self._skip_characters(here, column - 1 - characters)

    def _skip_lines(self, block: int, line: int) -> int:
        here = max(block, 0) * _BLOCK
        for _ in range(line - self._blocks[max(block, 0)][0]):
            found = self._break.search(self._text, here)
            if not found:
                return len(self._text)
            here = found.end()
        return here

    def _skip_characters(self, here: int, count: int) -> int:
        """The offset `count` characters after `here`, not beyond the end of the line."""
        text = self._text
        if isinstance(text, bytes) and not self._is_narrow:
            while text[here : here + 1] and 0x80 <= text[here] < 0xC0:
                here += 1
            head = text[here : here + 4 * max(count, 0)].decode("utf-8", "ignore")[: max(count, 0)]
            there = here + len(head.encode())
        else:
            there = here + max(count, 0)
        found = self._break.search(text, here, there)
        return found.start() if found else min(there, len(text))
