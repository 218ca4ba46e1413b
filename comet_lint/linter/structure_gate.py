"""Tells at the speed of a compiled validator that a document has nothing for family T.

The schema is the published one made a little stricter, so that what passes is clean for certain; what does
not pass may still be clean (a null object, say) and is then walked.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from comet_lint.linter.structure import StructureChecker
from comet_lint.model import INT64_MAX, INT64_MIN, Model, Shape

_EXACT_IN_DOUBLE = 2**53
_BASE64 = "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"


class StructureGate:
    """One validator per shape of document, made when first needed. It passes only what `checker` passes."""

    def __init__(self, model: Model, checker: StructureChecker) -> None:
        self._model = model
        self._checker = checker
        self._validators: dict[Shape, Any] = {}

    def is_clean(self, value: Any, shape: Shape) -> bool:
        """Whether `value` certainly has no problem of family T. False is no proof of the contrary."""
        validator = self._validators.get(shape)
        if validator is None:
            validator = self._validators[shape] = self._make(shape)
        try:
            return bool(validator.is_valid(value))
        except (ValueError, UnicodeEncodeError, OverflowError):
            # A value that the validator cannot take at all, such as a number with a fraction.
            return False

    def _make(self, shape: Shape) -> Any:
        import jsonschema_rs

        names = self._model.reachable(shape.object_type)
        schema = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            **_root(shape),
            "$defs": {name: strict_definition(name, self._model, self._checker) for name in names},
        }
        return jsonschema_rs.validator_for(schema)


def strict_definition(name: str, model: Model, checker: StructureChecker) -> dict[str, Any]:
    """The schema that an object of the type `name` fits only if `checker` has nothing to say about it."""
    definition = _stricter(model.definition(name))
    fields = model.type(name).fields.values()
    definition["properties"].update({field.name: False for field in fields if checker.is_reported_as_such(field)})
    definition["required"] = [field.name for field in fields if checker.is_missed(field)]
    return definition


def _root(shape: Shape) -> dict[str, Any]:
    if shape.kind == "dict" and shape.item is not None:
        return {"type": "object", "additionalProperties": _root(shape.item)}
    return {"$ref": f"#/$defs/{shape.type_name}"}


def _stricter(schema: Mapping[str, Any]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for keyword, argument in schema.items():
        if keyword in ("description", "title", "default") or keyword.startswith("x-comet"):
            continue
        if keyword == "properties":
            result[keyword] = {name: _stricter(sub) for name, sub in argument.items()}
        elif isinstance(argument, Mapping):
            result[keyword] = _stricter(argument)
        else:
            result[keyword] = argument
    if schema.get("type") == "integer":
        result["minimum"] = max(schema.get("minimum", INT64_MIN), -_EXACT_IN_DOUBLE)
        result["maximum"] = min(schema.get("maximum", INT64_MAX), _EXACT_IN_DOUBLE)
    if schema.get("contentEncoding") == "base64":
        result["pattern"] = _BASE64
    return result
