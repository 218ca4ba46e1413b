"""From a rule's `when` to plain JSON Schema.

In a rule file a field that is absent or null counts as Go's zero value, and one of the wrong type matches
nothing: that is how the server reads the document. JSON Schema by itself lets `properties` pass on absent
fields, and `minItems` on null. Constants may be written by name, whole families of them as `FTPS_MODE_*`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from comet_lint.comet.model import Model, Shape, published_values

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

_NEVER: Schema = {"not": {}}
_LISTS_OF_CONDITIONS = ("allOf", "anyOf", "oneOf")
_CONDITIONS = ("not", "if", "then", "else")
_CONDITIONS_ON_MEMBERS = ("items", "contains", "additionalProperties")
_CONDITIONS_BY_KEY = ("properties", "patternProperties")

FAMILY_ENDING = "_*"
TIME_ZONES = "TIMEZONE_*"


def compile_condition(
    condition: Mapping[str, Any], type_name: str, model: Model, *, is_well_formed: bool = False
) -> Schema:
    """The JSON Schema that an object of `type_name` matches exactly when `condition` holds for it.

    With `is_well_formed`, only objects have to be told apart that have the structure of their type; the schema is
    then a simpler one. A field that the type lacks never matches: it is one of another type that the rule applies
    to, which `check_fields` makes sure of.
    """
    return _Compiler(model, is_well_formed).on_object(condition, type_name)


def check_fields(condition: Mapping[str, Any], type_names: Sequence[str], model: Model) -> None:
    """Raise KeyError with the name of a field in `condition` that none of the types has."""
    for keyword, argument in condition.items():
        if keyword == "properties":
            for name, sub in argument.items():
                types = [model.type(type_name) for type_name in type_names]
                shapes = [each.fields[name].shape for each in types if name in each.fields]
                if not shapes:
                    raise KeyError(name)
                _check_fields_in(sub, shapes, model)
        elif keyword in _LISTS_OF_CONDITIONS:
            for sub in argument:
                check_fields(sub, type_names, model)
        elif keyword in _CONDITIONS:
            check_fields(argument, type_names, model)


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
    """`value` with the names of constants in `const` and `enum` replaced by their values, however deep.

    `FTPS_MODE_*` stands for all published values of the family, `TIMEZONE_*` for the names of all time zones.
    Raises KeyError with a family that does not exist.
    """
    if isinstance(value, list):
        return [with_constants(member, constants) for member in value]
    if not isinstance(value, Mapping):
        return value
    resolved: Schema = {}
    for key, member in value.items():
        if key not in ("const", "enum"):
            resolved[key] = with_constants(member, constants)
        elif isinstance(member, list) or not is_family(member):
            resolved[key] = _constant_values(member, constants)
        else:
            resolved["enum"] = _constant_values([member], constants)
    return resolved


def _constant_values(value: Any, constants: Mapping[str, Any]) -> Any:
    if not isinstance(value, list):
        return constants.get(value, value) if isinstance(value, str) else value
    values: list[Any] = []
    for member in value:
        values += _family(member, constants) if is_family(member) else [_constant_values(member, constants)]
    return values


def is_family(entry: Any) -> bool:
    return isinstance(entry, str) and entry.endswith(FAMILY_ENDING) and entry.isupper()


def _family(entry: str, constants: Mapping[str, Any]) -> list[Any]:
    if entry == TIME_ZONES:
        from comet_lint.comet.time_zones import zone_names

        return sorted(zone_names() | {"UTC"})
    values = list(published_values(constants, entry[:-1]))
    if not values:
        raise KeyError(entry)
    return values


class _Compiler(NamedTuple):
    model: Model
    is_well_formed: bool

    def on_object(self, condition: Mapping[str, Any], type_name: str) -> Schema:
        compiled: Schema = {}
        for keyword, argument in condition.items():
            if keyword == "properties":
                self._add_properties(compiled, argument, type_name)
            elif keyword in _LISTS_OF_CONDITIONS:
                branches = [self.on_object(sub, type_name) for sub in argument]
                if keyword == "anyOf":
                    branches = [branch for branch in branches if not _is_never(branch)] or [_NEVER]
                compiled[keyword] = compiled.get(keyword, []) + branches
            elif keyword in _CONDITIONS:
                compiled[keyword] = self.on_object(argument, type_name)
            elif keyword == "required":
                compiled[keyword] = compiled.get(keyword, []) + argument
            else:
                compiled[keyword] = argument
        return compiled

    def _add_properties(self, compiled: Schema, properties: Mapping[str, Any], type_name: str) -> None:
        fields = self.model.type(type_name).fields
        needed: list[str] = []
        wanted: Schema = {}
        for name, condition in properties.items():
            if name not in fields:
                compiled["allOf"] = [*compiled.get("allOf", ()), _NEVER]
            elif condition is True or condition is False:
                wanted[name] = condition
            else:
                wanted[name], is_met_by_zero = self._on_field(condition, fields[name].shape)
                if not is_met_by_zero:
                    needed.append(name)
        if wanted:
            compiled["properties"] = wanted
        if needed:
            compiled["required"] = compiled.get("required", []) + needed

    def _on_field(self, condition: Mapping[str, Any], shape: Shape) -> tuple[Schema, bool]:
        """The schema for a field that is present, and whether an absent one meets the condition too."""
        wanted: Schema = self._on_value(condition, shape)
        if shape.kind == "any":
            return wanted, _matches(wanted, shape.zero())
        json_type = _JSON_TYPES[shape.kind]
        typed = {**wanted, "type": json_type}
        is_met_by_zero = _matches(typed, shape.zero())
        if self.is_well_formed and not (shape.may_be_null and shape.kind != "object"):
            return wanted, is_met_by_zero
        if not is_met_by_zero:
            return typed, False
        or_null = wanted if self.is_well_formed else {**wanted, "type": [json_type, "null"]}
        return (or_null if _matches(or_null, None) else {"anyOf": [typed, {"type": "null"}]}), True

    def _on_value(self, condition: Any, shape: Shape) -> Any:
        if not isinstance(condition, Mapping):
            return condition
        if shape.kind == "object":
            return self.on_object(condition, shape.type_name)
        if shape.item is None:
            return dict(condition)
        compiled: Schema = {}
        for keyword, argument in condition.items():
            if keyword in _LISTS_OF_CONDITIONS:
                compiled[keyword] = [self._on_value(sub, shape) for sub in argument]
            elif keyword in _CONDITIONS:
                compiled[keyword] = self._on_value(argument, shape)
            elif keyword in _CONDITIONS_ON_MEMBERS:
                compiled[keyword] = self._on_member(argument, shape.item)
            elif keyword in _CONDITIONS_BY_KEY:
                compiled[keyword] = {key: self._on_member(sub, shape.item) for key, sub in argument.items()}
            else:
                compiled[keyword] = argument
        return compiled

    def _on_member(self, condition: Any, shape: Shape) -> Any:
        compiled = self._on_value(condition, shape)
        if self.is_well_formed or shape.kind != "object" or not isinstance(compiled, dict):
            return compiled
        # A malformed entry of a list matches nothing; what `not` is put before, is itself about objects only.
        return {"type": "object", **compiled}


def _check_fields_in(condition: Any, shapes: Sequence[Shape], model: Model) -> None:
    if not isinstance(condition, Mapping):
        return
    type_names = [shape.type_name for shape in shapes if shape.kind == "object"]
    if type_names:
        check_fields(condition, type_names, model)
        return
    items = [shape.item for shape in shapes if shape.item is not None]
    for keyword, argument in condition.items():
        if keyword in _LISTS_OF_CONDITIONS:
            for sub in argument:
                _check_fields_in(sub, shapes, model)
        elif keyword in _CONDITIONS:
            _check_fields_in(argument, shapes, model)
        elif keyword in _CONDITIONS_ON_MEMBERS:
            _check_fields_in(argument, items, model)
        elif keyword in _CONDITIONS_BY_KEY:
            for sub in argument.values():
                _check_fields_in(sub, items, model)


def _is_never(schema: Schema) -> bool:
    return schema == _NEVER or _NEVER in schema.get("allOf", ())


_verdicts: dict[str, bool] = {}
_MANY_VERDICTS = 2048


def _matches(schema: Schema, value: Any) -> bool:
    if _is_other(schema.get("const", value), value):
        return False
    # As text, because Python takes 0 and false for equal.
    question = repr((schema, value))
    verdict = _verdicts.get(question)
    if verdict is None:
        from comet_lint.rules.json_schema import fast_validator

        if len(_verdicts) >= _MANY_VERDICTS:
            _verdicts.clear()
        verdict = _verdicts[question] = bool(fast_validator(schema).is_valid(value))
    return verdict


def _is_other(wanted: Any, value: Any) -> bool:
    """Whether two values certainly differ: it takes a while to ask the validator."""
    return type(wanted) in _PLAIN and type(value) in _PLAIN and (type(wanted) is not type(value) or wanted != value)


_PLAIN = (bool, int, str, type(None))
