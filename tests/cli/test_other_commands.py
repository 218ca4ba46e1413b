"""`rules`, `explain`, `--output`, and rules of one's own."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from comet_lint.comet.model import load_model
from comet_lint.lint.examples import run_example
from comet_lint.reports import FORMATS
from comet_lint.rules.rule import rule_from_data
from comet_lint.rules.rule_files import examples_of, shipped_rules
from tests.cli.running import profile, run, write

GUIDE = Path(__file__).parent.parent.parent / "docs" / "writing-rules.md"


def test_rules_lists_every_rule_once() -> None:
    listed = json.loads(run("rules", "--format=json").stdout)
    assert sorted(each["code"] for each in listed) == sorted(rule.code for rule in shipped_rules())


@pytest.mark.parametrize("family", ["R", "r", "references"])
def test_rules_of_a_family(family: str) -> None:
    listed = json.loads(run("rules", f"--family={family}", "--format=json").stdout)
    assert {each["code"][0] for each in listed} == {"R"}


def test_rules_of_a_severity_as_a_table() -> None:
    lines = run("rules", "--severity=error").stdout.splitlines()
    assert any(line.startswith("R002 ") for line in lines)
    assert not any(line.startswith("S603 ") for line in lines)


@pytest.mark.parametrize("name", ["S603", "s603", "ftp-plaintext"])
def test_explain(name: str) -> None:
    text = run("explain", name).stdout
    assert "ftp-plaintext" in text
    assert "FTPSMode" in text


@pytest.mark.parametrize("rule", shipped_rules(), ids=lambda rule: rule.code)
def test_every_rule_can_be_explained(rule: object) -> None:
    code = rule.code  # type: ignore[attr-defined]
    result = run("explain", code)
    assert result.exit_code == 0
    assert code in result.stdout


@pytest.mark.parametrize("format_name", FORMATS)
def test_an_output_file_is_what_the_terminal_would_show(format_name: str) -> None:
    write("bob.json", profile("bob", "nas"))
    printed = run("check", "--select=S603", f"--format={format_name}", "bob.json")
    quiet = run("check", "--select=S603", "--format=json", f"--output={format_name}=report", "bob.json")
    assert printed.exit_code == quiet.exit_code == 1
    assert Path("report").read_text(encoding="utf-8") == printed.stdout


def test_several_outputs_at_once() -> None:
    write("bob.json", profile("bob", "nas"))
    run("check", "--select=S603", "--output=json=a.json", "--output=sarif=b.sarif", "bob.json")
    assert json.loads(Path("a.json").read_bytes())["findings"][0]["rule"] == "S603"
    assert json.loads(Path("b.sarif").read_bytes())["runs"][0]["results"][0]["ruleId"] == "S603"


def worked_example() -> str:
    found = re.search(r"```yaml\n(code: .*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    return found[1]


def test_the_examples_of_the_guide_are_true() -> None:
    data = yaml.safe_load(worked_example())
    rule = rule_from_data(data)
    for example in examples_of(data):
        found = run_example(rule, example, load_model())
        assert [outcome.pointer for outcome in found] == example["findings"], example
