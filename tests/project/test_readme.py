"""What the README shows is what happens."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from comet_lint.cli.main import cli

TOP = Path(__file__).parent.parent.parent
README = (TOP / "README.md").read_text(encoding="utf-8")
CONSOLE = re.findall(r"```console\n(.*?)```", README, re.DOTALL)


@pytest.mark.parametrize("block", CONSOLE, ids=lambda block: block.splitlines()[0])
def test_console_blocks(block: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(TOP / "tests" / "example-repo", tmp_path / "repo")
    monkeypatch.chdir(tmp_path / "repo")
    output: list[str] = []
    position = 0
    for line in block.splitlines():
        if line.startswith("$ "):
            arguments = shlex.split(line.removeprefix("$ comet-lint "))
            output, position = CliRunner().invoke(cli, arguments).output.splitlines(), 0
        elif line != "...":
            assert line in output[position:], line
            position = output.index(line, position) + 1


def test_links_lead_somewhere() -> None:
    targets = [target for target in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in target]
    assert [target for target in targets if not (TOP / target).exists()] == []
