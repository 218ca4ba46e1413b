"""The GitHub Action: its shell steps are taken from action.yml and run with bash."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from tests.example_repo import REPOSITORY

ROOT = Path(__file__).parent.parent.parent
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS: dict[str, dict[str, Any]] = {step["name"]: step for step in ACTION["runs"]["steps"]}
BASH = shutil.which("bash") or ""

pytestmark = pytest.mark.skipif(not BASH, reason="bash is not installed")


class Ended(NamedTuple):
    code: int
    text: str
    outputs: dict[str, str]
    path: str
    summary: str


def run_step(name: str, runner: Path, cwd: Path, *, programs: str, **inputs: str) -> Ended:
    """Run a step as GitHub does: its inputs in the environment, its outputs in files."""
    step = STEPS[name]
    given = {key: value.get("default", "") for key, value in ACTION["inputs"].items()}
    given |= {key.replace("_", "-"): value for key, value in inputs.items()}
    files = {key: runner / key for key in ("GITHUB_OUTPUT", "GITHUB_PATH", "GITHUB_STEP_SUMMARY")}
    for file in files.values():
        file.touch()
    environment = {
        **{key: value for key, value in os.environ.items() if key != "VIRTUAL_ENV"},
        **{key: str(file) for key, file in files.items()},
        **{
            key: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda match: given[match[1]], text)
            for key, text in step.get("env", {}).items()
        },
        "RUNNER_TEMP": str(runner),
        "GITHUB_ACTION_PATH": str(ROOT),
        "PATH": programs,
    }
    ended = subprocess.run(
        [BASH, "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]],
        cwd=cwd,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    outputs = dict(line.split("=", 1) for line in files["GITHUB_OUTPUT"].read_text().splitlines())
    return Ended(
        ended.returncode,
        ended.stdout,
        outputs,
        files["GITHUB_PATH"].read_text(),
        files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8"),
    )


WITH_COMET_LINT = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])


@pytest.fixture
def runner(tmp_path: Path) -> Path:
    folder = tmp_path / "runner"
    folder.mkdir()
    return folder


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    return shutil.copytree(REPOSITORY, tmp_path / "a repository")


def check(runner: Path, repository: Path, **inputs: str) -> Ended:
    return run_step("Check", runner, repository, programs=WITH_COMET_LINT, **inputs)


def test_inputs_never_become_part_of_a_script() -> None:
    assert [name for name, step in STEPS.items() if "${{" in step.get("run", "")] == []


def test_every_input_is_used() -> None:
    used = set(re.findall(r"inputs\.([\w-]+)", (ROOT / "action.yml").read_text(encoding="utf-8")))
    assert used == set(ACTION["inputs"])


def test_findings_fail_the_step_and_leave_a_report(runner: Path, repository: Path) -> None:
    ended = check(runner, repository)
    assert (ended.code, ended.outputs) == (1, {"exit-code": "1", "sarif-file": "comet-lint.sarif"})
    assert "error[R002 rule-destination-missing]" in ended.text
    assert "R002" in ended.summary
    assert (repository / "comet-lint.sarif").is_file()


def test_paths_one_a_line_and_options(runner: Path, repository: Path) -> None:
    (repository / "two words").mkdir()
    shutil.copy(repository / "profiles/leon.vogel.json", repository / "two words")
    ended = check(
        runner,
        repository,
        paths="two words\nprofiles/nils.keller.json\n",
        args="--select R002 --no-ignores",
        sarif_file="reports.sarif",
    )
    assert ended.outputs == {"exit-code": "1", "sarif-file": "reports.sarif"}
    assert "two words/leon.vogel.json" in ended.text
    assert "in 2 documents (2 files)" in ended.text


def test_a_clean_run_succeeds(runner: Path, repository: Path) -> None:
    ended = check(runner, repository, paths="profiles/nils.keller.json")
    assert (ended.code, ended.outputs["exit-code"]) == (0, "0")


def test_configuration_is_passed_on(runner: Path, repository: Path) -> None:
    (repository / "lenient settings.yaml").write_text("fail-on: never\n")
    ended = check(runner, repository, config="lenient settings.yaml")
    assert (ended.code, ended.outputs["exit-code"]) == (0, "0")


def test_wrong_use_leaves_nothing_to_upload(runner: Path, repository: Path) -> None:
    (repository / "comet-lint.sarif").write_text("an old report")
    ended = check(runner, repository, args="--select NONSENSE")
    assert (ended.code, ended.outputs) == (2, {"exit-code": "2"})


@pytest.mark.parametrize("hostile", ["$(touch hacked)", "`touch hacked`", "; touch hacked", "*"])
def test_inputs_are_data(hostile: str, runner: Path, repository: Path) -> None:
    check(runner, repository, paths=hostile, args=hostile, config=hostile, sarif_file="x.sarif")
    assert not (repository / "hacked").exists()


def test_upload_happens_even_if_there_are_findings() -> None:
    upload = STEPS["Upload"]
    assert upload["if"].startswith("${{ always() && ")
    assert upload["with"]["sarif_file"] == "${{ steps.check.outputs.sarif-file }}"


def test_an_installed_version_is_taken(runner: Path, repository: Path) -> None:
    ended = run_step("Install", runner, repository, programs=WITH_COMET_LINT)
    assert (ended.code, ended.path) == (0, "")
    assert ended.text.startswith("comet-lint, version ")


@pytest.mark.slow
def test_otherwise_the_version_of_the_action_is_installed(runner: Path, repository: Path) -> None:
    bare = runner / "bare"
    bare.mkdir()
    (bare / "python3").symlink_to(sys.executable if sys.prefix == sys.base_prefix else sys._base_executable)  # type: ignore[attr-defined]
    ended = run_step("Install", runner, repository, programs=os.pathsep.join([str(bare), "/usr/bin", "/bin"]))
    assert ended.code == 0, ended.text
    assert (Path(ended.path.strip()) / "comet-lint").is_file()
