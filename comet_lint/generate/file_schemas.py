"""The JSON Schemas of comet-lint's own files, in `schemas/files/`."""

from __future__ import annotations

import json
from typing import Any

from comet_lint.config.schema import config_schema
from comet_lint.rules.validate.form import rule_file_schema


def file_schemas() -> dict[str, str]:
    """The schema of a configuration file and that of a rule file."""
    return {
        "schemas/files/comet-lint-config.schema.json": _text(config_schema()),
        "schemas/files/comet-lint-rule.schema.json": _text(rule_file_schema()),
    }


def _text(schema: dict[str, Any]) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
