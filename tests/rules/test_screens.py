"""A screen never hides a finding: where it passes, its rules have nothing to say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.fleet import clean_profile
from comet_lint.comet.model import load_model
from comet_lint.comet.node import document_node
from comet_lint.files.resources import rules_folder
from comet_lint.lint.engine import Engine
from comet_lint.lint.results import Crash
from comet_lint.rules.context import Context
from comet_lint.rules.named_functions import load_screen
from comet_lint.rules.rule import Rule
from comet_lint.rules.rule_files import examples_of, load_rule_data, rule_file_paths, shipped_rules
from tests.mutations import changed

MODEL = load_model()
SCREENED = [rule for rule in shipped_rules() if rule.screen]
SCREENS = sorted({rule.screen for rule in SCREENED})
SAMPLES = Path(__file__).parent.parent / "data" / "samples"
PROFILES = [
    *(clean_profile(number) for number in range(4)),
    json.loads((SAMPLES / "profile-alice.json").read_bytes()),
    json.loads((SAMPLES / "zero-UserProfileConfig.json").read_bytes()),
]
VAULT = {"DestinationType": 1002, "LocalcopyPath": "/backup/a"}
SPELLINGS = [
    "/backup/a",
    "/backup/a/",
    "/backup//a/.",
    " /backup/a ",
    "C:\\backup\\A",
    "c:/backup/a",
    "a/. ",
    "a/ .",
    "/",
    "",
]


def said(
    rules: list[Rule], document: Any, key: str | None = None, type_name: str = "UserProfileConfig"
) -> list[tuple[str, tuple[Any, ...]]]:
    """What rules say when no screen keeps them from running."""
    crashes: list[Crash] = []
    unscreened = [rule._replace(screen="") for rule in rules]
    judgements = Engine(MODEL, unscreened, Context()).judge(document_node(document, type_name, MODEL, key), crashes)
    found = [(judgement.rule.code, judgement.node.path + judgement.problem.at) for judgement in judgements]
    assert crashes == []
    return found


def insist_on_silence(document: Any, key: str | None = None) -> None:
    for screen in SCREENS:
        if load_screen(screen)(document, key):
            assert said([rule for rule in SCREENED if rule.screen == screen], document, key) == []


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("number", range(4))
def test_a_clean_profile_passes(screen: str, number: int) -> None:
    assert load_screen(screen)(clean_profile(number), f"user{number:05d}")


@given(st.data())
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
def test_changed_profiles(data: st.DataObject) -> None:
    profile = data.draw(st.sampled_from(PROFILES))
    parts = ("Sources", "Destinations", "Devices", "BackupRules", "OverrideEmailSettings", "Emails", "Username")
    # Changes where they count: in the parts that the screens look at.
    part = {name: profile[name] for name in data.draw(st.sets(st.sampled_from(parts), min_size=1))}
    insist_on_silence({**profile, **data.draw(changed(part))}, data.draw(st.sampled_from([None, "", "user00001"])))


@given(st.lists(st.sampled_from(SPELLINGS), min_size=2, max_size=3), st.sampled_from([1000, 1001, 1002, 1003]))
def test_ways_to_write_a_place(names: list[str], kind: int) -> None:
    fields = ("LocalcopyPath", "S3BucketName", "CometBucket", "SFTPServer")
    vaults = {
        str(number): {"DestinationType": kind, "S3Server": "s3.example.com", "CometServer": "https://c.example.com/"}
        | dict.fromkeys(fields, name)
        for number, name in enumerate(names)
    }
    insist_on_silence({"Destinations": vaults, "Devices": {"d": {}}})


EXAMPLES = [
    (rule, example)
    for path in rule_file_paths(rules_folder())
    for data in [load_rule_data(path)]
    for rule in SCREENED
    if rule.code == data["code"]
    for example in examples_of(data)
    if example["findings"]
]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=lambda value: getattr(value, "code", ""))
def test_no_screen_passes_where_a_rule_speaks(rule: Rule, example: Any) -> None:
    assert not load_screen(rule.screen)(example["document"], example.get("key"))
    assert said([rule], example["document"], example.get("key"), example.get("type", rule.applies_to[0]))
