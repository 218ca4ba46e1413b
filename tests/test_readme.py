"""What the README shows is what happens."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from comet_lint.cli.main import cli
from comet_lint.engine.rule_files import shipped_rules

TOP = Path(__file__).parent.parent
README = (TOP / "README.md").read_text(encoding="utf-8")
CONSOLE = re.findall(r"```console\n(.*?)```", README, re.DOTALL)


@pytest.mark.parametrize("block", CONSOLE, ids=lambda block: block.splitlines()[0])
def test_console_blocks(block: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(TOP / "tests" / "example-repo")
    command, *expected = block.splitlines()
    arguments = shlex.split(command.removeprefix("$ comet-lint "))
    output = CliRunner().invoke(cli, arguments).output.splitlines()
    position = 0
    for line in expected:
        if line == "...":
            continue
        assert line in output[position:], line
        position = output.index(line, position) + 1


def test_links_lead_somewhere() -> None:
    targets = [target for target in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in target]
    assert [target for target in targets if not (TOP / target).exists()] == []


def test_the_number_of_rules_is_about_right() -> None:
    match = re.search(r"About (\d+) rules", README)
    assert match is not None
    assert abs(len(shipped_rules()) - int(match[1])) <= 10
