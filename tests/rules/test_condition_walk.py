"""Conditions are asked of the right objects, wherever these stand, and as one schema of all would ask them."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.fleet import clean_profile, dirty_profile
from comet_lint.comet.model import Shape, load_model
from comet_lint.lint.structure import StructureChecker
from comet_lint.rules.condition_walk import ConditionWalk
from comet_lint.rules.conditions import Schema
from comet_lint.rules.joined_schema import JoinedSchema
from comet_lint.rules.rule import Rule
from comet_lint.rules.rule_files import shipped_rules
from comet_lint.text.pointers import Path

MODEL = load_model()
CHECKER = StructureChecker(MODEL)
PROFILE = "UserProfileConfig"
SHAPE = Shape("object", type_name=PROFILE)
CONDITIONED = [rule for rule in shipped_rules() if rule.when is not None]


NEUTRAL: dict[str, Any] = {"at": "", "inside": (), "even_when_unused": False}


def about(type_name: str, when: Mapping[str, Any], **more: Any) -> Rule:
    return CONDITIONED[0]._replace(applies_to=(type_name,), when=when, **{**NEUTRAL, **more})


def paths(rule: Rule, document: Any) -> list[Path]:
    return [path for _rule, path in ConditionWalk([rule], MODEL).matches(document, PROFILE)]


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
    found = ConditionWalk([rule], MODEL).matches(document, "EmailReportConfig")
    assert [path for _rule, path in found] == ([("SummaryFrequency", 0)] if is_in_use else [])


def test_rules_for_objects_in_certain_fields() -> None:
    rule = about(
        "SourceConfig", {"properties": {"Description": {"const": "bad"}}}, inside=("UserProfileConfig.Sources",)
    )
    document = {"Sources": {"a": BAD}, "Policy": {"DefaultSources": {"b": BAD}}}
    assert paths(rule, document) == [("Sources", "a")]
    assert len(paths(BAD_ITEM, document)) == 2


def bare(type_name: str) -> Schema:
    """The structure of a type without any demand."""
    return {"properties": {field.name: structure(field.shape) for field in MODEL.type(type_name).object_fields}}


def structure(shape: Shape) -> Schema:
    if shape.item is None:
        return {"$ref": f"#/$defs/{shape.type_name}"}
    return {"items" if shape.kind == "list" else "additionalProperties": structure(shape.item)}


def changed(value: Any, random: Random, other: Any) -> Any:
    """`value` with some members taken from the same place of `other`, or lost."""
    if isinstance(value, dict) and isinstance(other, dict):
        pairs = zip(value.items(), [*other.values(), *value.values()], strict=False)
        result = {key: changed(member, random, other.get(key, by_place)) for (key, member), by_place in pairs}
        if len(result) > 1 and random.random() < 0.05:
            result.pop(random.choice(list(result)))
        return result if random.random() < 0.98 else {}
    if isinstance(value, list) and isinstance(other, list) and len(value) == len(other):
        return [changed(entry, random, there) for entry, there in zip(value, other, strict=True)]
    return other if random.random() < 0.03 else value


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32))
def test_it_finds_nothing_exactly_where_all_conditions_in_one_schema_find_nothing(seed: int) -> None:
    random = Random(seed)
    rules = random.sample(CONDITIONED, random.choice((1, 5, len(CONDITIONED))))
    joined = jsonschema_rs.validator_for(JoinedSchema(rules, MODEL, bare).schema(PROFILE))
    walk = ConditionWalk(rules, MODEL)
    for _ in range(5):
        number = random.randrange(50)
        make = random.choice((clean_profile, dirty_profile))
        document = changed(clean_profile(number), random, make(number + 1))
        if not CHECKER.check(document, SHAPE):
            assert joined.is_valid(document) == (not walk.matches(document, PROFILE))
