"""The validator pass: conditions hold for the right objects, and few places need a look at their structure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from benchmarks.fleet import clean_profile
from comet_lint.comet.model import Shape, load_model
from comet_lint.lint.linter import Linter
from comet_lint.lint.structure import StructureChecker
from comet_lint.lint.validation import UNREADABLE, ValidationResult
from comet_lint.rules.context import Context
from comet_lint.rules.rule import Rule
from comet_lint.rules.rule_files import shipped_rules
from comet_lint.text.pointers import Path
from tests.mutations import changed

MODEL = load_model()
CHECKER = StructureChecker(MODEL)
PROFILE = "UserProfileConfig"
SHAPE = Shape("object", type_name=PROFILE)
CONDITIONED = [rule for rule in shipped_rules() if rule.when is not None]


NEUTRAL: dict[str, Any] = {"at": "", "inside": (), "even_when_unused": False}


def about(type_name: str, when: Mapping[str, Any], **more: Any) -> Rule:
    return CONDITIONED[0]._replace(applies_to=(type_name,), when=when, **{**NEUTRAL, **more})


def validated(rules: Iterable[Rule], document: Any, type_name: str = PROFILE) -> ValidationResult:
    return Linter(rules, Context()).plan(Shape("object", type_name=type_name)).validator.validate(document)


def paths(rule: Rule, document: Any, type_name: str = PROFILE) -> list[Path]:
    return sorted(path for _rule, path in validated([rule], document, type_name).matches)


BAD_ITEM = about("SourceConfig", {"properties": {"Description": {"const": "bad"}}})
BAD = {"Description": "bad"}


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ({"Sources": {"a": BAD, "b": {}, "c": BAD}}, [("Sources", "a"), ("Sources", "c")]),
        ({"Sources": {"": BAD}}, [("Sources", "")]),
        ({"": {"x": BAD}, "Sources": {"": {"": BAD}, "x": BAD}}, [("Sources", "x")]),
        ({"Sources": {"0": BAD, "01": BAD}}, [("Sources", "0"), ("Sources", "01")]),
        ({"Sources": {"~1/": BAD}}, [("Sources", "~1/")]),
        ({"Sources": [BAD]}, []),
        ({"Sources": BAD}, []),
        ({"Sources": {"a": [BAD], "b": "bad", "c": None}}, []),
        ({"Sources": None}, []),
        ({}, []),
    ],
)
def test_paths(document: Any, expected: list[Path]) -> None:
    assert paths(BAD_ITEM, document) == expected


def test_an_empty_object_is_asked_about_too() -> None:
    rule = about("RetentionPolicy", {"properties": {"Mode": {"const": 0}}})
    document = {"Destinations": {"v": {"DefaultRetention": {}}, "w": {"DefaultRetention": None}, "x": {}}}
    assert paths(rule, document) == [("Destinations", "v", "DefaultRetention")]
    assert paths(about("SourceConfig", {"properties": {"Engine": {"const": ""}}}), {"Sources": {"a": {}}}) != []


def test_paths_into_lists() -> None:
    rule = about("ScheduleConfig", {"properties": {"SecondsPast": {"const": 7}}})
    document = {"BackupRules": {"3": {"Schedules": [{}, {"SecondsPast": 7}, 7, None]}}}
    assert paths(rule, document) == [("BackupRules", "3", "Schedules", 1)]


@pytest.mark.parametrize(
    ("kind", "is_in_use"), [(1008, True), (1008.0, True), (1000, False), (None, False), (True, False), ([1008], False)]
)
def test_objects_count_where_their_field_does(kind: Any, is_in_use: bool) -> None:
    when = {"properties": {"AccountID": {"const": "x"}}}
    document = {"Destinations": {"v": {"DestinationType": kind, "B2": {"AccountID": "x"}}}}
    place = ("Destinations", "v", "B2")
    assert paths(about("B2DestinationLocation", when), document) == ([place] if is_in_use else [])
    assert paths(about("B2DestinationLocation", when, even_when_unused=True), document) == [place]


@pytest.mark.parametrize(("kind", "is_in_use"), [(1, True), (True, False), (0, False)])
def test_true_is_not_one(kind: Any, is_in_use: bool) -> None:
    rule = about("ScheduleConfig", {"properties": {"SecondsPast": {"const": 7}}})
    document = {"ReportType": kind, "SummaryFrequency": [{"SecondsPast": 7}]}
    assert paths(rule, document, "EmailReportConfig") == ([("SummaryFrequency", 0)] if is_in_use else [])


def test_rules_for_objects_in_certain_fields() -> None:
    rule = about(
        "SourceConfig", {"properties": {"Description": {"const": "bad"}}}, inside=("UserProfileConfig.Sources",)
    )
    document = {"Sources": {"a": BAD}, "Policy": {"DefaultSources": {"b": BAD}}}
    assert paths(rule, document) == [("Sources", "a")]
    assert len(paths(BAD_ITEM, document)) == 2


@pytest.mark.parametrize(
    "keys", [("7", "007"), ("", "x"), ("+7", "7"), ("7",), ("\0", ""), ("99999999999999999999", "1")]
)
def test_keys_that_the_validator_writes_as_numbers_or_leaves_out(keys: tuple[str, ...]) -> None:
    document = {"Sources": {**dict.fromkeys(keys, BAD), "z": {}}, "Destinations": {"": {"Nonsense": 1}}}
    found = validated([BAD_ITEM], document)
    assert sorted(path for _rule, path in found.matches) == sorted(("Sources", key) for key in keys)
    assert list(found.places) == [("Destinations", "", "Nonsense")]
    assert found.has_empty_key


def test_an_error_is_raised_at_a_small_value() -> None:
    """The validator copies the value that it raises an error at; a whole profile would take longer than the pass."""
    document = clean_profile(1)
    validator = Linter(CONDITIONED, Context()).plan(SHAPE).validator
    dirty = {**document, "Username": "a b", "Nonsense": {}, "LocalTimezone": "Mars/Base", "MaximumDevices": "5"}
    errors = list(validator._errors(dirty))
    assert len(errors) >= 4
    assert all(not isinstance(error.instance, (dict, list)) or not error.instance for error in errors)


def at_the_places(value: Any) -> Any:
    try:
        found = DOUBTFUL.plan(SHAPE).validator.validate(value)
    except UNREADABLE:
        return None
    return sorted(map(repr, CHECKER.check_at(found.places, found.incomplete, value, SHAPE)))


DOUBTFUL = Linter((), Context())


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(changed(clean_profile(2)))
def test_structure_at_the_places_is_all_there_is(document: Any) -> None:
    if isinstance(document, dict):
        assert at_the_places(document) == sorted(map(repr, CHECKER.check(document, SHAPE)))
