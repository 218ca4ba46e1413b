"""The structure of types, so strict that what fits has nothing for family T for certain.

It is the published schema made a little stricter: what does not fit may still be clean (a null object, say).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from comet_lint.comet.model import INT64_MAX, INT64_MIN, Model
from comet_lint.lint.structure import StructureChecker

_EXACT_IN_DOUBLE = 2**53
_BASE64 = "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"


def strict_definition(name: str, model: Model, checker: StructureChecker) -> dict[str, Any]:
    """The schema that an object of the type `name` fits only if `checker` has nothing to say about it."""
    definition = _stricter(model.definition(name))
    fields = model.type(name).fields.values()
    definition["properties"].update({field.name: False for field in fields if checker.is_reported_as_such(field)})
    definition["required"] = [field.name for field in fields if checker.is_missed(field)]
    return definition


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
