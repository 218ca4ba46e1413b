"""Several JSON values in one text: one per line, or one right after the other, as programs write them into a file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from comet_lint.findings import Span
from comet_lint.source.encoding import repair
from comet_lint.source.json.positions import Surroundings
from comet_lint.source.json.syntax import parse_json
from comet_lint.source.lines import LineIndex
from comet_lint.source.parsed import Notice, ParsedFile, Positions
from comet_lint.text.pointers import Path

_OPENING = "{["
_SPACE = re.compile(r"[ \t\r\n]*")


class _SeveralPositions:
    """Positions in a text with several values, each of which has its own."""

    def __init__(self, parts: Sequence[Positions], lines: LineIndex[bytes]) -> None:
        self._parts = parts
        self._lines = lines

    def spans(self, document: int, paths: Sequence[Path]) -> list[tuple[Span | None, Span]]:
        return self._parts[document].spans(0, paths)

    def marks(self, document: int, paths: Sequence[Path]) -> list[Span]:
        return self._parts[document].marks(0, paths)

    def text(self, span: Span) -> str:
        return self._lines.cut(span).decode("utf-8", "replace")


def parse_values(data: bytes, notices: tuple[Notice, ...]) -> ParsedFile | None:
    """Parse UTF-8 in which several objects or lists follow each other; None if it is anything else."""
    data, repairs = repair(data)
    stretches = _stretches(data)
    if stretches is None or len(stretches) < 2:
        return None
    parsed = _parse(data, stretches, (*notices, *repairs))
    return parsed if len(parsed.roots) == len(stretches) else None


def parse_lines(data: bytes, notices: tuple[Notice, ...]) -> ParsedFile:
    """Parse UTF-8 of which each line is a value. A line that cannot be parsed is reported, and the others are read."""
    data, repairs = repair(data)
    return _parse(data, list(_lines(data)), (*notices, *repairs))


def _parse(data: bytes, stretches: Sequence[tuple[int, int]], notices: tuple[Notice, ...]) -> ParsedFile:
    lines = LineIndex(data)
    roots: list[object] = []
    positions: list[Positions] = []
    found = list(notices)
    for start, end in stretches:
        parsed = parse_json(data[start:end], (), Surroundings(lines, start, start, start))
        found += [notice._replace(root=len(roots) if parsed.roots else 0) for notice in parsed.notices]
        roots += parsed.roots
        positions += [parsed.positions] * len(parsed.roots)
    return ParsedFile("json", tuple(roots), tuple(found), _SeveralPositions(positions, lines))


def _stretches(data: bytes) -> list[tuple[int, int]] | None:
    """Where the values begin and end, if each is an object or list; None if anything in it is no JSON."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    decoder = json.JSONDecoder()
    found: list[tuple[int, int]] = []
    start = end = end_in_bytes = 0
    while (start := _after_space(text, end)) < len(text):
        if text[start] not in _OPENING:
            return None
        start_in_bytes = end_in_bytes + start - end
        try:
            _, end = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            return None
        end_in_bytes = start_in_bytes + len(text[start:end].encode())
        found.append((start_in_bytes, end_in_bytes))
    return found


def _after_space(text: str, offset: int) -> int:
    match = _SPACE.match(text, offset)
    return match.end() if match else offset


def _lines(data: bytes) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(data):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        line = data[start:end]
        if line.strip():
            yield start + len(line) - len(line.lstrip()), start + len(line.rstrip())
        start = end + 1
