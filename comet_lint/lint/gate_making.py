"""What a gate needs to know: made from the rules chosen and the model (see `gate`)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from comet_lint.comet.model import Model, Secrecy, Shape, load_model
from comet_lint.lint.engine import is_walked
from comet_lint.lint.strict_structure import strict_definition
from comet_lint.lint.structure import StructureChecker
from comet_lint.rules.condition_map import site_matches
from comet_lint.rules.context import Context
from comet_lint.rules.joined_schema import JoinedSchema
from comet_lint.rules.rule import Rule
from comet_lint.source.kinds import unit_type


def gate_record(shape: Shape, rules: Iterable[Rule], context: Context) -> dict[str, Any]:
    """The record of the gate for documents of a shape; empty for those that have none.

    Rules without condition or screen are left to be asked. A server configuration has no gate: most of its rules are
    such, and reports say more about it than a gate knows.
    """
    model = load_model()
    running = [rule for rule in rules if rule.runs_for(context.comet_version)]
    type_name = unit_type(shape)
    walked = [rule for rule in running if is_walked(rule) and _may_speak(rule, type_name, model)]
    info = model.type(type_name)
    names_itself = len(info.named_by) == 1 and info.fields[info.named_by[0]].secrecy is Secrecy.SHOWN
    if type_name == "ServerConfigOptions" or not names_itself:
        return {}
    import json

    codes = {rule.code for rule in running}
    checker = StructureChecker(model, context.comet_version, "T016" in codes, "D099" in codes)
    joined = JoinedSchema(running, model, lambda name: strict_definition(name, model, checker))
    return {
        "schema": json.dumps(_around(shape, joined.schema(shape.object_type))),
        "screens": sorted({rule.screen for rule in walked if rule.screen}),
        "leaves-rules": not all(rule.screen for rule in walked),
        "name-field": info.named_by[0],
        "has-tenant": "OrganizationID" in info.fields,
    }


def _around(shape: Shape, schema: dict[str, Any]) -> dict[str, Any]:
    """The schema for a shape that holds objects of the schema's own type."""
    if shape.kind != "dict" or shape.item is None:
        return schema
    return {**schema, "$ref": "#/$defs/-document", "$defs": {**schema["$defs"], "-document": _nested(shape, schema)}}


def _nested(shape: Shape, schema: dict[str, Any]) -> dict[str, Any]:
    if shape.item is None:
        return {"$ref": schema["$ref"]}
    return {"type": "object", "additionalProperties": _nested(shape.item, schema)}


def _may_speak(rule: Rule, root_type: str, model: Model) -> bool:
    """Whether documents of a type can have an object that the engine would show to the rule."""
    reachable = list(model.reachable(root_type))
    if rule.reference is not None and rule.reference.target.partition(".")[0] not in reachable:
        return False
    if rule.inside:
        sites = [f"{name}.{field.name}" for name in reachable for field in model.type(name).object_fields]
        return any(site_matches(model, site, wanted) for site in sites for wanted in rule.inside)
    return any(base in model.type(name).lineage for name in reachable for base in rule.applies_to)
