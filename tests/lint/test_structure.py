"""Family T agrees with the published schemas, and what fits them strictly is clean."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comet_lint.comet.model import Shape, load_model
from comet_lint.comet.presence import Presence
from comet_lint.files.resources import schemas_folder
from comet_lint.lint.linter import Linter
from comet_lint.lint.structure import StructureChecker
from comet_lint.rules.context import Context
from comet_lint.source.kinds import recognise
from comet_lint.source.parsed import PlainScalar

SAMPLES = sorted((Path(__file__).parent.parent / "data" / "samples").glob("*.json"))
MODEL = load_model()
CHECKER = StructureChecker(MODEL)
PROFILE = Shape("object", type_name="UserProfileConfig")
SCHEMA = json.loads((schemas_folder() / "UserProfileConfig.schema.json").read_bytes())
FAST = jsonschema_rs.validator_for(SCHEMA)
REFERENCE = jsonschema.Draft202012Validator(SCHEMA)


LINTER = Linter((), Context())
"""Without rules, so that its validator looks at structure only."""


def is_strict(value: Any, shape: Shape) -> bool:
    if shape.item is not None:
        return all(is_strict(member, shape.item) for member in value.values())
    return not LINTER.plan(shape).validator.validate(value).places


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_real_documents_are_clean(path: Path) -> None:
    value = json.loads(path.read_bytes())
    kind = recognise(value)
    shape = kind.shape if kind is not None else Shape("object", type_name=path.stem.removeprefix("zero-"))
    assert list(CHECKER.check(value, shape)) == []
    assert is_strict(value, shape)


SMALL = {
    "Username": "alice",
    "Emails": ["a@example.com"],
    "MaximumDevices": 5,
    "IsSuspended": False,
    "Destinations": {"v": {"DestinationType": 1000, "S3ObjectLockMode": 1, "B2": {}}},
    "Policy": {"DefaultSources": None},
    "Sources": {"s": {"Engine": "engine1/file", "EngineProps": {"key": "value"}}},
}
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=4),
    lambda children: st.lists(children, max_size=2) | st.dictionaries(st.text(max_size=3), children, max_size=2),
    max_leaves=4,
)
PLACES: list[tuple[str | int, ...]] = [
    ("Username",),
    ("Emails",),
    ("Emails", 0),
    ("MaximumDevices",),
    ("IsSuspended",),
    ("Destinations",),
    ("Destinations", "v"),
    ("Destinations", "v", "DestinationType"),
    ("Destinations", "v", "S3ObjectLockMode"),
    ("Policy",),
    ("Policy", "DefaultSources"),
    ("Sources", "s", "EngineProps"),
    ("Sources", "s", "EngineProps", "key"),
    ("Strange",),
]


def put(document: Any, place: tuple[Any, ...], value: Any) -> Any:
    changed = copy.deepcopy(document)
    holder = changed
    for step in place[:-1]:
        holder = holder[step]
    holder[place[-1]] = value
    return changed


@given(st.sampled_from(PLACES), VALUES)
@settings(max_examples=300, deadline=None)
def test_the_engines_agree(place: tuple[Any, ...], value: Any) -> None:
    document = put(SMALL, place, value)
    assert FAST.is_valid(document) == REFERENCE.is_valid(document)


@given(st.sampled_from(PLACES), VALUES)
@settings(max_examples=300, deadline=None)
def test_what_fits_strictly_is_clean(place: tuple[Any, ...], value: Any) -> None:
    document = put(SMALL, place, value)
    problems = list(CHECKER.check(document, PROFILE))
    integral = not any(problem.rule == "T011" for problem in problems)
    if is_strict(document, PROFILE) and integral:
        assert problems == []
    if any(problem.rule in ("T008", "T010", "T012", "T013") and not problem.variant for problem in problems):
        assert not is_strict(document, PROFILE)


def test_a_missing_field_is_missed_in_an_empty_object_too() -> None:
    strict = StructureChecker(MODEL, Presence(missing=True))
    problems = strict.check({"Statistics": {}}, Shape("object", type_name="SourceConfig"))
    assert ("T016", ("Statistics",)) in [(problem.rule, problem.path) for problem in problems]


def test_where_an_object_belongs_an_unquoted_text_is_a_wrong_type() -> None:
    problems = CHECKER.check({"Policy": PlainScalar("yes"), "Emails": PlainScalar("no")}, PROFILE)
    assert [problem.rule for problem in problems] == ["T008", "T015"]
