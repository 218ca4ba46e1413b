"""Reads the API page "API Data Structures" into the model.

The page is plain text: for every type a line with its name, lines of prose, and
`class Name extends Base { ... }`, which stands on one line or is broken into several.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate

from comet_lint.spec.body import BodyError, read_fields
from comet_lint.spec.model import SCALARS, SpecError, Type, Types

_TITLE = re.compile(r"\s*API Data Structures[ \t]*(?:\n|$)")
_HEADING = re.compile(r"\s*(\w+)[ \t]*(?:\n|$)")
_CLASS = re.compile(r"\bclass\s+(\w+)(?:\s+extends\s+(\w+(?:\s*,\s*\w+)*))?\s*\{")
_BRACE = re.compile(r"\}(?=[ \t]*(?:\n|$))")
_BLANKS = re.compile(r"\s*")
_TYPE_AVAILABLE = re.compile(r"This type is available in Comet (\S+) and later")
_TYPE_DEPRECATED = re.compile(r"This type has been deprecated since Comet version (\S+)")


@dataclass(frozen=True, slots=True)
class _TypeEntry:
    """One type of the page: `start` and `end` bound its body in the text, `line` is that of the class."""

    name: str
    bases: tuple[str, ...]
    prose: str
    start: int
    end: int
    line: int


def read_page(text: str) -> Types:
    """The types of the page in its order. SpecError says the line and what was expected there."""
    text = text.replace("\r\n", "\n").removeprefix("\ufeff")
    entries: dict[str, _TypeEntry] = {}
    for entry in _entries(text):
        if entry.name in entries:
            raise _expected(entry.line, f"every type once, found '{entry.name}' twice")
        entries[entry.name] = entry
    for entry in entries.values():
        _check_bases(entry, entries)
    known = SCALARS | entries.keys()
    return {entry.name: _read_entry(text, entry, known) for entry in entries.values()}


def _expected(line: int, what: str) -> SpecError:
    return SpecError(f"line {line}: expected {what}")


def _entries(text: str) -> Iterator[_TypeEntry]:
    title = _TITLE.match(text)
    position = _skip_blanks(text, title.end() if title else 0)
    if position == len(text):
        raise _expected(_line_of(text, position), "the name of a type and its class, found the end of the page")
    while position < len(text):
        line = _line_of(text, position)
        heading = _HEADING.match(text, position)
        if heading is None:
            raise _expected(line, "a line that holds the name of a type and nothing else")
        header = _CLASS.search(text, heading.end())
        if header is None or header[1] != heading[1]:
            raise _expected(line, f"the name '{heading[1]}' to be followed by 'class {heading[1]} {{ ... }}'")
        end = _end_of_class(text, header)
        yield _TypeEntry(
            name=heading[1],
            bases=tuple(re.findall(r"\w+", header[2] or "")),
            prose=" ".join(text[heading.end() : header.start()].split()),
            start=header.end(),
            end=end,
            line=_line_of(text, header.start()),
        )
        position = _skip_blanks(text, end + 1)


def _end_of_class(text: str, header: re.Match[str]) -> int:
    """The offset of the brace that closes the class: the next heading or the end of the page follows it."""
    following = _CLASS.search(text, header.end())
    limit = following.start() if following else len(text)
    braces = list(_BRACE.finditer(text, header.end(), limit))
    for brace in braces:
        heading = _HEADING.match(text, brace.end())
        if heading[1] == following[1] if following and heading else _skip_blanks(text, brace.end()) == len(text):
            return brace.start()
    if braces:
        return braces[-1].start()  # what follows it is malformed, and is reported as such
    where = f"before 'class {following[1]}'" if following else "before the end of the page"
    raise _expected(_line_of(text, header.start()), f"'}}' to close 'class {header[1]}' {where}")


def _check_bases(entry: _TypeEntry, entries: Mapping[str, _TypeEntry]) -> None:
    ancestors = {entry.name: None}
    pending = [entry]
    while pending:
        for base in pending.pop().bases:
            if base not in entries:
                raise _expected(entry.line, f"the base '{base}' of 'class {entry.name}' to be a type of the page")
            if base == entry.name:
                raise _expected(entry.line, f"'class {entry.name}' not to extend itself")
            if base not in ancestors:
                ancestors[base] = None
                pending.append(entries[base])


def _read_entry(text: str, entry: _TypeEntry, known: frozenset[str]) -> Type:
    since = _TYPE_AVAILABLE.search(entry.prose)
    deprecated = _TYPE_DEPRECATED.search(entry.prose)
    body = text[entry.start : entry.end]
    try:
        fields = read_fields(" ".join(body.split()), known)
    except BodyError as error:
        line = _line_of(text, entry.start + _offset_of_word(body, error.offset))
        raise SpecError(f"line {line}: in 'class {entry.name}': {error}") from None
    return Type(
        entry.name,
        fields,
        bases=entry.bases,
        since=since[1] if since else None,
        deprecated_since=deprecated[1] if deprecated else None,
    )


def _offset_of_word(body: str, offset: int) -> int:
    """Where the word stands in `body` that stands at `offset` when the words are joined by single blanks."""
    words = list(re.finditer(r"\S+", body))
    if not words:
        return 0
    starts = [0, *accumulate(len(word.group()) + 1 for word in words)]
    return words[min(bisect_right(starts, offset), len(words)) - 1].start()


def _skip_blanks(text: str, offset: int) -> int:
    match = _BLANKS.match(text, offset)
    return match.end() if match else offset


def _line_of(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1
