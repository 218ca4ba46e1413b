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
    0: "C301 C329 D017 R001 R018 S602 T005 T011 V031 V050 V074",
    1: "D020 R001 R002 R018 S601 T010 T011 V003 V031 V070 V074",
    2: "C223 C301 D017 R002 S602 T011 V003 V005 V006 V031",
    3: "C301 C329 R001 R004 R018 T005 V003 V005 V031 V070 V074",
}


@pytest.fixture(scope="module", params=["default", "security", "all"])
def linter(request: pytest.FixtureRequest) -> Linter:
    return make_linter(select_rules(all_rules(()), request.param, (), (), ()), Context())


def found(linter: Linter, profile: object) -> list[str]:
    return sorted(each.rule for each in linter.check("x.json", json.dumps(profile).encode()).findings)


@pytest.mark.parametrize("number", range(4))
def test_clean_profiles_have_no_findings(linter: Linter, number: int) -> None:
    assert found(linter, clean_profile(number)) == []


@pytest.mark.parametrize("number", DIRTY)
def test_dirty_profiles_have_about_ten_findings_of_many_families(number: int) -> None:
    default = make_linter(select_rules(all_rules(())), Context())
    rules = found(default, dirty_profile(number))
    assert set(DIRTY[number].split()) <= set(rules)
    assert 9 <= len(rules) <= 13


def test_an_export_holds_the_profiles_that_the_files_hold(tmp_path: Path) -> None:
    files = write_folder(tmp_path / "folder", 3)[2:]
    write_export(tmp_path / "export.json", 3)
    profiles = [json.loads(file.read_bytes()) for file in files]
    assert json.loads((tmp_path / "export.json").read_bytes()) == {each["Username"]: each for each in profiles}
