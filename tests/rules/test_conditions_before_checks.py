"""The condition of a rule spares its check the objects that it has nothing to say about, and no others.

Objects from all examples and samples, as they are and with fields changed, are given to the check functions alone:
where one finds something, the condition must hold.

Left out is what the server refuses and what the two ways of finding objects read differently: numbers with a fraction
of zero (`802.0`), which JSON Schema takes for whole ones; `true` for 1, which Python takes for equal; scalars where an
object belongs; and `{}` in place of an object, which the typed walk passes over.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comet_lint.comet.model import Shape, is_live
from comet_lint.comet.node import Node, document_node, node_at
from comet_lint.lint.linter import Linter
from comet_lint.lint.validation import ValidationResult
from comet_lint.rules.condition_map import site_matches
from comet_lint.rules.conditions import compile_condition, with_constants
from comet_lint.rules.context import Context
from comet_lint.rules.named_functions import load_check
from comet_lint.rules.rule import Rule
from comet_lint.rules.rule_files import shipped_rules
from tests.linting import drafts_of
from tests.rules.changed_objects import MODEL, ObjectPlace, changed_object, documents, places, value_at, with_value

PLAIN_PROFILE = Path(__file__).parent.parent / "data" / "plain-profile.json"
CONTEXTS = (Context(now=1_751_241_600), Context(comet_version=(24, 9)))

BOTH = [rule for rule in shipped_rules() if rule.when is not None and rule.check]
TAKEN_FOR_GRANTED: dict[str, dict[str, Any]] = {
    "C318": {"properties": {"Engine": {"const": "ENGINE_BUILTIN_MSSQL"}}},
    "C319": {"properties": {"Engine": {"const": "ENGINE_BUILTIN_MSSQL"}}},
    "C322": {"properties": {"Engine": {"const": "ENGINE_BUILTIN_MSSQL"}}},
    "C323": {"properties": {"Engine": {"const": "ENGINE_BUILTIN_STDOUT"}}},
    "C324": {"properties": {"Engine": {"const": "ENGINE_BUILTIN_MSOFFICE"}}},
    "D015": {"properties": {"Engine": {"const": "ENGINE_BUILTIN_VMWARE"}}},
}
"""What the check leaves to the condition: it is not asked about other objects."""

CONDITION_DECIDES = frozenset(
    (
        *("S101", "S104", "S106", "S107", "S113", "S124", "S125", "S201", "S203", "S301", "S306", "S501"),
        *("S502", "S601", "S602", "S603", "S703", "S704", "S707", "C106", "C109", "C137", "C139", "C141"),
        *("C142", "C143", "C147", "D002", "V035", "V036", "V050", "V051", "V053", "V057", "V060", "S302", "S604"),
        *("D008", "S303", "S505", "V013", "S116", "R021", "C146", "C332"),
    )
)
"""Rules whose condition is what they look for; the check only says more about it, or leaves out a few."""

PREFILTERED = [rule for rule in BOTH if rule.code not in CONDITION_DECIDES]

UNTOUCHED_BRANCHES = frozenset({("V102", 8), ("V102", 10)})
"""Branches for objects under an empty key at the root of a document, of types of which there is no such example."""

CHANGES_PER_OBJECT = 100
CHANGES_PER_RULE = 3000


class Matcher:
    """A condition, ready to be asked about objects of several types."""

    def __init__(self, condition: Mapping[str, Any]) -> None:
        self._condition = with_constants(condition, MODEL.constants)
        self._validators: dict[str, Any] = {}

    def schema(self, type_name: str) -> dict[str, Any]:
        """The condition for objects of a type."""
        return compile_condition(self._condition, type_name, MODEL)

    def matches(self, type_name: str, value: Any) -> bool:
        """Whether it holds for an object of a type."""
        validator = self._validators.get(type_name)
        if validator is None:
            validator = self._validators[type_name] = jsonschema_rs.validator_for(self.schema(type_name))
        return bool(validator.is_valid(value))


class Trigger(NamedTuple):
    """An object in which a rule's check finds something, of a type and with a value."""

    type_name: str
    value: Mapping[str, Any]


def types_of(rule: Rule) -> list[str]:
    return [name for name in places() if not set(rule.applies_to).isdisjoint(MODEL.type(name).lineage)]


def counts(rule: Rule, node: Node) -> bool:
    """Whether the rule is about such an object at all: in use, and in one of its places."""
    if rule.inside:
        parent = node.parent
        site = f"{parent.type.name}.{node.steps[0]}" if parent is not None else ""
        if not any(site_matches(MODEL, site, wanted) for wanted in rule.inside):
            return False
    if rule.even_when_unused:
        return True
    base = next(name for name in rule.applies_to if name in node.type.lineage)
    lives = node.live and is_live(MODEL.base_condition(node.type.name, base), node.value)
    return lives and (not rule.at or node.is_live(rule.at))


def fields_in(condition: Any) -> Iterator[str]:
    """The fields that a condition names, and what else is written under `properties`."""
    if isinstance(condition, dict):
        yield from condition.get("properties", ())
        for member in condition.values():
            yield from fields_in(member)
    elif isinstance(condition, list):
        for member in condition:
            yield from fields_in(member)


@cache
def triggers(code: str) -> list[Trigger]:
    rule = next(rule for rule in BOTH if rule.code == code)
    check = load_check(rule.check)
    random = Random(code)
    found: list[Trigger] = []
    favoured = frozenset(fields_in(rule.when))
    granted = Matcher(TAKEN_FOR_GRANTED.get(code, {}))

    def judge(place: ObjectPlace, document: Mapping[str, Any]) -> None:
        root = document_node(document, place.root_type, MODEL, place.key)
        node = node_at(root, place.path)
        if node.path != place.path or not counts(rule, node) or not granted.matches(node.type.name, node.value):
            return
        if any(list(check(node, each) or ()) for each in CONTEXTS):
            found.append(Trigger(node.type.name, node.value))

    everywhere = {name: places()[name] for name in types_of(rule)}
    for place in (place for at in everywhere.values() for place in at):
        judge(place, place.document)
    telling = {id(trigger.value) for trigger in found}
    telling_places = {
        name: chosen
        for name, at in everywhere.items()
        if (chosen := [place for place in at if id(value_at(place.document, place.path)) in telling])
    }
    for by_type in (telling_places, everywhere):
        count = min(CHANGES_PER_RULE, CHANGES_PER_OBJECT * sum(map(len, by_type.values())))
        for _ in range(count):
            name = random.choice(list(by_type))
            place = random.choice(by_type[name])
            new = changed_object(value_at(place.document, place.path), name, random, favoured)
            judge(place, with_value(place.document, place.path, new))
    return found


def missed(rule: Rule, condition: Mapping[str, Any]) -> list[Trigger]:
    """The objects in which the check finds something, but that the condition does not match."""
    matcher = Matcher(condition)
    return [trigger for trigger in triggers(rule.code) if not matcher.matches(*trigger)]


@pytest.mark.parametrize("rule", PREFILTERED, ids=lambda rule: f"{rule.code}-{rule.name}")
def test_where_the_check_finds_something_the_condition_holds(rule: Rule) -> None:
    assert rule.when is not None
    assert triggers(rule.code)
    assert missed(rule, rule.when)[:1] == []


@pytest.mark.parametrize("code", sorted(CONDITION_DECIDES))
def test_conditions_that_decide_are_needed_by_their_checks(code: str) -> None:
    rule = next(rule for rule in BOTH if rule.code == code)
    assert rule.when is not None
    assert missed(rule, rule.when)


def branches() -> Iterator[Any]:
    for rule in PREFILTERED:
        assert rule.when is not None
        branches = rule.when.get("anyOf", ())
        for at in range(len(branches)):
            if (rule.code, at) not in UNTOUCHED_BRANCHES:
                rest = {**rule.when, "anyOf": [*branches[:at], *branches[at + 1 :]]}
                yield pytest.param(rule, rest, id=f"{rule.code}-{at}")


@pytest.mark.parametrize(("rule", "condition"), list(branches()))
def test_a_condition_without_one_of_its_branches_is_noticed(rule: Rule, condition: Mapping[str, Any]) -> None:
    assert missed(rule, condition)


# Without a condition a rule has no place that it points at, and so none that must be in use.
WITH = [rule for rule in PREFILTERED if rule.code not in TAKEN_FOR_GRANTED and not rule.at]
LINTER_WITH = Linter(WITH, CONTEXTS[0])
LINTER_WITHOUT = Linter([rule._replace(when=None) for rule in WITH], CONTEXTS[0])


def said(linter: Linter, document: Mapping[str, Any], type_name: str, key: str | None) -> list[tuple[str, ...]]:
    drafts = drafts_of(linter, document, type_name, key)
    return sorted((draft.rule.code, str(draft.path), str(draft.problem)) for draft in drafts)


def test_documents_get_the_same_findings_with_and_without_conditions() -> None:
    for document, type_name, key in documents():
        if type_name in MODEL:
            assert said(LINTER_WITH, document, type_name, key) == said(LINTER_WITHOUT, document, type_name, key)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32))
def test_changed_documents_get_the_same_findings_with_and_without_conditions(seed: int) -> None:
    random = Random(seed)
    place = random.choice(random.choice(list(places().values())))
    document = place.document
    for _ in range(random.randint(1, 3)):
        old = value_at(document, place.path)
        name = node_at(Node(document, place.root_type, MODEL), place.path).type.name
        document = with_value(document, place.path, changed_object(old, name, random))
    with_conditions = said(LINTER_WITH, document, place.root_type, place.key)
    assert with_conditions == said(LINTER_WITHOUT, document, place.root_type, place.key)


def test_no_condition_holds_for_a_plain_profile() -> None:
    rules = [rule for rule in BOTH if not rule.opt_in and {"default", "security"} & set(rule.presets)]
    plan = Linter(rules, Context()).plan(Shape("object", type_name="UserProfileConfig"))
    assert plan.validator.validate(json.loads(PLAIN_PROFILE.read_bytes())) == ValidationResult([], {}, {})
