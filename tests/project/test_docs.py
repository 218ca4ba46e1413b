"""What the documentation shows is true: commands run, outputs are as shown, settings are accepted.

Commands of ```console blocks run in a copy of `tests/example-repo`, one copy for each page. Output that is shown
must be what is printed; a line `…` or `...` stands for any number of lines.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from comet_lint.cli.settings_options import run_config
from comet_lint.config.loading import load_settings
from comet_lint.config.schema import config_schema
from tests.example_repo import REPOSITORY

ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([ROOT / "README.md", *DOCS.glob("*.md")])
NOT_OURS = ("docker ", "pip ", "pipx ", "uv ", "uvx ", "pre-commit ", "git ")
ANYTHING = ("…", "...")


def blocks(page: Path, language: str) -> list[str]:
    text = page.read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


class Step(NamedTuple):
    command: str
    expected: list[str]


def steps(block: str) -> Iterator[Step]:
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, *expected = part.splitlines()
        while command.endswith("\\"):
            command = command[:-1] + expected.pop(0).removeprefix("> ")
        yield Step(command, [line.rstrip() for line in expected])


def agrees(printed: list[str], expected: list[str]) -> bool:
    pattern = "".join(r"(?:.*\n)*?" if line in ANYTHING else re.escape(line) + r"\n" for line in expected if line)
    text = "".join(line.rstrip() + "\n" for line in printed if line.strip())
    return re.fullmatch(pattern, text) is not None


def repository(tmp_path: Path) -> Path:
    """The example repository, with the rule of writing-rules.md in a folder of its own."""
    folder = shutil.copytree(REPOSITORY, tmp_path / "repository")
    (folder / "our-rules").mkdir()
    rule, *_ = blocks(DOCS / "writing-rules.md", "yaml")
    (folder / "our-rules" / "plain-ftp.yaml").write_text(rule, encoding="utf-8")
    return folder


def shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.slow
@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "console")], ids=lambda page: page.name)
def test_commands_run_and_print_what_is_shown(page: Path, tmp_path: Path) -> None:
    folder = repository(tmp_path)
    for block in blocks(page, "console"):
        for command, expected in steps(block):
            if command.startswith(NOT_OURS):
                continue
            ended = shell(command, folder)
            assert ended.returncode in (0, 1), f"$ {command}\n{ended.stdout}{ended.stderr}"
            assert "Traceback" not in ended.stderr
            if expected:
                assert agrees(ended.stdout.splitlines(), expected), f"$ {command}\n{ended.stdout}"


def test_disagreement_is_noticed() -> None:
    assert agrees(["one", "", "two", "three"], ["one", "…", "three"])
    assert not agrees(["one", "two"], ["one", "three"])
    assert not agrees(["one", "two"], ["one"])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def options() -> dict[str, Any]:
    lists = ("select", "extend_select", "ignore", "exclude", "rule_folders", "api_admins", "known_hosts", "paths")
    return {
        **dict.fromkeys(lists, ()),
        **dict.fromkeys(("config", "kind_name", "preset", "comet_version", "now")),
        **dict.fromkeys(("no_config", "hosted", "behind_proxy", "force_exclude", "skip_unknown"), False),
    }


class TestConfiguration:
    PAGE = DOCS / "configuration.md"

    def test_every_setting_has_its_section_and_example(self) -> None:
        sections = re.split(r"^### ", self.PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
        shown = {
            section.split("`")[1]: set(yaml.safe_load(section.split("```yaml\n")[1].split("```")[0]))
            for section in sections
        }
        assert shown == {key: {key} for key in config_schema()["properties"]}

    def test_every_key_of_the_context_and_of_suppressions_is_explained(self) -> None:
        text = self.PAGE.read_text(encoding="utf-8") + (DOCS / "suppressions.md").read_text(encoding="utf-8")
        properties = config_schema()["properties"]
        keys = {*properties["context"]["properties"], *properties["suppressions"]["items"]["properties"]}
        assert {key for key in keys if f"`{key}`" not in text} == set()

    @pytest.mark.parametrize(
        ("page", "number"),
        [
            (name, number)
            for name in ("configuration.md", "suppressions.md")
            for number, block in enumerate(blocks(DOCS / name, "yaml"))
            if "Destinations" not in block
        ],
    )
    def test_examples_are_accepted(self, page: str, number: int, tmp_path: Path) -> None:
        folder = repository(tmp_path)
        (folder / ".comet-lint.yaml").write_text(blocks(DOCS / page, "yaml")[number], encoding="utf-8")
        run_config({**options(), "config": folder / ".comet-lint.yaml"})
        ended = shell("comet-lint check .", folder)
        assert ended.returncode in (0, 1), ended.stderr

    def test_toml_means_the_same_as_yaml(self, tmp_path: Path) -> None:
        as_yaml, as_toml = tmp_path / ".comet-lint.yaml", tmp_path / "pyproject.toml"
        as_yaml.write_text(blocks(self.PAGE, "yaml")[0], encoding="utf-8")
        as_toml.write_text(blocks(self.PAGE, "toml")[0], encoding="utf-8")
        found = [load_settings(path) for path in (as_yaml, as_toml)]
        assert found[0].choice.preset == "security"
        assert [(each.choice, each.fail_on, each.exclude, each.context) for each in found] == [
            (found[0].choice, found[0].fail_on, found[0].exclude, found[0].context)
        ] * 2


def test_comment_in_a_yaml_document_hides_its_finding(tmp_path: Path) -> None:
    document = next(block for block in blocks(DOCS / "suppressions.md", "yaml") if "Destinations" in block)
    folder = tmp_path / "documents"
    folder.mkdir()
    marked = document.rstrip() + "\n    DestinationType: 1000\n    S3Server: s3.example.com\n"
    (folder / "a.yaml").write_text(marked, encoding="utf-8")
    ended = shell("comet-lint check --no-config --type UserProfileConfig --select S601 a.yaml", folder)
    assert "1 suppressed" in ended.stdout, ended.stdout + ended.stderr


class TestCi:
    PAGE = DOCS / "ci.md"

    def test_gitlab_job_leaves_the_reports_that_it_names(self, tmp_path: Path) -> None:
        folder = repository(tmp_path)
        job = next(yaml.safe_load(block) for block in blocks(self.PAGE, "yaml") if "gitlab" in block)["comet-lint"]
        commands = [line for line in job["script"] if not line.startswith(NOT_OURS)]
        assert [shell(command, folder).returncode for command in commands] == [1]
        assert [name for name in job["artifacts"]["reports"].values() if not (folder / name).is_file()] == []

    def test_jenkins_step_leaves_the_reports_that_are_collected(self, tmp_path: Path) -> None:
        folder = repository(tmp_path)
        (script,) = blocks(self.PAGE, "groovy")
        (command,) = re.findall(r"sh '([^']*)'", script)
        assert shell(command, folder).returncode == 1
        (collected,) = re.findall(r"junit '([^']*)'", script)
        assert (folder / collected).is_file()
        assert (folder / "checkstyle.xml").is_file()

    def test_github_workflows_use_inputs_that_exist(self) -> None:
        action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
        workflows = [yaml.safe_load(text) for page in PAGES for text in blocks(page, "yaml") if "runs-on" in text]
        used = [
            step["with"]
            for workflow in workflows
            for job in workflow["jobs"].values()
            for step in job["steps"]
            if "/comet-lint@" in step.get("uses", "")
        ]
        assert len(used) == len(workflows) > 0
        assert [given for given in used if not set(given) <= set(action["inputs"])] == []

    @pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
    def test_a_pull_request_is_judged_by_the_files_of_the_base_branch(self, tmp_path: Path) -> None:
        workflow = next(yaml.safe_load(block) for block in blocks(self.PAGE, "yaml") if "FETCH_HEAD" in block)
        (commands,) = [step["run"] for step in workflow["jobs"]["check"]["steps"] if "run" in step]
        origin = tmp_path / "origin"
        git = "git -c user.name=x -c user.email=x@example.com -c commit.gpgsign=false"
        shutil.copytree(REPOSITORY, origin)
        (origin / "our-rules").mkdir()
        (origin / "our-rules" / "README.md").write_text("Ours.\n")
        set_up = f"{git} init -b main . && {git} add --all && {git} commit -m base && git clone . ../change"
        assert shell(set_up, origin).returncode == 0
        change = tmp_path / "change"
        (change / ".comet-lint.yaml").write_text("ignore: [ALL]\n")
        (change / "our-rules" / "evil.yaml").write_text("code: X\n")
        assert shell(f"{git} add --all && {git} commit -m evil", change).returncode == 0
        check = "comet-lint check --config .comet-lint.yaml ."
        assert shell(check, change).returncode == 0
        assert shell(f"export GITHUB_BASE_REF=main\n{commands}", change).returncode == 0
        assert not (change / "our-rules" / "evil.yaml").exists()
        assert shell(check, change).returncode == 1

    def test_every_input_is_explained_with_its_default(self) -> None:
        action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
        rows = re.findall(r"^\| `([\w-]+)` \| (?:`([^`]*)`)? ?\|", self.PAGE.read_text("utf-8"), re.MULTILINE)
        assert dict(rows) == {key: value["default"] for key, value in action["inputs"].items()}


@pytest.mark.parametrize(("shell_name", "word"), [("bash", "complete"), ("zsh", "compdef"), ("fish", "complete")])
def test_completion_scripts(shell_name: str, word: str, tmp_path: Path) -> None:
    ended = shell(f"_COMET_LINT_COMPLETE={shell_name}_source comet-lint", tmp_path)
    assert f"_COMET_LINT_COMPLETE={shell_name}_complete" in ended.stdout
    assert word in ended.stdout


def test_completion_offers_commands_and_options(tmp_path: Path) -> None:
    ended = shell("COMP_WORDS='comet-lint ch' COMP_CWORD=1 _COMET_LINT_COMPLETE=bash_complete comet-lint", tmp_path)
    assert ended.stdout == "plain,check\n"
