"""All `when` rules joined into one JSON Schema per document type.

A document is valid under it exactly when no `when` rule has anything to say about it, so a clean document
costs one call of the validator. What fails tells by its place in the schema which rule it is. Every type
has two definitions: one for objects in use, one for those that are not (of which few rules speak).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from comet_lint.engine.conditions import Schema, compile_condition, conditions_schema, with_constants
from comet_lint.engine.rule import Rule
from comet_lint.model import Field, Model
from comet_lint.pointers import Path

_UNUSED = "-unused"


class RuleSchema:
    """The joined schema for documents of one type, and the validator made from it."""

    def __init__(self, root_type: str, rules: Iterable[Rule], model: Model) -> None:
        import jsonschema_rs

        self._builder = _Builder(rules, model)
        root = self._builder.definition(root_type, live=True)
        schema: Schema = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$ref": f"#/$defs/{root}",
            "$defs": self._builder.definitions,
        }
        self._validator = jsonschema_rs.validator_for(schema)

    def is_clean(self, value: Any) -> bool:
        """Whether no rule speaks of `value`."""
        return bool(self._validator.is_valid(value))

    def matches(self, value: Any) -> Iterator[tuple[Rule, Path]]:
        """The rules that speak of `value` or of an object in it, with the path to the object."""
        for error in self._validator.iter_errors(value):
            name, index = _place(error.schema_path)
            yield self._builder.rules[name][index], tuple(error.instance_path)


def _place(schema_path: Sequence[str | int]) -> tuple[str, int]:
    # "$defs", <definition>, "allOf", <index>, "not"
    return str(schema_path[1]), int(schema_path[3])


class _Builder:
    def __init__(self, rules: Iterable[Rule], model: Model) -> None:
        self._model = model
        self._rules = [rule for rule in rules if rule.when is not None]
        self._targets: frozenset[str] = frozenset(name for rule in self._rules for name in rule.applies_to)
        self.definitions: dict[str, Schema] = {}
        self.rules: dict[str, list[Rule]] = {}
        self._reaching: dict[str, bool] = {}

    def definition(self, type_name: str, live: bool, site: str = "") -> str:
        """The name of the definition for objects of `type_name` found in `site` (`Type.Field`), made if needed."""
        site = site if self._site_matters(type_name, site) else ""
        name = type_name + ("" if live else _UNUSED) + (f"-in-{site}" if site else "")
        if name in self.definitions:
            return name
        schema = self.definitions[name] = Schema()
        applying = [
            rule for rule in self._rules if (live or rule.even_when_unused) and self._applies(rule, type_name, site)
        ]
        self.rules[name] = applying
        parts: list[Schema] = [{"not": self._condition(rule, type_name)} for rule in applying]
        properties: Schema = {}
        for field in self._model.type(type_name).object_fields:
            if self._reaches_rules(field.shape.object_type):
                self._add_child(type_name, field, live, properties, parts)
        if parts:
            schema["allOf"] = parts
        if properties:
            schema["properties"] = properties
        return name

    def _add_child(self, type_name: str, field: Field, live: bool, properties: Schema, parts: list[Schema]) -> None:
        site = f"{type_name}.{field.name}"
        unused = self._at_field(field, self.definition(field.shape.object_type, False, site))
        if not live or field.deprecated_since:
            properties[field.name] = unused
            return
        used = self._at_field(field, self.definition(field.shape.object_type, True, site))
        if not field.live_when:
            properties[field.name] = used
            return
        # After all rules, so that a rule's index in `allOf` stays its index in the list of rules.
        parts.append(
            {
                "if": conditions_schema(field.live_when),
                "then": {"properties": {field.name: used}},
                "else": {"properties": {field.name: unused}},
            }
        )

    def _at_field(self, field: Field, definition: str) -> Schema:
        schema: Schema = {"$ref": f"#/$defs/{definition}"}
        shape = field.shape
        while shape.item is not None:
            schema = {"items": schema} if shape.kind == "list" else {"additionalProperties": schema}
            shape = shape.item
        return schema

    def _condition(self, rule: Rule, type_name: str) -> Schema:
        assert rule.when is not None  # noqa: S101 - tells the type checker what the constructor chose
        model = self._model
        condition = with_constants(rule.when, model.constants)
        parts = [{"type": "object"}, compile_condition(condition, type_name, model)]
        if not rule.even_when_unused:
            base = next(name for name in rule.applies_to if name in model.type(type_name).lineage)
            parts.append(conditions_schema(model.base_condition(type_name, base)))
            if rule.at:
                parts.append(conditions_schema(model.type(type_name).fields[rule.at].live_when))
        return {"allOf": [part for part in parts if part]}

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


def site_matches(model: Model, site: str, wanted: str) -> bool:
    """Whether the field `site` (`Type.Field`) is `wanted`, or the same field in a type that extends it."""
    if not site:
        return False
    type_name, _, field = site.partition(".")
    wanted_type, _, wanted_field = wanted.partition(".")
    return field == wanted_field and model.extends(type_name, wanted_type)
