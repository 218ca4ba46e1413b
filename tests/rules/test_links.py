"""Names within a document: the plain values tell exactly those objects about which a rule has something to say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.fleet import clean_profile
from comet_lint.comet.model import load_model
from comet_lint.comet.node import Node, document_node
from comet_lint.lint.linter import Linter
from comet_lint.rules.checking import check_of
from comet_lint.rules.context import Context
from comet_lint.rules.links import Link, candidates, link_of
from comet_lint.rules.rule_files import shipped_rules
from tests.linting import drafts_of
from tests.mutations import changed

MODEL = load_model()
PROFILE = "UserProfileConfig"
LINKED = [rule for rule in shipped_rules() if link_of(rule, PROFILE, MODEL) is not None]
LINTER = Linter(LINKED, Context())
SAMPLES = Path(__file__).parent.parent / "data" / "samples"
PROFILES = [
    *(clean_profile(number) for number in range(4)),
    json.loads((SAMPLES / "profile-alice.json").read_bytes()),
    json.loads((SAMPLES / "zero-UserProfileConfig.json").read_bytes()),
]

BACKED_UP_BY = Link("Q1", "unreferenced", "Sources", "", (("BackupRules", "Source"),))
TO_VAULT = Link("Q2", "reference", "BackupRules", "Destination", (("Destinations", ""),))
TO_ADDRESS = Link("Q3", "reference", "", "OverrideEmailSettings", (("Emails", ""),))
PLACE = (("DestinationType", "", ()), ("LocalcopyPath", "DestinationType", (1002,)))
OF_ONE_KIND = Link("Q4", "unique", "Destinations", "", PLACE)
UNDER_NAME = Link("Q5", "key", "", "Username")
UNDER_NOTHING = Link("Q6", "key")


def vaults(kind: int, *paths: str) -> dict[str, Any]:
    places = ({"DestinationType": kind, "LocalcopyPath": path} for path in paths)
    return {"Destinations": {str(number): place for number, place in enumerate(places)}}


@pytest.mark.parametrize(
    ("link", "document", "key", "expected"),
    [
        (
            BACKED_UP_BY,
            {"Sources": {"a": {}, "b": {}}, "BackupRules": {"r": {"Source": "a"}}},
            None,
            [("Sources", "b")],
        ),
        (BACKED_UP_BY, {"Sources": {"a": {}}, "BackupRules": None}, None, [("Sources", "a")]),
        (BACKED_UP_BY, {"Sources": "x"}, None, []),
        (TO_VAULT, {"Destinations": {"v": {}}, "BackupRules": {"r": {"Destination": "v"}}}, None, []),
        (TO_VAULT, {"Destinations": {}, "BackupRules": {"r": {"Destination": "v"}}}, None, [("BackupRules", "r")]),
        (TO_VAULT, {"Destinations": {}, "BackupRules": {"r": {"Destination": ""}, "s": [], "t": {}}}, None, []),
        (TO_VAULT, {"BackupRules": {"r": {"Destination": "v"}}}, None, []),
        (TO_VAULT, {"Destinations": "v", "BackupRules": {"r": {"Destination": "v"}}}, None, [("BackupRules", "r")]),
        (TO_ADDRESS, {"Emails": ["a@b"], "OverrideEmailSettings": {"a@b": {}}}, None, []),
        (TO_ADDRESS, {"Emails": ["a@b"], "OverrideEmailSettings": {"c@d": {}}}, None, [()]),
        (OF_ONE_KIND, {"Destinations": {"v": {"DestinationType": 1000}, "w": {"DestinationType": 1003}}}, None, []),
        (OF_ONE_KIND, {"Destinations": {"v": {"DestinationType": 1000}, "w": {"DestinationType": 1000}}}, None, [()]),
        (OF_ONE_KIND, vaults(1000, "/a", "/b"), None, [()]),
        (OF_ONE_KIND, vaults(1002, "/a", "/b"), None, []),
        (OF_ONE_KIND, vaults(1002, "D:\\A", "d:/a/."), None, [()]),
        (UNDER_NAME, {"Username": "a"}, "a", []),
        (UNDER_NAME, {"Username": "a"}, "b", [()]),
        (UNDER_NAME, {"Username": "a"}, None, []),
        (UNDER_NOTHING, {}, "", [()]),
        (UNDER_NOTHING, {}, "x", []),
    ],
)
def test_candidates(link: Link, document: Any, key: str | None, expected: list[Any]) -> None:
    assert list(candidates(document, key, [link])) == [(link.code, path) for path in expected]


def nodes_below(node: Node) -> Iterator[Node]:
    yield node
    for field in node.type.object_fields:
        for child in node.children(field.name) if node.value.get(field.name) else ():
            yield from nodes_below(child)


def said_by_checks_alone(document: Any, key: str | None) -> list[tuple[str, Any]]:
    """What the rules say if every object that they are about is looked at."""
    found = []
    for rule in LINKED:
        check = check_of(rule, MODEL)
        for node in nodes_below(document_node(document, PROFILE, MODEL, key)):
            site = f"{node.parent.type.name}.{node.steps[0]}" if node.parent is not None else ""
            is_there = site in rule.inside or not rule.inside
            if node.live and is_there and not set(rule.applies_to).isdisjoint(node.type.lineage):
                found += [(rule.code, node.path + each.at) for each in check(node, Context()) or ()]
    return sorted(found, key=repr)


def said(document: Any, key: str | None) -> list[tuple[str, Any]]:
    start = 0 if key is None else 1
    return sorted([(each.rule.code, each.path[start:]) for each in drafts_of(LINTER, document, PROFILE, key)], key=repr)


@given(st.data())
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
def test_changed_profiles(data: st.DataObject) -> None:
    profile = data.draw(st.sampled_from(PROFILES))
    parts = ("Sources", "Destinations", "Devices", "BackupRules", "OverrideEmailSettings", "Emails", "Username")
    # Changes where they count: in the parts that the links are between.
    part = {name: profile[name] for name in data.draw(st.sets(st.sampled_from(parts), min_size=1))}
    document = {**profile, **data.draw(changed(part))}
    key = data.draw(st.sampled_from([None, "", "user00001"]))
    assert said(document, key) == said_by_checks_alone(document, key)


SPELLINGS = ("/b/a", "/b/a/", "/b//a/.", " /b/a ", "C:\\b\\A", "c:/b/a", "a/. ", "a/ .", "/", "")


@given(st.lists(st.sampled_from(SPELLINGS), min_size=2, max_size=3), st.sampled_from([1000, 1001, 1002, 1003, 1005]))
@settings(deadline=None)
def test_ways_to_write_a_place(names: list[str], kind: int) -> None:
    fields = ("LocalcopyPath", "S3BucketName", "CometBucket", "SFTPServer", "AZBContainer", "AZBAccountName")
    places = {
        str(number): {"DestinationType": kind, "S3Server": "s3.example.com", "CometServer": "https://c.example.com/"}
        | dict.fromkeys(fields, name)
        for number, name in enumerate(names)
    }
    document = {"Destinations": places, "Devices": {"d": {}}}
    assert said(document, None) == said_by_checks_alone(document, None)
