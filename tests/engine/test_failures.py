"""Places of failures, also under keys that the validator's own paths lose."""

from __future__ import annotations

from typing import Any

import jsonschema_rs
import pytest

from comet_lint.engine.failures import failures
from comet_lint.pointers import Path

VALIDATOR = jsonschema_rs.validator_for(
    {
        "$ref": "#/$defs/any",
        "$defs": {
            "any": {
                "allOf": [{"not": {"type": "object", "required": ["bad"]}}],
                "additionalProperties": {"$ref": "#/$defs/any"},
                "items": {"$ref": "#/$defs/any"},
            }
        },
    }
)
BAD = {"bad": 1}


@pytest.mark.parametrize(
    ("value", "paths"),
    [
        ({"a": BAD, "b": [{}, BAD]}, [("a",), ("b", 1)]),
        ({"a": {"": BAD}}, [("a", "")]),
        ({"": {"": BAD, "x": BAD}}, [("", ""), ("", "x")]),
        ({"a": {"0": BAD, "01": [BAD]}}, [("a", "0"), ("a", "01", 0)]),
        ({"": [BAD], "~1/": BAD}, [("", 0), ("~1/",)]),
        ({}, []),
    ],
)
def test_paths(value: Any, paths: list[Path]) -> None:
    found = list(failures(VALIDATOR, value))
    assert sorted((path for _place, path in found), key=str) == sorted(paths, key=str)
    assert all(list(map(str, place)) == ["$defs", "any", "allOf", "0", "not"] for place, _path in found)
