"""From a rule's `when` to plain JSON Schema.

In a rule file a field that is absent or null counts as Go's zero value, and one of the wrong type matches
nothing: that is how the server reads the document. JSON Schema by itself lets `properties` pass on absent
fields, and `minItems` on null. Constants may be written by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from comet_lint.model import Model, Shape

Schema = dict[str, Any]

_JSON_TYPES = {
    "object": "object",
    "list": "array",
    "dict": "object",
    "string": "string",
    "int": "integer",
    "bool": "boolean",
    "number": "number",
    "bytes": "string",
}


def compile_condition(condition: Mapping[str, Any], type_name: str, model: Model) -> Schema:
    """The JSON Schema that an object of `type_name` matches exactly when `condition` holds for it.

    Raises KeyError with the name of a field that the type does not have.
    """
    compiled: Schema = {}
    parts: list[Schema] = []
    for keyword, argument in condition.items():
        if keyword == "properties":
            parts += [_property(name, sub, type_name, model) for name, sub in argument.items()]
        elif keyword in ("allOf", "anyOf", "oneOf"):
            compiled[keyword] = [compile_condition(sub, type_name, model) for sub in argument]
        elif keyword in ("not", "if", "then", "else"):
            compiled[keyword] = compile_condition(argument, type_name, model)
        else:
            compiled[keyword] = argument
    if parts:
        compiled["allOf"] = compiled.get("allOf", []) + parts
    return compiled


def conditions_schema(conditions: tuple[tuple[str, tuple[Any, ...]], ...]) -> Schema:
    """The JSON Schema for "these siblings have these values", absent ones being zero."""
    parts: list[Schema] = []
    for sibling, allowed in conditions:
        zero_matches = type(allowed[0])() in allowed
        part: Schema = {"properties": {sibling: {"enum": [*allowed, None] if zero_matches else list(allowed)}}}
        if not zero_matches:
            part["required"] = [sibling]
        parts.append(part)
    return {"allOf": parts} if parts else {}


def with_constants(value: Any, constants: Mapping[str, Any]) -> Any:
    """`value` with the names of constants in `const` and `enum` replaced by their values, however deep."""
    if isinstance(value, Mapping):
        return {
            key: _constant_values(member, constants) if key in ("const", "enum") else with_constants(member, constants)
            for key, member in value.items()
        }
    if isinstance(value, list):
        return [with_constants(member, constants) for member in value]
    return value


def _constant_values(value: Any, constants: Mapping[str, Any]) -> Any:
    if isinstance(value, list):
        return [_constant_values(member, constants) for member in value]
    return constants.get(value, value) if isinstance(value, str) else value


def _property(name: str, condition: Any, type_name: str, model: Model) -> Schema:
    if condition is True or condition is False:
        return {"properties": {name: condition}}
    shape = model.type(type_name).fields[name].shape
    wanted: Schema = _value_condition(condition, shape, model)
    if shape.kind != "any":
        wanted = {"type": _JSON_TYPES[shape.kind], **wanted}
    if not _matches(wanted, shape.zero()):
        return {"required": [name], "properties": {name: wanted}}
    return {"properties": {name: {"anyOf": [wanted, {"type": "null"}]}}}


def _value_condition(condition: Mapping[str, Any], shape: Shape, model: Model) -> Schema:
    if shape.kind == "object":
        return compile_condition(condition, shape.type_name, model)
    if shape.item is None:
        return dict(condition)
    compiled = dict(condition)
    for keyword in ("items", "contains", "additionalProperties"):
        if isinstance(condition.get(keyword), Mapping):
            compiled[keyword] = _value_condition(condition[keyword], shape.item, model)
    return compiled


def _matches(schema: Schema, value: Any) -> bool:
    import jsonschema_rs

    return bool(jsonschema_rs.is_valid(schema, value))
