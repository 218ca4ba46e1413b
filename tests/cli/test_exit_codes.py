"""What a run ends with."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from comet_lint.run.processes import CAN_FORK
from comet_lint.source import reading as source
from comet_lint.source import source_file
from comet_lint.source.parsed import ParsedFile
from tests.cli.running import CLEAN, check, profile, run, write

ROOT = Path(__file__).parent.parent.parent


def test_nothing_found_is_0() -> None:
    write("alice.json", CLEAN)
    assert check("alice.json") == (0, [])


def test_findings_are_1() -> None:
    write("bob.json", profile("bob", "nas"))
    assert check("--select=S603", "bob.json") == (1, [("S603", "bob.json#/Destinations/id-nas/FTPSMode")])


@pytest.mark.parametrize(("fail_on", "code"), [("error", 0), ("warning", 1), ("info", 1), ("never", 0)])
def test_the_least_severity_that_fails(fail_on: str, code: int) -> None:
    write("bob.json", profile("bob", "nas"))
    assert check("--select=S603", f"--fail-on={fail_on}", "bob.json")[0] == code


def test_exit_zero_reports_and_passes() -> None:
    write("bob.json", profile("bob", "nas"))
    code, found = check("--select=S603", "--exit-zero", "bob.json")
    assert (code, len(found)) == (0, 1)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "--select=S6033"], "S603"),
        (["check", "--select=ftp-plaintxt"], "ftp-plaintext"),
        (["check", "--ignore=nosuchrule"], "nosuchrule"),
        (["check", "--extend-select=nosuchrule"], "nosuchrule"),
        (["check", "--preset=most"], "default"),
        (["check", "--type=UserProfileConfg"], "UserProfileConfig"),
        (["check", "--format=xml"], "sarif"),
        (["check", "--output=sarif"], "FORMAT=FILE"),
        (["check", "--output=xml=x"], "FORMAT=FILE"),
        (["check", "--fail-on=fatal"], "warning"),
        (["check", "--comet-version=new"], "24.9.6"),
        (["check", "--now=today"], "date"),
        (["check", "--config=missing.yaml"], "missing.yaml"),
        (["check", "--baseline=missing.json"], "missing.json"),
        (["check", "--nosuchoption"], "nosuchoption"),
        (["chekc"], "check"),
        (["explain", "S6033"], "S603"),
        (["rules", "--family=securty"], "security"),
        (["schema", "UserProfil"], "UserProfileConfig"),
    ],
)
def test_wrong_use_is_2_and_says_what_was_meant(arguments: list[str], said: str) -> None:
    write("alice.json", CLEAN)
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


def test_an_output_that_cannot_be_written_is_2() -> None:
    write("alice.json", CLEAN)
    result = run("check", "--output=json=no-such-folder/x.json", "alice.json")
    assert result.exit_code == 2
    assert "no-such-folder/x.json: cannot be written" in result.stderr


def test_nothing_to_check_is_3() -> None:
    write("package.json", {"name": "x"})
    result = run("check", ".")
    assert result.exit_code == 3
    assert "nothing to check" in result.stderr


def test_nothing_to_check_is_not_hidden_by_exit_zero() -> None:
    assert run("check", "--exit-zero", ".").exit_code == 3


def test_a_file_that_does_not_exist_is_4() -> None:
    write("bob.json", profile("bob", "nas"))
    result = run("check", "--select=S603", "bob.json", "gone.json")
    assert result.exit_code == 4
    assert "gone.json: There is no such file." in result.stdout
    assert "S603" in result.stdout


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_4() -> None:
    write("bob.json", profile("bob", "nas")).chmod(0)
    result = run("check", "bob.json")
    assert result.exit_code == 4
    assert "no permission" in result.stdout


@pytest.mark.parametrize("name", ["pipe", "pipe.json"])
def test_a_pipe_is_not_opened(name: str) -> None:
    os.mkfifo(name)
    result = run("check", name)
    assert result.exit_code == 4
    assert "named pipe" in result.stdout


def test_a_pipe_in_a_folder_does_not_block() -> None:
    write("folder/alice.json", CLEAN)
    os.mkfifo("folder/pipe.json")
    assert run("check", "folder").exit_code in (0, 4)


def test_a_device_is_not_opened() -> None:
    result = run("check", "/dev/zero")
    assert result.exit_code == 4
    assert "device" in result.stdout


def test_a_link_to_nothing_is_4() -> None:
    Path("dead.json").symlink_to("gone.json")
    assert run("check", "dead.json").exit_code == 4


def test_unchecked_files_are_told_on_the_error_stream_of_machine_formats() -> None:
    result = run("check", "--format=sarif", "gone.json")
    assert result.exit_code == 4
    assert "gone.json: not checked" in result.stderr


def test_notes_are_told_on_the_error_stream_of_machine_formats() -> None:
    write("bob.yaml", "Username: bob # comet-lint: ignore[nonsense] x\nLocalTimezone: UTC\nSources: {}\n")
    result = run("check", "--format=json", "bob.yaml")
    assert "comet-lint: note: bob.yaml:1: There is no rule or family 'nonsense'." in result.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="has no such names")
@pytest.mark.parametrize("arguments", [["check", "--format=json"], ["check"], ["baseline"]])
def test_names_of_files_control_no_terminal(arguments: list[str]) -> None:
    result = run(*arguments, "gone\x1b[31m\n::error::x.json")
    assert result.exit_code == 4
    assert "\x1b" not in result.output
    assert "\n::error::" not in result.output


def test_a_folder_that_cannot_be_listed_is_4() -> None:
    write("alice.json", CLEAN)
    write("gone/bob.json", CLEAN)
    listed = os.scandir

    def scandir(folder: str) -> Any:
        if folder == "gone":
            shutil.rmtree(folder)
        return listed(folder)

    with patch("os.scandir", scandir):
        result = run("check", "--no-config", ".")
    assert result.exit_code == 4
    assert "gone/: The folder is not there any more." in result.output


@pytest.mark.parametrize(
    "jobs", ["-j1", pytest.param("-j2", marks=pytest.mark.skipif(not CAN_FORK, reason="does not see the patch"))]
)
def test_a_defect_of_ours_costs_one_file_and_tells_no_secret(jobs: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def parse(text: source.Text) -> ParsedFile:
        if b"canary" in text.data:
            raise RecursionError(text.data)
        return source.parse_text(text)

    monkeypatch.setattr(source_file, "parse_text", parse)
    write("a.json", profile("alice", "nas"))
    write("b.json", {**CLEAN, "PasswordHash": "example-canary"})
    write("c.json", profile("carol", "nas"))
    result = run("check", "--no-config", "--select=S603", jobs, "a.json", "b.json", "c.json")
    assert result.exit_code == 4
    assert re.search(r"b\.json: The check crashed \(RecursionError at test_exit_codes\.py:\d+\)", result.output)
    assert "a.json" in result.output
    assert "c.json" in result.output
    assert "Traceback" not in result.output
    assert "canary" not in result.output


CRASHING = """
from comet_lint.checks import emails

def invalid(*_):
    raise ValueError("example-canary")

emails.invalid = invalid
from comet_lint.cli.main import main
main()
"""


@pytest.mark.parametrize("format_name", ["text", "json"])
def test_a_rule_that_crashes_is_told_once_for_a_file(format_name: str) -> None:
    users = {name: {**CLEAN, "Username": name, "Emails": ["no address"]} for name in ("alice", "bob", "carol")}
    write("users.json", users)
    write("dave.json", {**CLEAN, "Emails": ["no address"]})
    arguments = ["check", "--no-config", "--select=V074", f"--format={format_name}", "users.json", "dave.json"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", CRASHING, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 4
    told = " ".join(done.stdout.split())
    assert told.count("rule V074 crashed (ValueError at ") == 2
    assert "canary" not in done.stdout + done.stderr


def test_a_report_is_replaced_as_a_whole() -> None:
    write("bob.json", profile("bob", "nas"))
    write("report.json", "as before")
    Path("same.json").hardlink_to("report.json")
    run("check", "--output=json=report.json", "bob.json")
    assert Path("report.json").read_text(encoding="utf-8") != "as before"
    assert Path("same.json").read_text(encoding="utf-8") == "as before"
