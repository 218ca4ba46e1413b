"""Every example of every rule file, one test each."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from comet_lint.comet.model import Secrecy, load_model
from comet_lint.files.resources import rules_folder
from comet_lint.lint.examples import run_example, run_text_example
from comet_lint.rules.messages import placeholders
from comet_lint.rules.rule import FAMILIES, WORKSPACE, rule_from_data
from comet_lint.rules.rule_files import examples_of, load_rule_data, rule_file_paths

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
    if WORKSPACE in rule.applies_to or "documents" in example:
        from comet_lint.workspace.examples import run_workspace_example

        outcomes = run_workspace_example(rule, example, load_model())
    elif "generated" in example:
        outcomes = run_text_example(rule, {**example, "text": GENERATED[example["generated"]]()})
    elif "text" in example:
        outcomes = run_text_example(rule, example)
    else:
        outcomes = run_example(rule, example, load_model())
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
    assert data["examples"]["bad"]
    assert data["examples"]["good"]
    model = load_model()
    for name in rule.applies_to:
        assert name == WORKSPACE or name in model
        if name == WORKSPACE:
            continue
        for text in rule.messages.values():
            for placeholder in placeholders(text):
                field = model.type(name).fields.get(placeholder)
                assert field is None or field.secrecy is not Secrecy.SECRET


def test_codes_and_names_are_unique() -> None:
    for key in ("code", "name"):
        values = [data[key] for data in DATA.values()]
        assert sorted(values) == sorted(set(values))
