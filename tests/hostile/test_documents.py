"""Every text and key of every type of document may be anything: all is reported, in bounded time and memory."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from comet_lint.source.kinds import ROOT_TYPES
from tests.hostile.texts import ALL, REPETITIVE, SHORT

ROOT = Path(__file__).parents[2]
MIXED = [*SHORT, *SHORT, *reversed(SHORT), *REPETITIVE]
IN_YAML = [name for name in SHORT if name != "surrogate"]  # PyYAML cannot write it.

Case = tuple[str, list[str], str, bool]


def run_child(folder: Path, module: str, *arguments: str, standard_input: str = "") -> dict[str, list[str]]:
    """What a child process says, by what it was at; where it was when it was ended, that."""
    done = subprocess.run(
        [sys.executable, "-m", f"tests.hostile.{module}", *arguments],
        input=standard_input,
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    lines = done.stdout.splitlines()
    said = {name: json.loads(wrong) for name, wrong in zip(lines[::2], lines[1::2], strict=False)}
    if done.returncode:
        said[lines[-1] if len(lines) % 2 else "start"] = [f"ended with {done.returncode}: {done.stderr[-2000:]}"]
    return said


def wrong_of(folder: Path, cases: list[Case]) -> dict[str, list[str]]:
    said = run_child(folder, "child", standard_input=json.dumps(cases))
    assert len(said) == len(cases) or any(said.values())
    return {name: wrong for name, wrong in said.items() if wrong}


@pytest.mark.slow
@pytest.mark.parametrize("type_name", ROOT_TYPES)
def test_all_texts_in_one_document(type_name: str, tmp_path: Path) -> None:
    cases = [
        ("constants.json", MIXED, type_name, True),
        ("texts.json", MIXED, type_name, False),
        ("texts.yaml", IN_YAML, type_name, False),
    ]
    assert wrong_of(tmp_path, cases) == {}


@pytest.mark.slow
@pytest.mark.thorough
@pytest.mark.parametrize("ending", ["json", "yaml"])
@pytest.mark.parametrize("type_name", ROOT_TYPES)
def test_each_text_everywhere(type_name: str, ending: str, tmp_path: Path) -> None:
    names = IN_YAML if ending == "yaml" else list(SHORT)
    assert wrong_of(tmp_path, [(f"{name}.{ending}", [name], type_name, True) for name in names]) == {}


@pytest.mark.slow
@pytest.mark.thorough
@pytest.mark.parametrize("type_name", ["UserProfileConfig", "GroupPolicy"])
def test_each_repetitive_text_everywhere(type_name: str, tmp_path: Path) -> None:
    assert wrong_of(tmp_path, [(f"{name}.json", [name, "empty"], type_name, True) for name in REPETITIVE]) == {}


@pytest.mark.slow
def test_no_rule_crashes_on_a_text_in_its_examples(tmp_path: Path) -> None:
    said = run_child(tmp_path, "rules_child")
    assert len(said) > 200
    assert {code: crashes for code, crashes in said.items() if crashes} == {}


@pytest.mark.slow
@pytest.mark.thorough
def test_no_rule_crashes_on_a_text_in_any_place_of_its_examples(tmp_path: Path) -> None:
    said = run_child(tmp_path, "rules_child", "--thoroughly")
    assert {code: crashes for code, crashes in said.items() if crashes} == {}


def test_a_child_that_fails_is_noticed(tmp_path: Path) -> None:
    said = run_child(tmp_path, "child", standard_input=json.dumps([["a.json", ["no such text"], "GroupPolicy", True]]))
    assert "KeyError" in said["start"][0]
    assert set(ALL) == {*SHORT, *REPETITIVE}
