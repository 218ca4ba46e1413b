"""Notices that JSON and YAML share."""

from __future__ import annotations

from typing import Literal

from comet_lint.findings import Span
from comet_lint.source.parsed import Notice
from comet_lint.text.pointers import Path
from comet_lint.text.quotes import quoted_name

_LONGEST_NAME = 80

Written = Literal["object", "list of objects", "list", "null", "scalar"]
"""What a value is, as far as it tells how the server reads a second one of the same key."""

_TAKES_LAST = "the server takes the last one."
_READ_AS: dict[Written, str] = {
    "object": "the server merges the two objects: fields that the second does not have stay as in the first.",
    "list of objects": "the server merges the two lists: fields that an entry of the second does not have stay as in "
    "the entry at its place in the first.",
    "list": _TAKES_LAST,
    "scalar": _TAKES_LAST,
}


def written(value: object) -> Written:
    """What a value is."""
    if value is None:
        return "null"
    if isinstance(value, dict):
        return "object"
    if isinstance(value, list):
        return "list of objects" if value and isinstance(value[0], dict) else "list"
    return "scalar"


def duplicate_key(path: Path, span: Span, first_line: int, first: Written, last: Written) -> Notice:
    """T007 at the later of two equal keys; `path` leads to their value. `first` and `last` are what they stand for."""
    name = quoted_name(str(path[-1]), _LONGEST_NAME)
    before = f'The key "{name}" is already in this object, in line {first_line}; '
    return Notice("T007", path, span, before + _read_as(first, last), about_id=before + _TAKES_LAST)


def _read_as(first: Written, last: Written) -> str:
    if last == "null":
        return "the second is null, which empties a list or dictionary and leaves anything else as in the first."
    if first in (last, "null"):
        return _READ_AS[last]
    if first.startswith("list") and last.startswith("list"):
        return _TAKES_LAST
    return "one of them has a type that the server refuses."
