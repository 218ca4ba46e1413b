"""The pre-commit hooks: what they name, and that pre-commit itself runs them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from comet_lint.cli.main import cli
from comet_lint.generate.hooks import HOOKS, hooks_file
from tests.example_repo import REPOSITORY

ROOT = Path(__file__).parent.parent.parent
GUIDE = ROOT / "docs" / "pre-commit.md"
SAMPLES = ROOT / "tests" / "data" / "samples"
INSTALLED = ("comet_lint", "schemas", "rules", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")


def configurations(page: Path) -> list[dict[str, Any]]:
    """The configurations of pre-commit that a page shows."""
    found = re.findall(r"^```yaml\n(repos:\n.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return [yaml.safe_load(text) for text in found]


def test_each_hook_is_an_entry_of_the_file() -> None:
    entries = yaml.safe_load(hooks_file()[".pre-commit-hooks.yaml"])
    assert [entry["id"] for entry in entries] == [hook.id for hook in HOOKS]
    assert {entry["id"]: entry.get("pass_filenames", True) for entry in entries} == {
        "comet-lint": True,
        "comet-lint-repo": False,
        "comet-lint-schema": True,
    }


@pytest.mark.parametrize(
    ("path", "taken"),
    [
        ("server.json", True),
        ("profiles/anna.keller.yaml", True),
        ("cometd.cfg", True),
        ("README.md", False),
        ("package.json", False),
        ("web/package-lock.json", False),
        ("web/tsconfig.build.json", False),
        (".github/workflows/ci.yml", False),
    ],
)
def test_hooks_take_files_that_can_be_documents(path: str, taken: bool) -> None:
    for entry in yaml.safe_load(hooks_file()[".pre-commit-hooks.yaml"]):
        assert bool(re.search(entry["files"], path) and not re.search(entry["exclude"], path)) == taken


def test_readme_shows_a_configuration_of_the_guide() -> None:
    shown = configurations(ROOT / "README.md")
    assert [each for each in shown if each not in configurations(GUIDE)] == []


def test_guide_names_every_hook() -> None:
    assert [hook.id for hook in HOOKS if f"| `{hook.id}` |" not in GUIDE.read_text(encoding="utf-8")] == []


def test_hook_for_the_repository_also_looks_when_its_configuration_changes() -> None:
    taken = {
        entry["id"]
        for entry in yaml.safe_load(hooks_file()[".pre-commit-hooks.yaml"])
        if re.search(entry["files"], ".comet-lint.yaml") and not re.search(entry["exclude"], ".comet-lint.yaml")
    }
    assert taken == {"comet-lint-repo"}


class TestSkipUnknown:
    def test_a_named_file_that_is_no_comet_document_is_passed_over(self, tmp_path: Path) -> None:
        other = tmp_path / "other.json"
        other.write_text('{"name": "example"}')
        assert CliRunner().invoke(cli, ["check", str(other)]).exit_code == 1
        assert CliRunner().invoke(cli, ["check", "--skip-unknown", str(other)]).exit_code == 0

    def test_beside_a_comet_document_it_is_not_even_mentioned(self, tmp_path: Path) -> None:
        other = tmp_path / "other.json"
        other.write_text('{"name": "example"}')
        named = [str(SAMPLES / "profile-bob-broken.json"), str(other)]
        result = CliRunner().invoke(cli, ["check", "--select", "T", "--skip-unknown", *named])
        assert (result.exit_code, result.stdout) == (0, "All checks passed: 1 document (1 file).\n")

    def test_a_comet_document_that_cannot_be_read_is_still_reported(self, tmp_path: Path) -> None:
        broken = tmp_path / "broken.json"
        broken.write_text((SAMPLES / "profile-alice.json").read_text()[:-5])
        result = CliRunner().invoke(cli, ["check", "--skip-unknown", str(broken)])
        assert (result.exit_code, result.stdout.split("]")[0]) == (1, "error[T001 unparsable-document")

    def test_all_named_files_excluded_is_nothing_to_complain_about(self) -> None:
        arguments = ["--force-exclude", "--skip-unknown", "--exclude", "*.json"]
        result = CliRunner().invoke(cli, ["check", *arguments, str(SAMPLES / "profile-alice.json")])
        assert result.exit_code == 0


@pytest.fixture(scope="module")
def hooks_repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A git repository with what a user's pre-commit clones."""
    folder = tmp_path_factory.mktemp("hooks") / "comet-lint"
    folder.mkdir()
    for name in INSTALLED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder)
    return committed(folder)


@pytest.fixture(scope="module")
def pre_commit_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Shared by the tests, so that the environment of the hooks is made only once."""
    return tmp_path_factory.mktemp("pre-commit")


def committed(folder: Path) -> Path:
    for command in (("init",), ("add", "--all"), ("commit", "--message", "Example")):
        git(folder, *command)
    return folder


def git(folder: Path, *arguments: str) -> str:
    settings = ("user.name=Example", "user.email=example@example.com", "commit.gpgsign=false")
    options = [part for setting in settings for part in ("-c", setting)]
    return subprocess.run(
        ["git", *options, *arguments], cwd=folder, check=True, capture_output=True, encoding="utf-8"
    ).stdout


def pre_commit(folder: Path, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PRE_COMMIT_HOME": str(home), "PRE_COMMIT_COLOR": "never"}
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def documents(folder: Path, *samples: str) -> Path:
    """A repository with documents, and with a file that is none."""
    folder.mkdir()
    for name in samples:
        shutil.copy(SAMPLES / name, folder)
    (folder / "colours.json").write_text('{"red": "#f00"}\n')
    return folder


@pytest.mark.slow
class TestWithPreCommit:
    @pytest.fixture(autouse=True)
    def _needs(self) -> None:
        pytest.importorskip("pre_commit")
        if shutil.which("git") is None:
            pytest.skip("git is not installed")

    def run(self, hook: str, folder: Path, hooks: Path, home: Path) -> tuple[int, str]:
        return self.run_all([{"id": hook}], folder, hooks, home)

    def run_all(self, chosen: list[dict[str, Any]], folder: Path, hooks: Path, home: Path) -> tuple[int, str]:
        repository = {"repo": str(hooks), "rev": git(hooks, "rev-parse", "HEAD").strip(), "hooks": chosen}
        (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [repository]}))
        committed(folder)
        codes, output = 0, ""
        for stage in ("pre-commit", "pre-push"):
            ended = pre_commit(folder, home, "run", "--all-files", "--hook-stage", stage)
            codes, output = max(codes, ended.returncode), output + ended.stdout
        return codes, output

    @pytest.mark.parametrize("hook", [hook.id for hook in HOOKS])
    def test_passes_a_repository_without_problems(
        self, hook: str, tmp_path: Path, hooks_repository: Path, pre_commit_home: Path
    ) -> None:
        folder = documents(tmp_path / "good", "zero-Organization.json")
        code, output = self.run(hook, folder, hooks_repository, pre_commit_home)
        # Once in each of the two stages.
        assert (code, output.count("Passed")) == (0, 2), output

    @pytest.mark.parametrize(
        ("hook", "expected"),
        [("comet-lint", "error[R002 "), ("comet-lint-repo", "error[R002 "), ("comet-lint-schema", "error[T010 ")],
    )
    def test_fails_a_repository_with_problems(
        self, hook: str, expected: str, tmp_path: Path, hooks_repository: Path, pre_commit_home: Path
    ) -> None:
        folder = documents(tmp_path / "bad", "profile-bob-broken.json", "profile-alice.json")
        alice = folder / "profile-alice.json"
        alice.write_text(alice.read_text().replace('"MaximumDevices": 5', '"MaximumDevices": "5"'))
        code, output = self.run(hook, folder, hooks_repository, pre_commit_home)
        assert code == 1
        assert expected in output
        assert "colours.json" not in output

    @pytest.mark.parametrize("arguments", [[], ["--preset", "all", "--fail-on=warning"]])
    def test_file_names_are_no_options(
        self, arguments: list[str], tmp_path: Path, hooks_repository: Path, pre_commit_home: Path
    ) -> None:
        folder = documents(tmp_path / "evil", "profile-bob-broken.json")
        (folder / "evil.yaml").write_text("ignore: [ALL]\n")
        for name in ("--exclude=*.json", "--config=evil.yaml", "--output=json=profile-bob-broken.json", "-x.json"):
            shutil.copy(SAMPLES / "zero-Organization.json", folder / name)
        before = (folder / "profile-bob-broken.json").read_bytes()
        chosen = {"id": "comet-lint", **({"args": arguments} if arguments else {})}
        code, output = self.run_all([chosen], folder, hooks_repository, pre_commit_home)
        assert (code, (folder / "profile-bob-broken.json").read_bytes()) == (1, before), output
        assert "--> profile-bob-broken.json:" in output
        assert "error[R002 " in output

    @pytest.mark.parametrize(("number", "runs", "finding"), [(0, 3, "error[X001 "), (1, 2, "error[T010 ")])
    def test_configurations_of_the_guide_find_what_is_wrong_in_the_example_repository(
        self, number: int, runs: int, finding: str, tmp_path: Path, hooks_repository: Path, pre_commit_home: Path
    ) -> None:
        (repository,) = configurations(GUIDE)[number]["repos"]
        folder = shutil.copytree(REPOSITORY, tmp_path / "example")
        code, output = self.run_all(repository["hooks"], folder, hooks_repository, pre_commit_home)
        assert (code, output.count("Failed\n"), output.count(finding)) == (1, runs, runs), output

    def test_can_be_tried_without_configuration(
        self, tmp_path: Path, hooks_repository: Path, pre_commit_home: Path
    ) -> None:
        folder = committed(documents(tmp_path / "tried", "profile-bob-broken.json"))
        ended = pre_commit(folder, pre_commit_home, "try-repo", str(hooks_repository), "--all-files")
        assert ended.returncode == 1
        assert re.findall(r"^comet-lint.*?(Passed|Failed)$", ended.stdout, re.MULTILINE) == [
            "Failed",
            "Failed",
            "Passed",
        ], ended.stdout + ended.stderr
