"""Reads the API page "API Data Structures" into the model.

The page is plain text: for every type a line with its name, lines of prose, and `class Name extends Base { ... }`,
which stands on one line or is broken into several.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from comet_lint.spec.body import read_fields
from comet_lint.spec.model import SCALARS, SpecError, Type, Types, lineage

_TITLE = re.compile(r"\s*API Data Structures[ \t]*(?:\n|$)")
_HEADING = re.compile(r"\s*(\w+)[ \t]*(?:\n|$)")
_CLASS = re.compile(r"\bclass\s+(\w+)(?:\s+extends\s+(\w+(?:\s*,\s*\w+)*))?\s*\{")
_TYPE_AVAILABLE = re.compile(r"This type is available in Comet (\S+) and later")
_TYPE_DEPRECATED = re.compile(r"This type has been deprecated since Comet version (\S+)")


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    bases: tuple[str, ...]
    prose: str
    body: str
    line: int


def read_page(text: str) -> Types:
    """The types of the page in its order. SpecError with the line and what was expected there."""
    text = text.replace("\r\n", "\n").removeprefix("\ufeff")
    entries: dict[str, _Entry] = {}
    for entry in _entries(text):
        if entry.name in entries:
            raise SpecError(f"line {entry.line}: expected every type once, found '{entry.name}' a second time")
        entries[entry.name] = entry
    known = SCALARS | entries.keys()
    types = {entry.name: _read_entry(entry, known) for entry in entries.values()}
    _check_inheritance(types, entries)
    return types


def _entries(text: str) -> Iterator[_Entry]:
    position = title.end() if (title := _TITLE.match(text)) else 0
    if not text[position:].strip():
        raise SpecError("line 1: expected the name of a type and its class, found an empty page")
    while text[position:].strip():
        heading = _HEADING.match(text, position)
        if heading is None:
            line = _line_of(text, position + len(text[position:]) - len(text[position:].lstrip()))
            raise SpecError(f"line {line}: expected a line with only the name of a type")
        line = _line_of(text, heading.start(1))
        header = _CLASS.search(text, heading.end())
        if header is None or header[1] != heading[1]:
            raise SpecError(f"line {line}: expected 'class {heading[1]} {{' after the name of the type")
        end = _closing_brace(text, header)
        yield _Entry(
            name=heading[1],
            bases=tuple(re.findall(r"\w+", header[2] or "")),
            prose=" ".join(text[heading.end() : header.start()].split()),
            body=" ".join(text[header.end() : end].split()),
            line=_line_of(text, header.start()),
        )
        position = end + 1


def _closing_brace(text: str, header: re.Match[str]) -> int:
    """The offset of the brace that ends the class: what follows it is the next heading or the end of the page."""
    following = _CLASS.search(text, header.end())
    for brace in re.finditer(r"\}", text[: following.start() if following else len(text)][header.end() :]):
        offset = header.end() + brace.start()
        heading = _HEADING.match(text, offset + 1)
        if heading is not None and following is not None and heading[1] == following[1]:
            return offset
        if following is None and not text[offset + 1 :].strip():
            return offset
    line = _line_of(text, header.start())
    where = f"before 'class {following[1]}'" if following else "before the end of the page"
    raise SpecError(f"line {line}: expected '}}' to close 'class {header[1]}' {where}")


def _read_entry(entry: _Entry, known: frozenset[str]) -> Type:
    since = _TYPE_AVAILABLE.search(entry.prose)
    deprecated = _TYPE_DEPRECATED.search(entry.prose)
    try:
        fields = read_fields(entry.body, known)
    except SpecError as error:
        raise SpecError(f"line {entry.line}: in 'class {entry.name}': {error}") from None
    return Type(
        entry.name,
        fields,
        bases=entry.bases,
        since=since[1] if since else None,
        deprecated_since=deprecated[1] if deprecated else None,
    )


def _check_inheritance(types: Types, entries: dict[str, _Entry]) -> None:
    for type_ in types.values():
        line = entries[type_.name].line
        for base in type_.bases:
            if base not in types:
                raise SpecError(f"line {line}: expected the base '{base}' of '{type_.name}' to be a type of the page")
    for type_ in types.values():
        try:
            lineage(types, type_.name)
        except RecursionError:
            line = entries[type_.name].line
            raise SpecError(f"line {line}: expected '{type_.name}' not to extend itself") from None


def _line_of(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1
