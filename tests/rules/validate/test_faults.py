"""Every mistake in a rule file is told in a sentence, with its line and column: the cases of tests/data/rule-faults."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from comet_lint.files.resources import rules_folder
from comet_lint.rules.rule_files import load_rule_data, read_rule_file, rule_file_paths
from comet_lint.rules.validate.rule_file import fault_lines
from tests.rules.validate.rules import CHECK, REFERENCE, RULE, said

CASES = Path(__file__).parent.parent.parent / "data" / "rule-faults"
RULES = {"ftp": RULE, "reference": REFERENCE, "check": CHECK}


def cases() -> Iterator[Any]:
    for path in sorted(CASES.glob("*.yaml")):
        for number, case in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), 1):
            yield pytest.param(case, id=f"{path.stem}-{number}")


@pytest.mark.parametrize("case", list(cases()))
def test_fault(case: dict[str, Any]) -> None:
    text = RULES[case["rule"]]
    assert text.count(case["line"]) == 1
    assert said(text.replace(case["line"], case["written"])) == case["faults"]


@pytest.mark.parametrize("path", rule_file_paths(rules_folder()), ids=lambda path: path.stem)
def test_the_rules_that_come_with_comet_lint_have_none(path: Path) -> None:
    assert fault_lines(read_rule_file(path), is_own=False) == []


@pytest.mark.parametrize("path", rule_file_paths(rules_folder()), ids=lambda path: path.stem)
def test_rule_files_are_read_as_other_readers_of_yaml_do(path: Path) -> None:
    assert load_rule_data(path) == yaml.safe_load(path.read_text(encoding="utf-8"))


def test_a_condition_that_grows_without_end_is_refused() -> None:
    definitions = "".join(
        f"    d{number}: {{allOf: [{{$ref: '#/$defs/d{number + 1}'}}, {{$ref: '#/$defs/d{number + 1}'}}]}}\n"
        for number in range(25)
    )
    text = RULE.replace("{const: 0}", f"{{$ref: '#/$defs/d0'}}\n  $defs:\n{definitions}    d25: {{const: 0}}")
    assert said(text) == ["6:1: this condition has more than 10,000 parts."]


def test_references_that_lead_to_each_other_for_ever_are_refused() -> None:
    definitions = "".join(f"    d{number}: {{$ref: '#/$defs/d{number + 1}'}}\n" for number in range(5000))
    text = RULE.replace("{const: 0}", f"{{$ref: '#/$defs/d0'}}\n  $defs:\n{definitions}    d5000: {{const: 0}}")
    assert said(text) == ["39:11: more than 30 references lead to each other."]
