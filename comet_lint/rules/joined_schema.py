"""All `when` rules joined with the structure of documents into one JSON Schema.

A document is valid under it exactly when it has the structure of its type and no `when` rule has anything to say
about it, so a clean document costs one call of the validator. Every type has two definitions: one for objects in
use, one for those that are not (of which few rules speak).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from comet_lint.comet.model import Model
from comet_lint.rules.condition_map import Child, ConditionMap, Group, Spot
from comet_lint.rules.conditions import Schema, conditions_schema
from comet_lint.rules.rule import Rule

_UNUSED = "-unused"


class JoinedSchema:
    """Makes the joined schema. `structure` gives the schema of a type's own shape."""

    def __init__(self, rules: Iterable[Rule], model: Model, structure: Callable[[str], Schema]) -> None:
        self._map = ConditionMap(rules, model, is_well_formed=True)
        self._structure = structure
        self._definitions: dict[str, Schema] = {}

    def schema(self, root_type: str) -> Schema:
        """The schema for documents of a type."""
        root = self._definition(Spot(root_type))
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$ref": f"#/$defs/{root}",
            "$defs": self._definitions,
        }

    def _definition(self, spot: Spot) -> str:
        """The name of the definition for objects at a spot, made if needed."""
        name = spot.type_name + ("" if spot.live else _UNUSED) + (f"-in-{spot.site}" if spot.site else "")
        if name in self._definitions:
            return name
        schema = self._definitions[name] = self._structure(spot.type_name)
        parts = [_none_holds(group) for group in self._map.groups(spot)]
        properties: Schema = schema.get("properties", {})
        for child in self._map.children(spot):
            if properties.get(child.field.name) is not False:
                self._add_child(child, properties, parts)
        if parts:
            schema["allOf"] = parts
        return name

    def _add_child(self, child: Child, properties: Schema, parts: list[Schema]) -> None:
        field = child.field
        unused = _refer(properties[field.name], self._definition(child.unused))
        used = _refer(properties[field.name], self._definition(child.used))
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


def _none_holds(group: Group) -> Schema:
    """The schema that fails if, where the conditions are about an object, it meets one."""
    none: Schema = {"allOf": [{"not": condition} for condition, _rules in group.conditions]}
    return {"if": group.where, "then": none} if group.where else none


def _refer(schema: Schema, definition: str) -> Schema:
    return {
        keyword: f"#/$defs/{definition}"
        if keyword == "$ref"
        else _refer(argument, definition)
        if isinstance(argument, dict)
        else argument
        for keyword, argument in schema.items()
    }
