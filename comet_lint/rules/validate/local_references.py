"""References within a condition: `$ref: "#/$defs/name"`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from comet_lint.text.pointers import Path, from_pointer

LOCAL = "#/"


def path_of(reference: str) -> Path:
    """The path that a reference leads to; it must begin with `#/`."""
    return from_pointer(reference[1:])


def target(condition: Any, path: Path) -> Any:
    """The part of a condition at `path`. Raises LookupError if there is none."""
    for step in path:
        if isinstance(condition, Mapping):
            condition = condition[step]
        elif isinstance(condition, list) and str(step).isdecimal():
            condition = condition[int(step)]
        else:
            raise LookupError(step)
    return condition


def inlined(condition: Mapping[str, Any]) -> dict[str, Any]:
    """A valid condition with what its references lead to in their place, so that it means the same anywhere."""
    result: dict[str, Any] = _inlined(condition, condition)
    return result


def _inlined(part: Any, whole: Mapping[str, Any]) -> Any:
    if isinstance(part, list):
        return [_inlined(member, whole) for member in part]
    if not isinstance(part, Mapping):
        return part
    rest = {key: _inlined(member, whole) for key, member in part.items() if key not in ("$ref", "$defs")}
    if "$ref" not in part:
        return rest
    meant = _inlined(target(whole, path_of(part["$ref"])), whole)
    return {**rest, "allOf": [*rest.get("allOf", ()), meant]} if rest else meant
