"""All `when` rules joined into one JSON Schema per document type.

A document is valid under it exactly when no `when` rule has anything to say about it, so a clean document
costs one call of the validator. What fails tells by its place in the schema which rule it is. Every type
has two definitions: one for objects in use, one for those that are not (of which few rules speak).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from comet_lint.engine.conditions import Schema, compile_condition, conditions_schema, with_constants
from comet_lint.engine.failures import failures
from comet_lint.engine.rule import Rule
from comet_lint.model import Field, Model
from comet_lint.pointers import Path

_UNUSED = "-unused"

_Guard = tuple[tuple[str, tuple[Any, ...]], ...]
"""Sibling fields and the values that they must have."""


class RuleSchema:
    """The joined schema for documents of one type, and the validator made from it."""

    def __init__(self, root_type: str, rules: Iterable[Rule], model: Model) -> None:
        import jsonschema_rs

        self._joined = JoinedSchema(rules, model)
        self._validator = jsonschema_rs.validator_for(self._joined.schema(root_type))

    def is_clean(self, value: Any) -> bool:
        """Whether no rule speaks of `value`."""
        return bool(self._validator.is_valid(value))

    def matches(self, value: Any) -> Iterator[tuple[Rule, Path]]:
        """The rules that speak of `value` or of an object in it, with the path to the object."""
        for schema_path, path in failures(self._validator, value):
            for rule in self._joined.rules[_place(schema_path)]:
                yield rule, path


Place = tuple[str, int, int]
"""Where a condition stands: the definition, the index of its group there, and its own in the group."""


def _place(schema_path: Sequence[str | int]) -> Place:
    # "$defs", <definition>, "allOf", <group>, ["then"], "allOf", <index>, "not"
    return str(schema_path[1]), int(schema_path[3]), int(schema_path[-2])


class JoinedSchema:
    """Makes the joined schema. `rules` tells by the place of a condition which rules have spoken.

    Conditions that are about the same variant of a type, such as vaults on S3, are asked together, where it is
    that variant.

    With `structure`, which gives the schema of a type's own shape, the joined schema also demands that shape:
    a document is then looked at once for both.
    """

    def __init__(self, rules: Iterable[Rule], model: Model, structure: Callable[[str], Schema] | None = None) -> None:
        self._model = model
        self._structure = structure
        self._rules = [rule for rule in rules if rule.when is not None]
        self._targets: frozenset[str] = frozenset(name for rule in self._rules for name in rule.applies_to)
        self._definitions: dict[str, Schema] = {}
        self.rules: dict[Place, list[Rule]] = {}
        self._reaching: dict[str, bool] = {}

    def schema(self, root_type: str) -> Schema:
        """The schema for documents of a type."""
        root = self._definition(root_type, live=True)
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$ref": f"#/$defs/{root}",
            "$defs": self._definitions,
        }

    def _definition(self, type_name: str, live: bool, site: str = "") -> str:
        """The name of the definition for objects of `type_name` found in `site` (`Type.Field`), made if needed."""
        site = site if self._site_matters(type_name, site) else ""
        name = type_name + ("" if live else _UNUSED) + (f"-in-{site}" if site else "")
        if name in self._definitions:
            return name
        schema = self._definitions[name] = self._structure(type_name) if self._structure else Schema()
        parts = [
            self._group(guard, rules, type_name, name, number)
            for number, (guard, rules) in enumerate(self._by_guard(type_name, live, site).items())
        ]
        properties: Schema = schema.get("properties", {})
        for field in self._model.type(type_name).object_fields:
            if properties.get(field.name, True) is not False and self._matters(field.shape.object_type):
                self._add_child(type_name, field, live, properties, parts)
        if parts:
            schema["allOf"] = parts
        if properties:
            schema["properties"] = properties
        return name

    def _by_guard(self, type_name: str, live: bool, site: str) -> dict[_Guard, list[Rule]]:
        """The rules for objects of a type by what has to hold for them to be about something in use."""
        groups: dict[_Guard, list[Rule]] = {}
        for rule in self._rules:
            if (live or rule.even_when_unused) and self._applies(rule, type_name, site):
                groups.setdefault(self._guard(rule, type_name), []).append(rule)
        return groups

    def _guard(self, rule: Rule, type_name: str) -> _Guard:
        if rule.even_when_unused:
            return ()
        info = self._model.type(type_name)
        base = next(name for name in rule.applies_to if name in info.lineage)
        at = info.fields.get(rule.at)
        return (*self._model.base_condition(type_name, base), *(at.live_when if at is not None else ()))

    def _group(self, guard: _Guard, rules: list[Rule], type_name: str, definition: str, number: int) -> Schema:
        """The schema that fails if, where `guard` holds, an object meets the condition of a rule."""
        conditions: dict[str, Schema] = {}
        for rule in rules:
            condition = compile_condition(
                with_constants(rule.when, self._model.constants), type_name, self._model, is_well_formed=self._is_whole
            )
            # As text, because Python takes 0 and false for equal.
            text = json.dumps(condition)
            conditions.setdefault(text, condition)
            self.rules.setdefault((definition, number, list(conditions).index(text)), []).append(rule)
        none: Schema = {"allOf": [{"not": condition} for condition in conditions.values()]}
        where = conditions_schema(guard)
        if not self._is_whole:
            where = {"type": "object", **where}
        return {"if": where, "then": none} if where else none

    @property
    def _is_whole(self) -> bool:
        return self._structure is not None

    def _add_child(self, type_name: str, field: Field, live: bool, properties: Schema, parts: list[Schema]) -> None:
        site = f"{type_name}.{field.name}"
        shape = properties.get(field.name)
        unused = _at_field(field, self._definition(field.shape.object_type, False, site), shape)
        if not live or field.deprecated_since:
            properties[field.name] = unused
            return
        used = _at_field(field, self._definition(field.shape.object_type, True, site), shape)
        if not field.live_when:
            properties[field.name] = used
            return
        if self._is_whole:
            properties[field.name] = True
        # After all groups of conditions, whose numbers are their indices.
        parts.append(
            {
                "if": conditions_schema(field.live_when),
                "then": {"properties": {field.name: used}},
                "else": {"properties": {field.name: unused}},
            }
        )

    def _matters(self, type_name: str) -> bool:
        return self._is_whole or self._reaches_rules(type_name)

    def _applies(self, rule: Rule, type_name: str, site: str) -> bool:
        if not any(name in self._model.type(type_name).lineage for name in rule.applies_to):
            return False
        return not rule.inside or any(self._site_is(site, wanted) for wanted in rule.inside)

    def _site_matters(self, type_name: str, site: str) -> bool:
        if not site:
            return False
        lineage = self._model.type(type_name).lineage
        return any(
            self._site_is(site, wanted)
            for rule in self._rules
            if rule.inside and any(name in lineage for name in rule.applies_to)
            for wanted in rule.inside
        )

    def _site_is(self, site: str, wanted: str) -> bool:
        return site_matches(self._model, site, wanted)

    def _reaches_rules(self, type_name: str) -> bool:
        known = self._reaching.get(type_name)
        if known is None:
            known = self._reaching[type_name] = any(
                not self._targets.isdisjoint(self._model.type(name).lineage)
                for name in self._model.reachable(type_name)
            )
        return known


def _at_field(field: Field, definition: str, shape: Schema | None) -> Schema:
    """What the value of a field must be for its objects to fit `definition`; `shape` is its own schema, if any."""
    if shape is not None:
        return _refer(shape, definition)
    schema: Schema = {"$ref": f"#/$defs/{definition}"}
    inner = field.shape
    while inner.item is not None:
        schema = {"items": schema} if inner.kind == "list" else {"additionalProperties": schema}
        inner = inner.item
    return schema


def _refer(schema: Schema, definition: str) -> Schema:
    return {
        keyword: f"#/$defs/{definition}"
        if keyword == "$ref"
        else _refer(argument, definition)
        if isinstance(argument, dict)
        else argument
        for keyword, argument in schema.items()
    }


def site_matches(model: Model, site: str, wanted: str) -> bool:
    """Whether the field `site` (`Type.Field`) is `wanted`, or the same field in a type that extends it."""
    if not site:
        return False
    type_name, _, field = site.partition(".")
    wanted_type, _, wanted_field = wanted.partition(".")
    return field == wanted_field and model.extends(type_name, wanted_type)
