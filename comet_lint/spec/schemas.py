"""JSON Schemas (2020-12) of the types, made from the model.

Inherited fields are flattened into each type; types refer to each other as `#/$defs/Name`. Beside the
standard keywords there are some that start with `x-comet-`, which validators ignore:

on a field  since, deprecated-since, last-seen, ignored-since (releases), constants (prefix of the names of
            its values), secret, hidden, url, path (how much may be shown: see secrets.yaml),
            live-when (see liveness.yaml)
on a type   since, deprecated-since, extends (its bases), noun, named-by, identity (see entities.yaml)
bundle      constants (values by name), families (how the constants of a prefix are meant, where known: see
            constants.yaml)
"""

from __future__ import annotations

from typing import Any

from comet_lint.spec.model import Omission, SpecField, TypeExpr, all_fields
from comet_lint.spec.overlays import WIRE_RANGES, SpecModel
from comet_lint.spec.standalone import DIALECT, Schema

_INTEGER_KEY = "^-?[0-9]+$"
_SCALARS = {"string": "string", "int": "integer", "bool": "boolean", "float32": "number"}
_DEFAULTS: dict[Omission, Any] = {
    Omission.FALSE: False,
    Omission.ZERO: 0,
    Omission.EMPTY_TEXT: "",
    Omission.EMPTY_LIST: [],
    Omission.EMPTY_DICTIONARY: {},
    Omission.ZERO_OBJECT: {},
    Omission.ANY: None,
}


def bundle(model: SpecModel) -> Schema:
    """The schema that holds every type under `$defs`, and all constants."""
    return {
        "$schema": DIALECT,
        "$id": "urn:comet-lint:schema:comet",
        "title": "Data structures of Comet Backup",
        "x-comet-constants": dict(model.constants),
        "x-comet-families": {prefix: kind for prefix, kind in model.families.items() if kind},
        "$defs": {name: type_schema(model, name) for name in sorted(model.types)},
    }


def type_schema(model: SpecModel, name: str) -> Schema:
    """The schema of one type, with references to others."""
    type_ = model.types[name]
    entity = model.entities.get(name, {})
    keywords = {
        "description": model.descriptions.get((name, "")),
        "deprecated": True if type_.deprecated_since else None,
        "x-comet-since": type_.since,
        "x-comet-deprecated-since": type_.deprecated_since,
        "x-comet-extends": list(type_.bases) or None,
        "x-comet-noun": entity.get("noun"),
        "x-comet-named-by": entity.get("named-by"),
        "x-comet-identity": entity.get("identity"),
    }
    properties = {
        field.name: _field_schema(model, name, declarer, field)
        for declarer, field in all_fields(model.types, name).values()
    }
    return {
        **_present(keywords),
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }


def _field_schema(model: SpecModel, owner: str, declarer: str, field: SpecField) -> Schema:
    place = (declarer, field.name)
    secrecy = model.secrecy.get(place)
    schema = _value_schema(field.type, model.wire_types.get(place))
    if description := model.descriptions.get(place):
        schema["description"] = description
    if field.omission is not None:
        schema["default"] = "" if field.type.is_bytes else _DEFAULTS[field.omission]
    keywords = {
        "deprecated": True if field.deprecated_since else None,
        "x-comet-since": field.since or model.first_seen.get((owner, field.name)),
        "x-comet-deprecated-since": field.deprecated_since,
        "x-comet-last-seen": field.last_seen,
        "x-comet-ignored-since": field.ignored_since,
        "x-comet-constants": field.constants,
        f"x-comet-{secrecy}": True if secrecy else None,
        "x-comet-live-when": model.live_when.get((owner, field.name)),
    }
    return {**schema, **_present(keywords)}


def _value_schema(kind: TypeExpr, wire_type: str | None) -> Schema:
    if kind.is_bytes:
        return {"type": ["string", "null"], "contentEncoding": "base64"}
    if kind.name == "List":
        return {"type": ["array", "null"], "items": _value_schema(kind.arguments[0], wire_type)}
    if kind.name == "Dictionary":
        key, value = kind.arguments
        keys = {"propertyNames": {"pattern": _INTEGER_KEY}} if key.name == "int" else {}
        return {"type": ["object", "null"], **keys, "additionalProperties": _value_schema(value, wire_type)}
    if kind.name == "any":
        return {}
    if kind.name not in _SCALARS:
        return {"$ref": f"#/$defs/{kind.name}"}
    if kind.name == "int" and wire_type is not None:
        minimum, maximum = WIRE_RANGES[wire_type]
        return {"type": "integer", "minimum": minimum, "maximum": maximum}
    return {"type": _SCALARS[kind.name]}


def _present(keywords: Schema) -> Schema:
    return {keyword: value for keyword, value in keywords.items() if value is not None}
