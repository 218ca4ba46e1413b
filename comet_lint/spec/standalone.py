"""Schemas that need no other file, cut out of the bundle; and how schemas are written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]

_REFERENCE = "#/$defs/"

_LEVELS_OF_LINES = 4
"""The schema, its definitions, each definition, its properties: what is in a property stays on one line."""


def standalone(bundle: Schema, name: str) -> Schema:
    """The schema of one type of the bundle with all types that it leads to. KeyError if there is none."""
    definitions = bundle["$defs"]
    return {
        "$schema": DIALECT,
        "$id": f"urn:comet-lint:schema:{name}",
        "title": f"Comet Backup {name}",
        "$ref": _REFERENCE + name,
        "$defs": {needed: definitions[needed] for needed in sorted(_reachable(definitions, name))},
    }


def render(schema: Schema) -> str:
    """The schema as JSON text with one line per field and constant: short, and changes show line by line."""
    return _render(schema, _LEVELS_OF_LINES, "") + "\n"


def _render(value: Any, levels: int, indent: str) -> str:
    if levels == 0 or not isinstance(value, dict) or not value:
        return json.dumps(value, ensure_ascii=False)
    inner = indent + " "
    members = [f"{inner}{json.dumps(key)}: {_render(member, levels - 1, inner)}" for key, member in value.items()]
    return "{\n" + ",\n".join(members) + f"\n{indent}}}"


def _reachable(definitions: Schema, root: str) -> set[str]:
    found = {root}
    pending = [root]
    while pending:
        new = set(_references(definitions[pending.pop()])) - found
        found |= new
        pending.extend(new)
    return found


def _references(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        reference = schema.get("$ref")
        if isinstance(reference, str):
            yield reference.removeprefix(_REFERENCE)
        for member in schema.values():
            yield from _references(member)
