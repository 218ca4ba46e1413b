"""What must not change the findings of a document, and what must not change their fingerprints."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comet_lint.findings import Finding
from comet_lint.rules.context import Context
from comet_lint.rules.rule_files import shipped_rules
from tests.across import across_findings
from tests.linting import make_linter

SAMPLES = Path(__file__).parent.parent / "data" / "samples"
DOCUMENTS = {path.stem: json.loads(path.read_bytes()) for path in sorted(SAMPLES.glob("*.json"))}
LINTER = make_linter([rule for rule in shipped_rules() if not rule.opt_in], Context(now=1_751_241_600))
WHOLE = sorted(DOCUMENTS.keys() - {"zero-AllowedAdminUser"})

ABOUT_THE_TEXT = {"T001", "T015", "T020"}
"""Rules about how a text is written, not about what it says."""

NEW_VALUES: tuple[Any, ...] = (None, "", "x", 0, 1, -1, 99999, True, False, [], {}, [1], {"a": 1}, "0", 1.5)

properties = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def findings(text: str, name: str = "document.json") -> list[Finding]:
    data = text.encode()
    result = LINTER.check(name, data)
    assert not result.crashes
    crashes: list[Any] = []
    across = across_findings(result.facts, LINTER, crashes, [], {name: data})
    assert not crashes
    return [*result.findings, *across]


def said(found: list[Finding]) -> list[tuple[str, ...]]:
    return sorted(
        (each.rule, str(each.severity), each.pointer, each.message) for each in found if each.rule not in ABOUT_THE_TEXT
    )


def fingerprints(found: list[Finding]) -> list[str]:
    return sorted(each.fingerprint for each in found)


def places(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [way] if way else []
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, member in members:
        found += places(member, (*way, step))
    return found


PLACES = {name: places(value) for name, value in DOCUMENTS.items()}


@st.composite
def mutated(draw: st.DrawFn) -> Any:
    """A sample in which up to three values are others, are gone, or have another name."""
    name = draw(st.sampled_from(WHOLE))
    document = copy.deepcopy(DOCUMENTS[name])
    for _ in range(draw(st.integers(0, 3))):
        way = draw(st.sampled_from(PLACES[name]))
        holder = document
        try:
            for step in way[:-1]:
                holder = holder[step]
            old = holder[way[-1]]
        except (KeyError, IndexError, TypeError):
            continue
        what = draw(st.sampled_from(("replace", "remove", "rename")))
        if what == "replace" or isinstance(holder, list):
            holder[way[-1]] = draw(st.sampled_from(NEW_VALUES))
        else:
            del holder[way[-1]]
            if what == "rename":
                holder[draw(st.sampled_from((way[-1].lower(), way[-1] + "x", way[-1][:-1] or "y")))] = old
    return document


def mapped(value: Any, change: Callable[[Any], Any]) -> Any:
    if isinstance(value, dict):
        return change({key: mapped(member, change) for key, member in value.items()})
    if isinstance(value, list):
        return change([mapped(member, change) for member in value])
    return value


def with_other_key_order(value: Any, seed: int) -> Any:
    shuffler = random.Random(seed)

    def shuffled(part: Any) -> Any:
        if isinstance(part, dict):
            keys = list(part)
            shuffler.shuffle(keys)
            return {key: part[key] for key in keys}
        return part

    return mapped(value, shuffled)


def with_other_list_order(value: Any, seed: int) -> Any:
    shuffler = random.Random(seed)

    def shuffled(part: Any) -> Any:
        return shuffler.sample(part, len(part)) if isinstance(part, list) else part

    return mapped(value, shuffled)


@properties
@given(mutated())
def test_yaml_gets_the_findings_of_json(document: Any) -> None:
    in_yaml = yaml.safe_dump(document, allow_unicode=True, sort_keys=False)
    assert said(findings(in_yaml, "document.yaml")) == said(findings(json.dumps(document)))


@properties
@given(mutated())
def test_indentation_changes_nothing_but_places(document: Any) -> None:
    wide, narrow = findings(json.dumps(document, indent=4)), findings(json.dumps(document, separators=(",", ":")))
    assert said(wide) == said(narrow)
    assert fingerprints(wide) == fingerprints(narrow)


@properties
@given(mutated(), st.integers())
def test_the_order_of_keys_changes_no_fingerprint(document: Any, seed: int) -> None:
    reordered = with_other_key_order(document, seed)
    assert fingerprints(findings(json.dumps(reordered))) == fingerprints(findings(json.dumps(document)))


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_lists_changes_no_fingerprint(name: str, seed: int) -> None:
    document = DOCUMENTS[name]
    reordered = with_other_list_order(document, seed)
    assert fingerprints(findings(json.dumps(reordered))) == fingerprints(findings(json.dumps(document)))


@properties
@given(mutated(), st.sampled_from(["aaron", "mallory", "zoe"]))
def test_another_user_changes_nothing_for_the_others(document: Any, name: str) -> None:
    if not isinstance(document, dict) or not isinstance(document.get("Username"), str):
        document = DOCUMENTS["profile-bob-broken"]
    users = {"alice": DOCUMENTS["profile-alice"], "bob": document}
    bystander = {**DOCUMENTS["zero-UserProfileConfig"], "Username": name}

    def about_the_others(found: list[Finding]) -> list[tuple[str, str]]:
        return sorted((each.pointer, each.fingerprint) for each in found if each.pointer.startswith(("/alice", "/bob")))

    alone = findings(json.dumps(users, indent=1))
    together = findings(json.dumps(dict(sorted({**users, name: bystander}.items())), indent=1))
    assert about_the_others(together) == about_the_others(alone)
