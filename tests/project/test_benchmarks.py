"""What the benchmarks measure is what they say: clean profiles, and ones with findings of many families."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.fleet import clean_profile, dirty_profile, write_export, write_folder
from comet_lint.lint.linter import Linter
from comet_lint.rules.context import Context
from comet_lint.rules.own_rules import all_rules
from comet_lint.rules.selection import select_rules
from tests.linting import make_linter

DIRTY = {
    0: "C301 C306 C329 D017 R002 T010 T011 V031 V070 V090",
    1: "C309 D017 D020 R004 R009 T009 T011 V070 V070 V074",
    2: "C228 C306 C309 D020 T008 T009 V006 V059 V070 V070",
    3: "C228 D017 R004 T005 T006 T010 V005 V006 V059 V070",
}


@pytest.fixture(scope="module")
def linter() -> Linter:
    return make_linter(select_rules(all_rules(())), Context())


def found(linter: Linter, profile: object) -> list[str]:
    return sorted(each.rule for each in linter.check("x.json", json.dumps(profile).encode()).findings)


@pytest.mark.parametrize("number", range(20))
def test_clean_profiles_have_no_findings(linter: Linter, number: int) -> None:
    assert found(linter, clean_profile(number)) == []


@pytest.mark.parametrize("number", DIRTY)
def test_dirty_profiles_have_about_ten_findings_of_many_families(linter: Linter, number: int) -> None:
    rules = found(linter, dirty_profile(number))
    assert set(DIRTY[number].split()) <= set(rules)
    assert 9 <= len(rules) <= 13


def test_profiles_are_ordinary() -> None:
    """All types of storage and engines, regular expressions, retention of items' own, 25 to 70 KB."""
    profiles = [clean_profile(number) for number in range(150)]
    vaults = [vault for profile in profiles for vault in profile["Destinations"].values()]
    items = [item for profile in profiles for item in profile["Sources"].values()]
    assert {vault["DestinationType"] for vault in vaults} == set(range(1000, 1012))
    assert len({item["Engine"] for item in items}) == 12
    assert any("REXCLUDE0" in item["EngineProps"] for item in items)
    assert any("OverrideDestinationRetention" in item for item in items)
    assert all(25_000 < len(json.dumps(profile, indent="\t")) < 75_000 for profile in profiles)


def test_a_profile_is_the_same_each_time() -> None:
    assert clean_profile(7) == clean_profile(7)
    assert dirty_profile(7) == dirty_profile(7) != clean_profile(7)


def test_an_export_holds_the_profiles_that_the_files_hold(tmp_path: Path) -> None:
    files = write_folder(tmp_path / "folder", 3)[2:]
    write_export(tmp_path / "export.json", 3)
    profiles = [json.loads(file.read_bytes()) for file in files]
    assert json.loads((tmp_path / "export.json").read_bytes()) == {each["Username"]: each for each in profiles}
