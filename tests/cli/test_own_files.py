"""The configuration, the baseline, rule files, ignore files and the cache may be anything: nothing waits or crashes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import CLEAN, check, profile, run, write

ROOT = Path(__file__).parent.parent.parent
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="has no such files")
UNREADABLE = pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that nobody can read")


@pytest.fixture(autouse=True)
def _documents(_empty_folder: None) -> None:
    write("bob.json", profile("bob", "nas"))


@pytest.mark.parametrize("kind", ["pipe", "device", "folder", "missing", "link to nothing"])
@pytest.mark.parametrize(
    "arguments",
    [
        ["--config=special.yaml"],
        ["--baseline=special.yaml"],
        ["--config=names-it.yaml"],
        ["--config=our-rules.yaml"],
        [],
    ],
    ids=["config", "baseline", "named baseline", "rule file", "found config"],
)
def test_special_files_are_refused_in_a_sentence(arguments: list[str], kind: str) -> None:
    name = "special.yaml" if arguments else ".comet-lint.yaml"
    write("names-it.yaml", "baseline: special.yaml\n")
    write("our-rules.yaml", "extend-rules: [rules]\n")
    if "our-rules" in str(arguments):
        if kind in ("missing", "link to nothing", "folder"):
            pytest.skip("is not there to be found, or no rule file")
        Path("rules").mkdir()
        name = "rules/special.yaml"
    if kind == "missing" and not arguments:
        pytest.skip("is not there to be found")
    said = {
        "pipe": "This is a named pipe, which is never opened.",
        "device": "This is a device, which is never opened.",
        "folder": "This is a folder, not a file.",
        "missing": "There is no such file.",
        "link to nothing": "There is no such file.",
    }[kind]
    if kind == "pipe":
        os.mkfifo(name)
    elif kind == "folder":
        Path(name).mkdir()
    elif kind != "missing":
        Path(name).symlink_to("/dev/zero" if kind == "device" else "nowhere")
    result = run("check", *arguments, "bob.json")
    assert result.exit_code == 2
    assert f"{name}: {said}" in " ".join(result.stderr.split())


def test_names_with_a_zero_byte() -> None:
    write(".comet-lint.yaml", 'baseline: "a\\0b"\n')
    assert run("check", "bob.json").exit_code == 2
    write(".comet-lint.yaml", 'extend-rules: ["a\\0b"]\n')
    assert run("check", "bob.json").exit_code == 2


@UNREADABLE
def test_an_unreadable_pyproject_is_named() -> None:
    Path("pyproject.toml").symlink_to("/proc/self/mem")
    result = run("check", "bob.json")
    assert result.exit_code == 2
    told = " ".join(result.stderr.split())
    assert "pyproject.toml: The file cannot be read: input/output error. It may configure comet-lint; name" in told
    assert check("--no-config", "--select=S603", "bob.json")[0] == 1


@UNREADABLE
@pytest.mark.parametrize(("file", "paths"), [(".gitignore", "."), ("sub/.gitignore", "."), (".gitignore", "sub")])
def test_an_unreadable_ignore_file_is_said(file: str, paths: str) -> None:
    Path(".git").mkdir()
    write("sub/alice.json", CLEAN)
    Path(file).symlink_to("/proc/self/mem")
    result = run("check", "--select=S603", paths)
    assert f"note: {file}: The file cannot be read: input/output error. What git ignores" in result.stdout
    assert result.exit_code == (1 if paths == "." else 0)


def test_a_home_that_is_no_absolute_path_gets_no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    environment = {**os.environ, "HOME": "relative", "PYTHONPATH": str(ROOT)}
    for name in ("COMET_LINT_CACHE_DIR", "XDG_CACHE_HOME"):
        environment.pop(name, None)
    command = [sys.executable, "-m", "comet_lint", "check", "--select=S603", "bob.json"]
    assert subprocess.run(command, env=environment, capture_output=True, check=False).returncode == 1
    assert [each.name for each in Path().iterdir()] == ["bob.json"]
