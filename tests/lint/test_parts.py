"""Validation in parts finds what validation of the whole finds."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from benchmarks.fleet import dirty_profile
from comet_lint.comet.model import Shape
from comet_lint.lint.parts import PartValidator
from comet_lint.lint.plans import plan_record
from comet_lint.lint.validation import UNREADABLE, ValidationResult, Validator
from comet_lint.rules.rule_files import shipped_rules
from tests.cli.running import SAMPLES
from tests.mutations import changed

PROFILE = json.loads((SAMPLES / "profile-bob-broken.json").read_bytes())
RECORDS = {
    type_name: plan_record(Shape("object", type_name=type_name), shipped_rules(), ())
    for type_name in ("UserProfileConfig", "ServerConfigOptions")
}


def whole(type_name: str) -> Validator:
    record = RECORDS[type_name]
    return Validator(record["schema"], record["table"])


WHOLE = {type_name: whole(type_name) for type_name in RECORDS}


def in_parts(type_name: str, many: int, size: int) -> PartValidator:
    record = RECORDS[type_name]
    table = record["table"]
    return PartValidator(record["schema"], lambda schema: Validator(schema, table).validate, many, size)


PARTS = {type_name: in_parts(type_name, 1, 2) for type_name in RECORDS}


def comparable(result: ValidationResult) -> tuple[object, ...]:
    matches = sorted(result.matches, key=repr)
    return matches, set(result.places), set(result.incomplete), result.has_empty_key


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"Destinations": {"": {}, "7": {}, "07": {}, "a": 1, "b": None, "c": {"Qzx": 1}}},
        {"Destinations": [{}, {}, {}], "Sources": {"x": [], "y": {}, "z": {"Schedules": {}}}},
        {"AdditionalUserEmails": ["a", 1, None, "b", {}], "Qzx": 1, "": 2, "username": "x"},
    ],
)
def test_strange_documents(document: dict[str, Any]) -> None:
    for type_name in RECORDS:
        expected = comparable(WHOLE[type_name].validate(document))
        assert comparable(PARTS[type_name].validate(document)) == expected


@pytest.mark.parametrize("name", ["server-risky", "one-of-each-ServerConfigOptions"])
def test_servers(name: str) -> None:
    server = json.loads((SAMPLES / f"{name}.json").read_bytes())
    expected = comparable(WHOLE["ServerConfigOptions"].validate(server))
    assert comparable(PARTS["ServerConfigOptions"].validate(server)) == expected


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(document=changed(PROFILE) | changed(dirty_profile(3)))
def test_changed_profiles(document: Any) -> None:
    if not isinstance(document, dict):
        return
    try:
        expected = comparable(WHOLE["UserProfileConfig"].validate(document))
    except UNREADABLE:
        with pytest.raises(UNREADABLE):
            PARTS["UserProfileConfig"].validate(document)
        return
    assert comparable(PARTS["UserProfileConfig"].validate(document)) == expected
