"""Values as the rules read them: plain Python values in place of those that tell how a text wrote them.

Numbers that were kept as they were written become floats, unquoted YAML scalars what YAML 1.1 reads in a field of
that type, else text. What has nothing of the kind is not copied.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from comet_lint.comet.model import INT64_MAX, INT64_MIN, Model, Shape
from comet_lint.source.parsed import NegativeZero, PlainScalar, Unread
from comet_lint.source.path_tree import PathTree, path_tree
from comet_lint.text.pointers import Path, Step

_ANY = Shape("any")
_YAML_TRUE = frozenset({"y", "yes", "on", "true"})
_PLAIN = (str, bool, float, type(None))


def settled(value: Any, shape: Shape, model: Model, path: Path, changed: list[Path]) -> Any:
    """`value`, which stands at `path`, as the rules read it. The paths to what was changed are added to `changed`."""
    if isinstance(value, (dict, list)):
        copy: Any = None
        for step, member in _members(value):
            if _is_plain(member):
                continue
            new = settled(member, _shape_of_member(shape, step, model), model, (*path, step), changed)
            if new is not member:
                copy = value.copy() if copy is None else copy
                copy[step] = new
        return value if copy is None else copy
    if isinstance(value, Unread):
        new = str(value)
    elif isinstance(value, PlainScalar):
        new = value.lower() in _YAML_TRUE if shape.kind == "bool" else str(value)
    elif isinstance(value, NegativeZero):
        new = 0
    elif isinstance(value, int) and not INT64_MIN <= value <= INT64_MAX:
        # Larger ones are refused anyway, and the validator cannot take them.
        new = min(max(value, INT64_MIN), INT64_MAX)
    elif type(value).__name__ == "LosslessFloat":
        new = float(value)
    else:
        return value
    changed.append(path)
    return new


def settled_at(paths: Iterable[Path], value: Any, shape: Shape, model: Model) -> Any:
    """As `settled`, for what is at `paths` only."""
    # A tree of very many paths is large, and hardly any lead to such a value.
    return _settled_at(path_tree([path for path in paths if not _is_plain(_at(value, path))]), value, shape, model)


def _at(value: Any, path: Path) -> Any:
    for step in path:
        value = value[step]
    return value


def _is_plain(value: Any) -> bool:
    return value.__class__ in _PLAIN or (value.__class__ is int and INT64_MIN <= value <= INT64_MAX)


def _settled_at(places: PathTree, value: Any, shape: Shape, model: Model) -> Any:
    if places.wanted:
        return settled(value, shape, model, (), [])
    copy = None
    for step, below in places.below.items():
        member = value[step]
        new = _settled_at(below, member, _shape_of_member(shape, step, model), model)
        if new is not member:
            copy = value.copy() if copy is None else copy
            copy[step] = new
    return value if copy is None else copy


def _members(value: Any) -> Iterator[tuple[Step, Any]]:
    return iter(value.items() if isinstance(value, dict) else enumerate(value))


def _shape_of_member(shape: Shape, step: Step, model: Model) -> Shape:
    if shape.kind == "object":
        field = model.type(shape.type_name).fields.get(str(step))
        return field.shape if field is not None else _ANY
    return shape.item or _ANY
