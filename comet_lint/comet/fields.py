"""Fields of plain objects, read as a `Node` reads them: what is absent, null or of the wrong type is zero, and reading
what is not known raises `UnknownValue`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from comet_lint.comet.unknown import Unknown, UnknownValue

Object = Mapping[str, Any]

_NOTHING: Object = {}
_Zero = TypeVar("_Zero")


def text(owner: Object, name: str) -> str:
    """The text in a field, else an empty one."""
    value = owner.get(name)
    return value if isinstance(value, str) else _zero(value, "")


def number(owner: Object, name: str) -> int:
    """The whole number in a field, else 0."""
    value = owner.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else _zero(value, 0)


def flag(owner: Object, name: str) -> bool:
    """The truth value in a field, else false."""
    value = owner.get(name)
    return value is True or _zero(value, False)


def block(owner: Object, name: str) -> Object:
    """The object in a field, else an empty one."""
    value = owner.get(name)
    return value if isinstance(value, dict) else _zero(value, _NOTHING)


def entries(owner: Object, name: str) -> Iterator[tuple[int, Object]]:
    """The objects of the list in a field that are known, each with its index."""
    value = _known(owner.get(name))
    if isinstance(value, list):
        for index, entry in enumerate(value):
            if isinstance(entry, dict):
                yield index, entry


def members(owner: Object, name: str) -> Iterator[tuple[str, Object]]:
    """The objects of the dictionary in a field that are known, each with its key."""
    value = _known(owner.get(name))
    if isinstance(value, dict):
        for key, member in value.items():
            if isinstance(member, dict):
                yield key, member


def _known(value: _Zero) -> _Zero:
    return _zero(value, value)


def _zero(value: object, zero: _Zero) -> _Zero:
    """The zero value, in place of one that is known."""
    if value.__class__ is Unknown:
        raise UnknownValue
    return zero
