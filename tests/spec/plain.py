"""The model as plain values, for comparison with tables written by hand; without our own notation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from comet_lint.spec.model import SpecField, Type, Types

DATA = Path(__file__).parents[1] / "data" / "spec"
FACTS = Path(__file__).parents[3] / "shared" / "facts"
ORIGINAL_PAGE = FACTS / "api-data-structures-24.9.txt"

needs_original_page = pytest.mark.skipif(not ORIGINAL_PAGE.is_file(), reason="the API page is not part of the project")


def table(name: str) -> dict[str, Any]:
    """The types of a table in tests/data/spec."""
    loaded: dict[str, Any] = yaml.safe_load((DATA / name).read_text("utf-8"))
    return loaded


def plain(types: Types) -> dict[str, Any]:
    """The types in the form of the tables."""
    return {name: plain_type(type_) for name, type_ in types.items()}


def plain_type(type_: Type) -> dict[str, Any]:
    values: dict[str, Any] = {"fields": {field.name: _plain_field(field) for field in type_.fields}}
    if type_.bases:
        values["extends"] = list(type_.bases)
    if type_.since:
        values["since"] = type_.since
    if type_.deprecated_since:
        values["deprecated"] = type_.deprecated_since
    return values


def _plain_field(field: SpecField) -> str | dict[str, str]:
    values = {"type": str(field.type)}
    if field.omission:
        values["omitted"] = field.omission.value
    if field.since:
        values["since"] = field.since
    if field.deprecated_since:
        values["deprecated"] = field.deprecated_since
    if field.constants:
        values["constants"] = field.constants
    return str(field.type) if len(values) == 1 else values
