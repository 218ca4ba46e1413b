"""Every example of every rule file, one test each."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from comet_lint.comet.model import load_model
from comet_lint.files.resources import rules_folder
from comet_lint.rules.messages import placeholders
from comet_lint.rules.rule import FAMILIES, rule_from_data
from comet_lint.rules.rule_files import examples_of, load_rule_data, rule_file_paths
from comet_lint.run.rule_examples import run_any_example

FILES = rule_file_paths(rules_folder())
DATA = {path: load_rule_data(path) for path in FILES}

GENERATED = {
    "many-users": lambda: json.dumps({f"user{n}": {"Username": f"user{n}", "Sources": None} for n in range(2001)}),
}
"""Documents too large to stand in a rule file."""


def _examples() -> Iterator[Any]:
    for data in DATA.values():
        for number, example in enumerate(examples_of(data)):
            kind = "bad" if example["findings"] else "good"
            yield pytest.param(data, example, id=f"{data['code']}-{kind}-{number}")


@pytest.mark.parametrize(("data", "example"), list(_examples()))
def test_example(data: Mapping[str, Any], example: Mapping[str, Any]) -> None:
    rule = rule_from_data(data)
    if "generated" in example:
        example = {**example, "text": GENERATED[example["generated"]]()}
    outcomes = run_any_example(rule, example, load_model())
    assert sorted(outcome.pointer for outcome in outcomes) == sorted(example["findings"])
    if "severity" in example:
        assert {str(outcome.severity) for outcome in outcomes} == {example["severity"]}
    for outcome in outcomes:
        assert not placeholders(outcome.message), outcome.message
        assert "  " not in outcome.message


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_rule_file(path: Any) -> None:
    data = DATA[path]
    rule = rule_from_data(data)
    assert path.stem == rule.name
    assert path.parent.name == FAMILIES[rule.family]


def test_codes_and_names_are_unique() -> None:
    for key in ("code", "name"):
        values = [data[key] for data in DATA.values()]
        assert sorted(values) == sorted(set(values))
