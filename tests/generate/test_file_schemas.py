"""The schemas of the configuration and of rule files: shipped, printed, and true to what is accepted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from comet_lint.cli.init import STARTER
from comet_lint.cli.main import cli
from comet_lint.files.resources import rules_folder, schemas_folder


def printed(*arguments: str) -> Any:
    result = CliRunner().invoke(cli, ["schema", *arguments])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.mark.parametrize("what", ["config", "rule"])
def test_is_printed_as_shipped_and_valid(what: str) -> None:
    schema = printed(f"--{what}")
    assert schema == json.loads((schemas_folder() / "files" / f"comet-lint-{what}.schema.json").read_bytes())
    Draft202012Validator.check_schema(schema)


def test_configurations_that_come_with_comet_lint_match() -> None:
    validator = Draft202012Validator(printed("--config"))
    example = Path(__file__).parent.parent / "example-repo" / ".comet-lint.yaml"
    for text in (STARTER, example.read_text(encoding="utf-8")):
        validator.validate(yaml.safe_load(text))


def test_all_rule_files_match() -> None:
    validator = Draft202012Validator(printed("--rule"))
    files = sorted(rules_folder().rglob("*.yaml"))
    wrong = {
        file.name: error.message
        for file in files
        for error in validator.iter_errors(yaml.safe_load(file.read_text(encoding="utf-8")))
    }
    assert files
    assert wrong == {}


@pytest.mark.parametrize("arguments", [["--config", "--rule"], ["--config", "UserProfileConfig"]])
def test_only_one_at_a_time(arguments: list[str]) -> None:
    result = CliRunner().invoke(cli, ["schema", *arguments])
    assert result.exit_code == 2
    assert "Ask for one schema at a time" in result.output
