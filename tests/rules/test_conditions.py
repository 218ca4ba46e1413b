"""How `when` reads a document: absent and null are zero, the wrong type is nothing."""

from __future__ import annotations

from typing import Any

import jsonschema
import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comet_lint.comet.model import load_model
from comet_lint.rules.conditions import _matches, check_fields, compile_condition, with_constants

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


def test_a_field_that_none_of_the_types_has_is_an_error() -> None:
    with pytest.raises(KeyError, match="NoSuchField"):
        check_fields({"properties": {"NoSuchField": {"const": 1}}}, ["SessionOptions"], MODEL)
    nested: dict[str, Any] = {
        "not": {"properties": {"Ranges": {"not": {"contains": {"properties": {"NoSuchField": {}}}}}}}
    }
    with pytest.raises(KeyError, match="NoSuchField"):
        check_fields(nested, ["RetentionPolicy", "SessionOptions"], MODEL)


def test_a_field_of_another_type_never_matches() -> None:
    condition = {"anyOf": [{"properties": {"FTPPort": {"const": 0}}}, {"properties": {"Port": {"const": 0}}}]}
    check_fields(condition, ["FTPDestinationLocation", "MongoDBConnection"], MODEL)
    assert matches(condition, "FTPDestinationLocation", {})
    assert not matches(condition, "FTPDestinationLocation", {"FTPPort": 1, "Port": 0})
    assert matches(condition, "MongoDBConnection", {"FTPPort": 1})
    assert not matches(condition, "SessionOptions", {})
    assert matches({"not": condition}, "SessionOptions", {})
    assert not matches({"properties": {"Port": True}}, "FTPDestinationLocation", {"Port": 1})


@pytest.mark.parametrize(
    ("mode", "expected"), [(801, False), (802, False), (0, True), (None, True), (5, True), ("801", False)]
)
def test_a_family_of_constants_stands_for_its_published_values(mode: Any, expected: bool) -> None:
    condition = {"properties": {"Mode": {"not": {"enum": ["RETENTIONMODE_*"]}}}}
    assert matches(condition, "RetentionPolicy", {"Mode": mode}) is expected
    known = {"properties": {"Mode": {"const": "RETENTIONMODE_*"}}}
    assert matches(known, "RetentionPolicy", {"Mode": mode}) is (mode in (801, 802))


def test_names_of_time_zones() -> None:
    condition = {"properties": {"LocalTimezone": {"enum": ["", "TIMEZONE_*"]}}}
    for zone, expected in {"Europe/Berlin": True, "UTC": True, "": True, "Europe/Nowhere": False}.items():
        assert matches(condition, "UserProfileConfig", {"LocalTimezone": zone}) is expected


def test_a_family_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(KeyError, match="NO_SUCH_"):
        with_constants({"not": {"properties": {"Mode": {"enum": [0, "NO_SUCH_*"]}}}}, MODEL.constants)


def test_members_of_lists_are_read_as_objects_are() -> None:
    condition = {"properties": {"Ranges": {"not": {"contains": {"properties": {"Jobs": {"const": 0}}}}}}}
    assert matches(condition, "RetentionPolicy", {"Ranges": [{"Jobs": 1}, 5]})
    assert not matches(condition, "RetentionPolicy", {"Ranges": [{"Jobs": 1}, {}]})


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


ZERO_VALUES: st.SearchStrategy[Any] = st.sampled_from(["", 0, False, [], {}, None])
KEYWORDS: dict[str, Any] = {
    "type": st.sampled_from(["string", "integer", "boolean", "array", "object", ["string", "null"]]),
    "const": ZERO_VALUES,
    "enum": st.lists(ZERO_VALUES, max_size=3),
    "minLength": st.integers(0, 1),
    "maxItems": st.integers(0, 1),
    "minItems": st.integers(0, 1),
    "minProperties": st.integers(0, 1),
    "minimum": st.integers(-1, 1),
    "maximum": st.integers(-1, 1),
    "pattern": st.sampled_from(["^$", "x"]),
    "contains": st.just({"const": 1}),
    "required": st.lists(st.just("a"), max_size=1),
    "items": st.just({"const": 1}),
}
SCHEMAS = st.recursive(
    st.fixed_dictionaries({}, optional=KEYWORDS),
    lambda inner: st.fixed_dictionaries(
        {},
        optional={"not": inner, "anyOf": st.lists(inner, min_size=1, max_size=2), "allOf": st.lists(inner, min_size=1)},
    ),
    max_leaves=4,
)


@given(SCHEMAS, ZERO_VALUES)
def test_zero_values_are_judged_as_the_validator_does(schema: dict[str, Any], value: Any) -> None:
    assert _matches(schema, value) == jsonschema_rs.is_valid(schema, value)
