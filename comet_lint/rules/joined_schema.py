"""One JSON Schema per document type: the structure of its types and the conditions of all chosen rules.

What a document has to say about itself are the errors of this schema. An error is raised at a small value, because
the validator copies the value that it is raised at: for a condition that holds, at a field of the object concerned.
The way to the error in the schema tells which rules' condition it was (`JoinedSchema.table`). Every type has two
definitions: one for objects in use, one for those that are not (of which few rules speak).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from comet_lint.comet.model import INT64_MAX, INT64_MIN, Model
from comet_lint.comet.presence import MISSING, SECRETS, Presence
from comet_lint.comet.scrubbed_fields import is_secret, prefilter
from comet_lint.rules.condition_map import Child, ConditionGroup, ConditionMap, ConditionScope
from comet_lint.rules.conditions import Schema, conditions_schema
from comet_lint.rules.rule import Rule

_UNUSED = "-unused"
_NOTHING: Schema = {"not": {}}
_EXACT_IN_DOUBLE = 2**53
_BASE64 = "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"
_SCALARS = ("string", "int", "bool")

_TYPES = frozenset({"FrequencyType", "Type", "WindowsCodeSignMethod"})
"""Fields that tell which type something is of, and so what its other fields mean."""

ConditionCodes = list[list[str]]
"""The codes of the rules behind one part of a definition: a list for each condition in it."""


class JoinedSchema(NamedTuple):
    """A schema, and by definition and number of the part in its `allOf` what a failure of this part means."""

    schema: Schema
    table: dict[str, dict[str, ConditionCodes]]


def join(rules: Iterable[Rule], model: Model, presence: Presence, root_type: str) -> JoinedSchema:
    """The joined schema for documents of `root_type`."""
    joiner = _Joiner(ConditionMap(rules, model), model, presence)
    root = joiner.definition(ConditionScope(root_type))
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$ref": f"#/$defs/{root}",
        "$defs": joiner.definitions,
    }
    return JoinedSchema(schema, joiner.table)


class _Joiner:
    def __init__(self, conditions: ConditionMap, model: Model, presence: Presence) -> None:
        self.definitions: dict[str, Schema] = {}
        self.table: dict[str, dict[str, ConditionCodes]] = {}
        self._conditions = conditions
        self._model = model
        self._presence = presence

    def definition(self, scope: ConditionScope) -> str:
        """The name of the definition for objects in a scope, made if needed."""
        name = scope.type_name + ("" if scope.live else _UNUSED) + (f"-in-{scope.site}" if scope.site else "")
        if name in self.definitions:
            return name
        schema = self.definitions[name] = self._structure(scope.type_name, scope.live)
        parts: list[Schema] = []
        entries: dict[str, ConditionCodes] = {}
        self._add_missing(scope.type_name, parts, entries)
        for group in self._conditions.groups(scope):
            entries[str(len(parts))] = [[rule.code for rule in rules] for _condition, rules in group.conditions]
            parts.append(self._any_holds(group, scope.type_name))
        for child in self._conditions.children(scope):
            self._add_child(child, schema["properties"], parts)
        if parts:
            schema["allOf"] = parts
        fields = self._model.type(scope.type_name).fields.values()
        entries[SECRETS] = [[field.name for field in fields if is_secret(field)]]
        self.table[name] = entries
        return name

    def _structure(self, type_name: str, live: bool) -> Schema:
        """The schema that an object of the type fits only if all of it is well-formed and known."""
        published = self._model.definition(type_name)
        fields = self._model.type(type_name).fields
        properties = {"": _NOTHING}
        # What tells which other fields are in use, or which type something is of.
        telling = {sibling for field in fields.values() for sibling, _ in field.live_when} | _TYPES
        for name, schema in published["properties"].items():
            strict = _without_stand_ins(_stricter(schema), prefilter(fields[name]))
            if live and name in telling and fields[name].constants:
                strict["enum"] = [fields[name].shape.zero(), *self._model.published(fields[name].constants)]
            is_noted = self._presence.is_noted(fields[name])
            properties[name] = {"allOf": [_NOTHING, strict]} if is_noted else strict
        return {"type": ["object", "null"], "properties": properties, "additionalProperties": _NOTHING}

    def _add_missing(self, type_name: str, parts: list[Schema], entries: dict[str, ConditionCodes]) -> None:
        fields = self._model.type(type_name).fields
        needed = [name for name, field in fields.items() if self._presence.is_missed(field)]
        if needed:
            entries[str(len(parts))] = [[MISSING]]
            parts.append({"if": {"required": needed}, "else": self._failure(type_name)})

    def _any_holds(self, group: ConditionGroup, type_name: str) -> Schema:
        """The schema that fails once for each condition that holds where it is about an object."""
        parts = [
            {"if": condition, "then": self._failure(type_name, rules[0], condition)}
            for condition, rules in group.conditions
        ]
        return {"if": group.where, "then": {"allOf": parts}}

    def _failure(self, type_name: str, rule: Rule | None = None, condition: Mapping[str, Any] | None = None) -> Schema:
        """The schema that fails for every object of a type: at a scalar field if there is one in it."""
        fields = self._model.type(type_name).fields
        wanted = [rule.at] if rule is not None else []
        wanted += (condition or {}).get("required", ())
        wanted += [name for name, field in fields.items() if not field.omittable and not field.since]
        for name in (*wanted, *fields):
            if name in fields and fields[name].shape.kind in _SCALARS:
                return {"properties": {name: False}, "required": [name]}
        return {"required": ["\u0000"]}

    def _add_child(self, child: Child, properties: Schema, parts: list[Schema]) -> None:
        field = child.field
        declared = properties[field.name]
        unused = _refer(declared, self.definition(child.unused))
        used = _refer(declared, self.definition(child.used))
        if used == unused or not field.live_when:
            properties[field.name] = used
            return
        properties[field.name] = True
        parts.append(
            {
                "if": conditions_schema(field.live_when),
                "then": {"properties": {field.name: used}},
                "else": {"properties": {field.name: unused}},
            }
        )


def _stricter(schema: Mapping[str, Any]) -> Schema:
    """A published schema made so strict that what fits it has nothing that anybody need look at."""
    result: Schema = {}
    for keyword, argument in schema.items():
        if keyword in ("description", "title", "default") or keyword.startswith("x-comet"):
            continue
        result[keyword] = _stricter(argument) if isinstance(argument, Mapping) else argument
    if "additionalProperties" in schema:
        result["properties"] = {"": _NOTHING}
    if schema.get("type") == "integer":
        result["minimum"] = max(schema.get("minimum", INT64_MIN), -_EXACT_IN_DOUBLE)
        result["maximum"] = min(schema.get("maximum", INT64_MAX), _EXACT_IN_DOUBLE)
    if schema.get("contentEncoding") == "base64":
        result["pattern"] = _BASE64
    return result


def _without_stand_ins(schema: Schema, prefilter: str) -> Schema:
    """A schema for a field that no text fits which may be a stand-in."""
    if not prefilter:
        return schema
    for keyword in ("items", "additionalProperties"):
        if keyword in schema:
            return {**schema, keyword: _without_stand_ins(schema[keyword], prefilter)}
    return {**schema, "not": {"pattern": prefilter}}


def _refer(schema: Any, definition: str) -> Any:
    if isinstance(schema, list):
        return [_refer(part, definition) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        keyword: f"#/$defs/{definition}" if keyword == "$ref" else _refer(argument, definition)
        for keyword, argument in schema.items()
    }
