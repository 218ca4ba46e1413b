"""Every report says how much is hidden, how, and by which file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from comet_lint.reports import FORMATS
from tests.cli.running import profile, run, write

CONFIG = """\
select: [S603, S601]
ignore: [S601]
severity: {S603: info}
baseline: known.json
per-path: {"old/*": [S603]}
suppressions:
  - {rules: [S603], user: alice, reason: accepted}
"""
EVE = """\
Username: eve
LocalTimezone: Europe/Berlin
Sources: null
Destinations:
  nas:
    DestinationType: 1004
    FTPServer: ftp.example.com
    FTPPort: 21
    FTPSMode: 0 # comet-lint: ignore[S603] an old printer
"""
HIDDEN = [
    {"how": "suppressed", "source": ".comet-lint.yaml", "count": 3},
    {"how": "commented", "source": "eve.yaml", "count": 1},
    {"how": "baselined", "source": "known.json", "count": 1},
    {"how": "lowered", "source": ".comet-lint.yaml", "count": 5},
]


@pytest.fixture(autouse=True)
def _documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write("bob.json", profile("bob", "nas"))
    run("baseline", "--select=S603", "-o", "known.json", "bob.json")
    write("alice.json", profile("alice", "nas", "usb"))
    write("old/carol.json", profile("carol", "nas"))
    write("eve.yaml", EVE)
    write(".comet-lint.yaml", CONFIG)


def hidden(*arguments: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(run("check", "--format=json", *arguments, ".").stdout)["hidden"]
    return found


def test_by_file_and_way() -> None:
    found = hidden()
    left_out = found.pop()
    assert found == HIDDEN
    assert (left_out["how"], left_out["source"]) == ("left out", ".comet-lint.yaml")
    assert isinstance(left_out["count"], int)
    assert left_out["count"] > 100


def test_what_the_command_line_selects_is_not_left_out_by_the_file() -> None:
    assert hidden("--select=S603,S601,R017", "--ignore=R017")[-1] == {
        "how": "left out",
        "source": ".comet-lint.yaml",
        "count": 1,
    }


def test_paths_are_those_of_the_working_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("old")
    top = Path.cwd().parent.as_posix()
    assert {each["source"] for each in hidden("..")} == {
        f"{top}/{name}" for name in (".comet-lint.yaml", "known.json", "eve.yaml")
    }


@pytest.mark.parametrize("format_name", FORMATS)
def test_every_format_says_it(format_name: str) -> None:
    text = " ".join(run("check", f"--format={format_name}", "--hide-suppressed", ".").stdout.split())
    if format_name == "json":
        return
    for words in (
        "3 suppressed by .comet-lint.yaml",
        "1 suppressed by comments in eve.yaml",
        "1 in the baseline known.json",
        "5 findings are made less severe by .comet-lint.yaml",
        "rules are left out by .comet-lint.yaml",
    ):
        assert words in text.replace("\\", "").replace("&#46;", "."), words


def test_many_files_with_comments_are_counted_in_texts() -> None:
    for number in range(5):
        write(f"many/eve{number}.yaml", EVE)
    assert "6 suppressed by comments in 6 files" in " ".join(run("check", ".").stdout.split())


def test_a_suppression_in_the_file_is_called_so_in_sarif() -> None:
    results = json.loads(run("check", "--format=sarif", ".").stdout)["runs"][0]["results"]
    kinds = {
        (each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], each["suppressions"][0]["kind"])
        for each in results
        if "suppressions" in each
    }
    assert kinds == {
        ("alice.json", "external"),
        ("bob.json", "external"),
        ("old/carol.json", "external"),
        ("eve.yaml", "inSource"),
    }
