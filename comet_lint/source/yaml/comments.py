"""The comments of a YAML text, told from text inside of values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from yaml._yaml import CParser
from yaml.error import YAMLError
from yaml.tokens import ScalarToken

from comet_lint.source.encoding import repair
from comet_lint.source.lines import LineIndex
from comet_lint.source.yaml.positions import parser_text

_BREAKS = "\n\r\x85\u2028\u2029"
"""What ends a line, and with it a comment, for the parser; only the first two count as lines in reports."""
_BLOCK_STYLES = ("|", ">")
_NOT_BLANK = re.compile(r"[^ \t]")
_END_OF_LINE = re.compile(f"[{_BREAKS}]|$")


class Comment(NamedTuple):
    """The text of a comment from a mark in it to the end of its line. `stands_alone` if nothing precedes it there."""

    line: int
    text: str
    stands_alone: bool


def comments(data: bytes, mark: re.Pattern[str]) -> list[Comment]:
    """The comments in a YAML text (UTF-8 without byte order mark) that hold `mark`, each from its first one on.

    `mark` begins with the `#`, which has to stand at the beginning of its line or after a blank.
    """
    text = repair(data).data.decode()
    starts = [found.start() for found in mark.finditer(text) if _may_begin_comment(text, found.start())]
    if not starts:
        return []
    outside = _outside_values(text, starts)
    places = LineIndex(text).places(outside)
    found: list[Comment] = []
    end = -1
    for start, alone in outside.items():
        if start >= end:
            end = _end_of_line(text, start)
            found.append(Comment(places[start][0], text[start:end], alone))
    return found


def _outside_values(text: str, starts: list[int]) -> dict[int, bool]:
    """Those of the places, in order, that are in no value; and whether nothing but a comment precedes each."""
    lines = _first_in_lines(text, starts)
    wanted = sorted({*starts, *lines.values()})
    inside: set[int] = set()
    number = 0
    for begin, end in _values(text):
        while number < len(wanted) and wanted[number] < begin:
            number += 1
        while number < len(wanted) and wanted[number] < end:
            inside.add(wanted[number])
            number += 1
        if number == len(wanted):
            break
    return {start: text[first] == "#" and first not in inside for start, first in lines.items() if start not in inside}


def _values(text: str) -> Iterator[tuple[int, int]]:
    """Where the scalars of the text stand, in order; a block scalar begins after the line of its indicator.

    Ends where the text is not YAML any more.
    """
    parser: Any = CParser(parser_text(text))
    try:
        while (token := parser.get_token()) is not None:
            if token.__class__ is ScalarToken:
                start, end = token.start_mark.index, token.end_mark.index
                yield (_end_of_line(text, start) if token.style in _BLOCK_STYLES else start), end
    except YAMLError:
        return


def _may_begin_comment(text: str, start: int) -> bool:
    return start == 0 or text[start - 1] in f" \t{_BREAKS}"


def _first_in_lines(text: str, starts: list[int]) -> dict[int, int]:
    """For each of the places, in order, where the first character that is not blank stands in its line."""
    found: dict[int, int] = {}
    here = first = 0
    for start in starts:
        line_break = max(text.rfind("\n", here, start), text.rfind("\r", here, start))
        if line_break >= 0 or here == 0:
            begin = _NOT_BLANK.search(text, line_break + 1)
            first = begin.start() if begin else start
        found[start] = first
        here = start
    return found


def _end_of_line(text: str, start: int) -> int:
    found = _END_OF_LINE.search(text, start)
    return found.start() if found else len(text)
