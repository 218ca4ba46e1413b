"""The JSON Schema of the configuration file."""

from __future__ import annotations

from typing import Any

from comet_lint.findings import Severity
from comet_lint.rules.choice import PRESETS

ENTITY_KEYS = (
    "user",
    "vault",
    "admin",
    "tenant",
    "device",
    "protected-item",
    "schedule",
    "policy",
    "listener",
    "webhook",
)
"""What a suppression can name a thing by: the nouns of the model, with hyphens for blanks."""

_SEVERITIES = [str(severity) for severity in Severity]


_NAMES: dict[str, Any] = {"type": "array", "items": {"type": "string", "minLength": 1}}


def config_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) that a configuration must match."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "comet-lint configuration",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "preset": {"description": "Which rules run.", "enum": list(PRESETS)},
            "select": {"description": "Run only these rules.", **_NAMES},
            "extend-select": {"description": "Run these rules too.", **_NAMES},
            "ignore": {"description": "Do not run these rules.", **_NAMES},
            "severity": {
                "description": "Severity per rule.",
                "type": "object",
                "additionalProperties": {"enum": _SEVERITIES},
            },
            "fail-on": {
                "description": "The minimum severity that fails the run.",
                "enum": [*_SEVERITIES, "never"],
            },
            "exclude": {"description": "Files to leave out, in gitignore syntax.", **_NAMES},
            "types": {
                "description": "What files are: pattern to kind of document.",
                "type": "object",
                "additionalProperties": {"type": "string"},
            },
            "per-path": {
                "description": "Rules to ignore in some files: pattern to rules.",
                "type": "object",
                "additionalProperties": _NAMES,
            },
            "extend-rules": {"description": "Folders with rule files of your own.", **_NAMES},
            "context": {"description": "What only you know about the servers.", **_context()},
            "baseline": {"description": "The file with findings that are known already.", "type": "string"},
            "suppressions": {
                "description": "Findings that are accepted.",
                "type": "array",
                "items": _suppression(),
            },
        },
    }


def _suppression() -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["rules", "reason"],
        "properties": {
            "rules": {"description": "Codes, names, families or ALL.", **_NAMES, "minItems": 1},
            "path": {"description": "Files, as a gitignore pattern.", "type": "string"},
            "pointer": {"description": "A JSON Pointer; * is one step, ** any number.", "type": "string"},
            **{key: {"description": f"The name of the {key}.", "type": "string"} for key in ENTITY_KEYS},
            "reason": {"description": "Why this is accepted.", "type": "string", "minLength": 1},
            "until": {
                "description": "The last day (2026-12-31); then it is reported again.",
                "type": "string",
                "format": "date",
            },
            "owner": {"description": "Who decided.", "type": "string"},
        },
    }


def _context() -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "hosted": {"description": "The vendor runs the server.", "type": "boolean"},
            "behind_proxy": {
                "description": "A reverse proxy terminates TLS before the server.",
                "type": "boolean",
            },
            "live": {"description": "The documents come straight from a server.", "type": "boolean"},
            "api_admins": {"description": "Admins that programs use.", **_NAMES},
            "known_hosts": {"description": "Further host names of your servers.", **_NAMES},
            "comet_version": {
                "description": "The release that documents are for, quoted.",
                "type": "string",
                "pattern": r"^\d+(\.\d+)*$",
            },
            "now": {
                "description": "The date of the exports, for rules about time.",
                "type": "string",
                "format": "date",
            },
        },
    }
