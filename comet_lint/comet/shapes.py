"""Shapes: the types of values in the model."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

ShapeKind = Literal["object", "list", "dict", "string", "int", "bool", "number", "bytes", "any"]

INT64_MIN = -(2**63)
INT64_MAX = 2**63 - 1


class Shape(NamedTuple):
    """The type of a value: a scalar, an object of a named type, a list, or a dictionary."""

    kind: ShapeKind
    type_name: str = ""
    item: Shape | None = None
    minimum: int = INT64_MIN
    maximum: int = INT64_MAX
    integer_keys: bool = False

    @property
    def may_be_null(self) -> bool:
        """Whether null stands for "empty" here without any loss: Go writes nil lists and structs so."""
        return self.kind in ("list", "dict", "object", "bytes", "any")

    @property
    def object_type(self) -> str:
        """The type of the objects in here, however nested in lists and dictionaries; empty if none."""
        return self.innermost.type_name

    @property
    def innermost(self) -> Shape:
        """The shape of what is in here, however nested in lists and dictionaries."""
        shape = self
        while shape.item is not None:
            shape = shape.item
        return shape

    def zero(self) -> Any:
        """The value that Go gives a field that is absent."""
        return _ZEROS[self.kind]


_ZEROS: dict[str, Any] = {
    "object": {},
    "list": [],
    "dict": {},
    "string": "",
    "int": 0,
    "bool": False,
    "number": 0,
    "bytes": "",
    "any": None,
}
