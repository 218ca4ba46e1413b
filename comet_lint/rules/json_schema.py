"""Validators of JSON Schema that read nothing but the schema they are given.

References that lead out of the schema are refused, whatever they name: nothing is fetched from a network or a file.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import jsonschema_rs
    from jsonschema import Draft202012Validator


def fast_validator(schema: dict[str, Any] | str) -> jsonschema_rs.Validator:
    """The compiled validator for documents. Raises jsonschema_rs.ValidationError for a schema that cannot be used."""
    import jsonschema_rs

    return jsonschema_rs.validator_for(schema, retriever=_refuse)


def file_validator(schema: Mapping[str, Any]) -> Draft202012Validator:
    """The validator for comet-lint's own files, whose errors can be put in plain words."""
    from jsonschema import Draft202012Validator
    from referencing import Registry

    return Draft202012Validator(schema, registry=Registry())


def _refuse(uri: str) -> Any:
    raise LookupError(f"{uri} is outside this schema")
