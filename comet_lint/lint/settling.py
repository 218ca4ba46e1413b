"""Values as the rules read them: plain Python values in place of those that tell how a text wrote them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from comet_lint.comet.model import INT64_MAX, INT64_MIN, Model, Shape
from comet_lint.source.parsed import PlainScalar
from comet_lint.source.path_tree import PathTree, path_tree
from comet_lint.text.pointers import Path, Step

_ANY = Shape("any")
_YAML_TRUE = frozenset({"y", "yes", "on", "true"})


def settled(value: Any, shape: Shape, model: Model) -> Any:
    """A copy of a value in which numbers that were kept as they were written are floats, and unquoted YAML scalars are
    what YAML 1.1 reads in a field of that type, else text.
    """
    if isinstance(value, dict):
        return {
            key: settled(member, _shape_of_member(shape, key, value, model), model) for key, member in value.items()
        }
    if isinstance(value, list):
        return [settled(member, shape.item or _ANY, model) for member in value]
    if isinstance(value, PlainScalar):
        return value.lower() in _YAML_TRUE if shape.kind == "bool" else str(value)
    if isinstance(value, int) and not isinstance(value, bool):
        # Larger ones are refused anyway, and the validator cannot take them.
        return min(max(value, INT64_MIN), INT64_MAX)
    return float(value) if type(value).__name__ == "LosslessFloat" else value


def settled_at(paths: Iterable[Path], value: Any, shape: Shape, model: Model) -> Any:
    """As `settled`, for what is at `paths` only; all else is shared. The value itself, if there it is plain."""
    return _settled_at(path_tree(list(paths)), value, shape, model)


def _settled_at(places: PathTree, value: Any, shape: Shape, model: Model) -> Any:
    if places.wanted:
        copy = settled(value, shape, model)
        return value if _is_same(copy, value) else copy
    changed = None
    for step, below in places.below.items():
        member = value[step]
        new = _settled_at(below, member, _shape_of_member(shape, step, value, model), model)
        if new is not member:
            if changed is None:
                changed = value.copy()
            changed[step] = new
    return value if changed is None else changed


def _is_same(copy: Any, value: Any) -> bool:
    if isinstance(value, dict):
        return all(_is_same(copy[key], member) for key, member in value.items())
    if isinstance(value, list):
        return all(map(_is_same, copy, value))
    return copy.__class__ is value.__class__ and bool(copy == value)


def _shape_of_member(shape: Shape, step: Step, value: Any, model: Model) -> Shape:
    if shape.kind == "object" and isinstance(value, dict):
        field = model.type(shape.type_name).fields.get(str(step))
        return field.shape if field is not None else _ANY
    return shape.item or _ANY
