"""Findings of one rule in one document end at 1,000; one more at the document says how many are left out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from comet_lint.reports import FORMATS
from tests.cli.running import CLEAN, run, write

MOST = 1000


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def strange(first: int, count: int) -> dict[str, Any]:
    """Fields that no release knows."""
    return {f"Qzx{number:06}": 1 for number in range(first, first + count)}


def report(*arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("check", "--select=T004,T007", "--format=json", *arguments).stdout)
    return found


def omissions(found: Mapping[str, Any]) -> list[tuple[str, str, str, int]]:
    return [
        (each["rule"], each["severity"], each["pointer"], each["omitted"])
        for each in found["findings"]
        if "omitted" in each
    ]


def test_so_many_are_all_listed() -> None:
    write("bob.json", {**CLEAN, **strange(0, MOST)})
    found = report(".")
    assert [each["pointer"] for each in found["findings"]] == [f"/Qzx{number:06}" for number in range(MOST)]
    assert found["summary"]["omitted"] == 0


def test_one_more_says_how_many_are_left_out() -> None:
    write("bob.json", {**CLEAN, **strange(0, MOST + 234)})
    found = report(".")
    *listed, last = found["findings"]
    assert [each["pointer"] for each in listed] == [f"/Qzx{number:06}" for number in range(MOST)]
    assert last == {
        **listed[0],
        "message": "234 more findings of this rule in this document are not listed.",
        "pointer": "",
        "line": 1,
        "column": 1,
        "end_line": 1240,
        "end_column": 2,
        "fingerprint": last["fingerprint"],
        "omitted": 234,
    }
    assert found["summary"] == {
        "documents": 1,
        "errors": 0,
        "warnings": 0,
        "infos": MOST + 1,
        "suppressed": 0,
        "baselined": 0,
        "omitted": 234,
    }


def named_again(name: str, times: int, profile: Mapping[str, Any]) -> str:
    """A profile whose first key is there so many times more."""
    return "{" + f'"Username": "{name}", ' * times + json.dumps({**profile, "Username": name})[1:]


def test_each_rule_and_each_document_has_its_own_limit() -> None:
    bob = json.dumps({**CLEAN, **strange(0, MOST + 1)})
    carol = named_again("carol", MOST + 3, {**CLEAN, **strange(0, MOST + 2)})
    write("users.json", f'{{"bob": {bob}, "carol": {carol}}}')
    assert omissions(report(".")) == [
        ("T004", "info", "/bob", 1),
        ("T004", "info", "/carol", 2),
        ("T007", "error", "/carol", 3),
    ]


def test_its_severity_is_the_worst_of_what_is_left_out() -> None:
    # The value is that of the field which is meant (info), but for the last by name.
    names = [f"Username{chr(0x4E00 + number)}" for number in range(MOST + 5)]
    write("bob.json", {**CLEAN, **dict.fromkeys(names, "alice"), names[-1]: "other"})
    found = json.loads(run("check", "--select=T005", "--format=json", ".").stdout)
    assert {each["severity"] for each in found["findings"][:-1]} == {"info"}
    assert omissions(found) == [("T005", "warning", "", 5)]


def test_its_fingerprint_has_no_number_in_it() -> None:
    prints = []
    for count in (1, 500):
        write("bob.json", {**CLEAN, **strange(0, MOST + count)})
        prints.append(report(".")["findings"][-1]["fingerprint"])
    write("users.json", {"bob": {**CLEAN, **strange(0, MOST + 1)}})
    prints.append(report("users.json")["findings"][-1]["fingerprint"])
    assert prints[0] == prints[1] != prints[2]


@pytest.mark.parametrize("format_name", [name for name in FORMATS if name != "markdown"])
def test_every_format_says_it(format_name: str) -> None:
    write("bob.json", {**CLEAN, **strange(0, MOST + 4321)})
    output = run("check", "--select=T004", f"--format={format_name}", ".").stdout
    assert "4,321 more findings of this rule in this document are not listed." in " ".join(output.split())


@pytest.mark.parametrize("format_name", ["text", "markdown", "html"])
def test_summaries_count_them(format_name: str) -> None:
    write("bob.json", {**CLEAN, **strange(0, MOST + 4321)})
    assert "(4,321 more left out)" in run("check", "--select=T004", f"--format={format_name}", ".").stdout


SUPPRESSION = {
    "pointer": "suppressions: [{rules: [T004], pointer: /Qzx0002*, reason: known}]",
    "path and pointer": "suppressions: [{rules: [T004], pointer: /Qzx0002*, path: '*.json', reason: known}]",
    "user": "suppressions: [{rules: [unknown-field], user: alice, pointer: /Qzx0002*, reason: known}]",
}


@pytest.mark.parametrize("name", SUPPRESSION)
def test_what_is_suppressed_does_not_count(name: str) -> None:
    write(".comet-lint.yaml", SUPPRESSION[name])
    write("bob.json", {**CLEAN, **strange(0, MOST + 100)})
    found = report(".")
    shown = [*range(200), *range(300, MOST + 100)]
    assert [each["pointer"] for each in found["findings"]] == [f"/Qzx{number:06}" for number in shown]
    assert found["summary"]["suppressed"] == 100
    assert found["hidden"] == [{"how": "suppressed", "source": ".comet-lint.yaml", "count": 100}]
    assert not run("check", "--select=T004", ".").stdout.count("hides nothing")
    assert report("--no-ignores", ".")["summary"]["omitted"] == 100


def test_ignored_in_a_path_does_not_count() -> None:
    write(".comet-lint.yaml", "per-path: {'old/*': [T004]}")
    write("old/bob.json", {**CLEAN, **strange(0, MOST + 100)})
    found = report(".")
    assert (found["findings"], found["summary"]["suppressed"], found["summary"]["omitted"]) == ([], MOST + 100, 0)


def test_what_comments_suppress_does_not_count() -> None:
    lines = [f"Qzx{number:06}: 1" for number in range(MOST + 10)]
    for number in range(3, 10):
        lines[number] += " # comet-lint: ignore[T004] known"
    write("bob.yaml", "\n".join(["Username: bob", "LocalTimezone: Europe/Berlin", "Sources: null", *lines]))
    found = report(".")
    assert omissions(found) == [("T004", "info", "", 3)]
    assert found["findings"][3]["pointer"] == "/Qzx000010"
    assert found["hidden"] == [{"how": "commented", "source": "bob.yaml", "count": 7}]


def test_a_comment_at_the_document_does_not_hide_how_many_are_left_out() -> None:
    lines = [f"Qzx{number:06}: 1" for number in range(MOST + 10)]
    first = "Username: bob # comet-lint: ignore[T004] known"
    write("bob.yaml", "\n".join([first, "LocalTimezone: Europe/Berlin", "Sources: null", *lines]))
    assert omissions(report(".")) == [("T004", "info", "", 10)]


def test_lowered_findings_that_are_left_out_are_counted() -> None:
    write(".comet-lint.yaml", "severity: {T007: info}")
    write("bob.json", named_again("bob", MOST + 50, CLEAN))
    found = report(".")
    assert omissions(found) == [("T007", "info", "", 50)]
    assert found["hidden"] == [{"how": "lowered", "source": ".comet-lint.yaml", "count": MOST + 50}]


def baseline(*options: str) -> dict[str, Any]:
    return report("--baseline=known.json", *options, ".")


def test_a_baseline_with_it_accepts_all_of_the_rule_in_the_document() -> None:
    write("bob.json", {**CLEAN, **strange(0, MOST + 5)})
    write("carol.json", {**CLEAN, **strange(0, 3)})
    run("baseline", "--select=T004,T007", "-o", "known.json", ".")
    # Others, and more of them, of bob; one more of carol.
    write("bob.json", {**CLEAN, **strange(500, MOST + 900)})
    write("carol.json", {**CLEAN, **strange(0, 4)})
    found = baseline()
    assert [(each["path"], each["pointer"]) for each in found["findings"]] == [("carol.json", "/Qzx000003")]
    assert found["summary"]["baselined"] == MOST + 900 + 3
    # So few that none is left out.
    write("bob.json", {**CLEAN, **strange(5000, 7)})
    assert [each["path"] for each in baseline()["findings"]] == ["carol.json"]


def test_a_baseline_without_it_accepts_what_it_lists() -> None:
    write("bob.json", {**CLEAN, **strange(0, MOST)})
    run("baseline", "--select=T004", "-o", "known.json", ".")
    write("bob.json", {**CLEAN, **strange(0, MOST + 5)})
    assert omissions(baseline()) == [("T004", "info", "", 5)]
    assert len(baseline()["findings"]) == 1


def known_prints() -> set[str]:
    return {each["fingerprint"] for each in json.loads(Path("known.json").read_text(encoding="utf-8"))["findings"]}


def test_pruning_keeps_what_may_be_among_those_left_out() -> None:
    write("bob.json", {**CLEAN, **strange(1000, MOST + 5)})
    run("baseline", "--select=T004", "-o", "known.json", ".")
    before = known_prints()
    write("bob.json", {**CLEAN, **strange(0, MOST + 500)})
    baseline("--prune")
    assert known_prints() == before
    # It is needed as long as it accepts something.
    write("bob.json", {**CLEAN, **strange(0, 5)})
    baseline("--prune")
    assert len(known_prints()) == 1
    assert baseline()["findings"] == []
    write("bob.json", CLEAN)
    baseline("--prune")
    assert known_prints() == set()
