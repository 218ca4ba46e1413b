"""How `when` reads a document: absent and null are zero, the wrong type is nothing."""

from __future__ import annotations

from typing import Any

import jsonschema
import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comet_lint.engine.conditions import compile_condition, with_constants
from comet_lint.model import load_model

MODEL = load_model()


def matches(condition: dict[str, Any], type_name: str, value: Any) -> bool:
    compiled = compile_condition(with_constants(condition, MODEL.constants), type_name, MODEL)
    verdict = bool(jsonschema_rs.is_valid(compiled, value))
    assert verdict == jsonschema.Draft202012Validator(compiled).is_valid(value)
    return verdict


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({}, True),
        ({"S3UsesTLS": None}, True),
        ({"S3UsesTLS": False}, True),
        ({"S3UsesTLS": True}, False),
        ({"S3UsesTLS": "no"}, False),
    ],
)
def test_absent_and_null_count_as_false(value: dict[str, Any], expected: bool) -> None:
    assert matches({"properties": {"S3UsesTLS": {"const": False}}}, "S3DestinationLocation", value) is expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({}, False),
        ({"Servers": None}, False),
        ({"Servers": []}, False),
        ({"Servers": [{}]}, True),
        ({"Servers": "x"}, False),
    ],
)
def test_null_is_an_empty_list(value: dict[str, Any], expected: bool) -> None:
    assert matches({"properties": {"Servers": {"minItems": 1}}}, "ConstellationRoleOptions", value) is expected


def test_constants_by_name() -> None:
    condition = {"properties": {"FTPSMode": {"enum": ["FTPS_MODE_IMPLICIT", "FTPS_MODE_EXPLICIT"]}}}
    assert matches(condition, "FTPDestinationLocation", {"FTPSMode": 2})
    assert not matches(condition, "FTPDestinationLocation", {"FTPSMode": 0})


def test_nested_objects_and_combinations() -> None:
    condition = {
        "properties": {"Storage": {"properties": {"DestinationType": {"const": 0}}}},
        "not": {"properties": {"LocalStorage": {"minItems": 1}}},
    }
    assert matches(condition, "StorageRoleOptions", {})
    assert matches(condition, "StorageRoleOptions", {"Storage": {}, "LocalStorage": None})
    assert not matches(condition, "StorageRoleOptions", {"Storage": {"DestinationType": 1002}})
    assert not matches(condition, "StorageRoleOptions", {"LocalStorage": [{"Path": "/x"}]})


def test_a_field_that_the_type_lacks_is_an_error() -> None:
    with pytest.raises(KeyError, match="NoSuchField"):
        compile_condition({"properties": {"NoSuchField": {"const": 1}}}, "SessionOptions", MODEL)


ZEROS = {"SMTPHost": "", "SMTPPort": 0, "SMTPAllowUnencrypted": False, "EmailReportingOptions": []}
CONDITIONS = st.sampled_from(
    [
        {"SMTPHost": {"const": ""}},
        {"SMTPHost": {"minLength": 1}},
        {"SMTPPort": {"maximum": 10}},
        {"SMTPPort": {"minimum": 1}},
        {"SMTPAllowUnencrypted": {"const": True}},
        {"EmailReportingOptions": {"maxItems": 0}},
        {"EmailReportingOptions": {"minItems": 1}},
    ]
)


@given(CONDITIONS, st.sets(st.sampled_from(sorted(ZEROS))), st.sets(st.sampled_from(sorted(ZEROS))))
def test_writing_zero_null_or_nothing_makes_no_difference(properties: Any, absent: set[str], null: set[str]) -> None:
    thinned = {key: None if key in null else value for key, value in ZEROS.items() if key not in absent}
    condition = {"properties": properties}
    assert matches(condition, "EmailOptions", thinned) == matches(condition, "EmailOptions", ZEROS)
