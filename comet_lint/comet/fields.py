"""Fields of plain objects, read as a `Node` reads them: what is absent, null or of the wrong type is zero."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Object = Mapping[str, Any]

_NOTHING: Object = {}


def text(owner: Object, name: str) -> str:
    """The text in a field, else an empty one."""
    value = owner.get(name)
    return value if isinstance(value, str) else ""


def number(owner: Object, name: str) -> int:
    """The whole number in a field, else 0."""
    value = owner.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def flag(owner: Object, name: str) -> bool:
    """The truth value in a field, else false."""
    return owner.get(name) is True


def block(owner: Object, name: str) -> Object:
    """The object in a field, else an empty one."""
    value = owner.get(name)
    return value if isinstance(value, dict) else _NOTHING


def entries(owner: Object, name: str) -> Iterator[tuple[int, Object]]:
    """The objects of the list in a field, each with its index."""
    value = owner.get(name)
    if isinstance(value, list):
        for index, entry in enumerate(value):
            if isinstance(entry, dict):
                yield index, entry


def members(owner: Object, name: str) -> Iterator[tuple[str, Object]]:
    """The objects of the dictionary in a field, each with its key."""
    value = owner.get(name)
    if isinstance(value, dict):
        for key, member in value.items():
            if isinstance(member, dict):
                yield key, member
