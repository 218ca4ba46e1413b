"""Streams that are closed or that nobody reads: an exit code that is true, the files written, never a traceback."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import CLEAN, profile, write

ROOT = Path(__file__).parent.parent.parent
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="uses a shell of POSIX")


@pytest.fixture(autouse=True)
def _documents(_empty_folder: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    write("ok.json", CLEAN)
    write("bob.json", profile("bob", *(f"nas{number}" for number in range(1_000))))


def shell(arguments: str) -> tuple[int, str, str]:
    """Exit code, output and messages of `comet-lint` with these arguments and redirections."""
    command = f"set -o pipefail; {sys.executable} -m comet_lint {arguments}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=120, check=False)
    assert "Traceback" not in done.stdout + done.stderr
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("check - <&-", 4),
        ("check ok.json <&-", 0),
        ("check ok.json >&-", 4),
        ("check -q ok.json >&-", 0),
        ("check ok.json 2>&-", 0),
        ("check -q bob.json 2>&-", 1),
        ("check --nosuch 2>&-", 2),
        ("check --format=json gone.json 2>&-", 4),
        ("check ok.json <&- >&- 2>&-", 4),
        ("check -j2 ok.json bob.json <&- 2>&-", 1),
        ("check --nosuch 2>/dev/full", 4),
    ],
)
def test_closed_streams(arguments: str, code: int) -> None:
    assert shell(arguments)[0] == code


def test_closed_input_and_output_are_said() -> None:
    assert "-: The file cannot be read: bad file descriptor." in shell("check - <&-")[1]
    assert shell("check ok.json >&-")[2] == "comet-lint: the output cannot be written (Bad file descriptor).\n"


def test_reports_do_not_get_into_files_that_are_opened_meanwhile() -> None:
    assert shell("check --output=json=found.json bob.json <&- >&- 2>&-")[0] == 4
    assert len(json.loads(Path("found.json").read_bytes())["findings"]) > 1_000


@pytest.mark.parametrize("reader", ["head -1", "true"])
def test_a_reader_that_stops_changes_nothing(reader: str) -> None:
    code, _, messages = shell(f"check --show-all --output=json=found.json bob.json | {reader}")
    assert (code, messages) == (1, "")
    assert len(json.loads(Path("found.json").read_bytes())["findings"]) > 1_000


def test_nor_does_a_reader_of_the_messages() -> None:
    assert shell("check --format=json gone.json 2>&1 >/dev/null | true")[0] == 4


def test_other_commands_end_quietly_too() -> None:
    code, _, messages = shell("rules --format=json | head -1")
    assert code <= 4
    assert messages == ""


def test_a_working_folder_that_is_gone_is_said() -> None:
    done = subprocess.run(
        ["bash", "-c", f"mkdir gone && cd gone && rmdir ../gone && {sys.executable} -m comet_lint check ."],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "comet-lint: the working folder cannot be used (No such file or directory).\n" in done.stderr
