"""Mistakes in the conditions of users' own rules are told in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from comet_lint.rules.rule_check import user_rule
from comet_lint.rules.rule_files import RuleFileError

RULE = """
code: ACME1
name: own-rule
severity: warning
confidence: high
applies-to: {types}
when: {when}
message: Something is wrong.
why: It matters.
fix: Change it.
examples:
  bad: [{{document: {{}}, findings: [""]}}]
  good: [{{document: {{}}}}]
"""
PORTS = "[FTPDestinationLocation, EmailOptions]"


def read(folder: Path, types: str, when: str) -> None:
    path = folder / "own-rule.yaml"
    path.write_text(RULE.format(types=types, when=when), encoding="utf-8")
    user_rule(path)


@pytest.mark.parametrize(
    ("types", "when", "said"),
    [
        ("RetentionPolicy", "{properties: {Mod: {const: 1}}}", "RetentionPolicy has no field Mod. Did you mean Mode?"),
        (
            PORTS,
            "{properties: {Port: {const: 1}}}",
            "FTPDestinationLocation and EmailOptions do not have a field Port.",
        ),
        ("RetentionPolicy", "{properties: {Mode: {enum: [RETENTION_*]}}}", "there are no constants RETENTION_*."),
        ("RetentionPolicy", "{properties: {Ranges: {contains: {properties: {Job: {const: 1}}}}}}", "no field Job."),
    ],
)
def test_mistakes(tmp_path: Path, types: str, when: str, said: str) -> None:
    with pytest.raises(RuleFileError) as caught:
        read(tmp_path, types, when)
    assert "own-rule.yaml:7:1: " in str(caught.value)
    assert said in str(caught.value)


def test_one_condition_for_two_types(tmp_path: Path) -> None:
    read(tmp_path, PORTS, "{anyOf: [{properties: {FTPPort: {const: 1}}}, {properties: {SMTPPort: {const: 1}}}]}")
