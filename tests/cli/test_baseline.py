"""The baseline: only what is new is reported."""

from __future__ import annotations

import json
import os
import random
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import SAMPLES, check, profile, run, write

RULES = "--preset=all"


def write_baseline(*arguments: str) -> None:
    result = run("baseline", RULES, "-o", "known.json", *arguments)
    assert result.exit_code == 0, result.output


def new(*arguments: str) -> list[tuple[str, str]]:
    return check(RULES, "--fail-on=info", "--baseline=known.json", *arguments)[1]


def shuffled(value: Any, shuffler: random.Random) -> Any:
    if isinstance(value, dict):
        keys = shuffler.sample(list(value), len(value))
        return {key: shuffled(value[key], shuffler) for key in keys}
    if isinstance(value, list):
        return [shuffled(member, shuffler) for member in shuffler.sample(value, len(value))]
    return value


def test_what_is_known_is_not_reported_again() -> None:
    write("bob.json", profile("bob", "nas"))
    write_baseline("bob.json")
    assert new("bob.json") == []
    assert "baselin" in run("check", RULES, "--baseline=known.json", "bob.json").stdout
    assert len(check(RULES, "--baseline=known.json", "--no-ignores", "bob.json")[1]) > 0


def test_what_is_new_is_reported() -> None:
    write("bob.json", profile("bob", "nas"))
    write_baseline("bob.json")
    write("bob.json", profile("bob", "nas", "usb"))
    assert ("S603", "bob.json#/Destinations/id-usb/FTPSMode") in new("bob.json")
    assert ("S603", "bob.json#/Destinations/id-nas/FTPSMode") not in new("bob.json")


@pytest.mark.parametrize("name", ["server-risky", "profile-bob-broken", "list-users-full"])
@pytest.mark.parametrize("seed", range(3))
def test_another_order_and_layout_is_nothing_new(name: str, seed: int) -> None:
    document = json.loads((SAMPLES / f"{name}.json").read_bytes())
    write("document.json", document)
    write_baseline("document.json")
    before = Path("known.json").read_bytes()
    write("document.json", json.dumps(shuffled(document, random.Random(seed)), indent=7))
    assert new("document.json") == []
    write_baseline("document.json")
    assert Path("known.json").read_bytes() == before


def test_it_is_one_finding_a_line_sorted_and_without_secrets() -> None:
    write("bob.json", profile("bob", "usb", "nas"))
    write_baseline("bob.json")
    text = Path("known.json").read_text(encoding="utf-8")
    entries = json.loads(text)["findings"]
    assert entries == sorted(entries, key=lambda entry: (entry["path"], entry["rule"], entry["fingerprint"]))
    assert len(text.splitlines()) == len(entries) + 2
    assert "example-password" not in text


def test_what_is_fixed_is_told_and_pruned() -> None:
    write("bob.json", profile("bob", "nas", "usb"))
    write_baseline("--select=S603", "bob.json")
    write("bob.json", profile("bob", "nas"))
    told = run("check", "--select=S603", "--baseline=known.json", "bob.json")
    assert told.exit_code == 0
    assert "Fixed since the baseline: 1 entry" in told.stdout
    assert run("check", "--select=S603", "--baseline=known.json", "--prune", "bob.json").exit_code == 0
    assert len(json.loads(Path("known.json").read_bytes())["findings"]) == 1
    write("bob.json", profile("bob", "nas", "usb"))
    assert check("--select=S603", "--baseline=known.json", "bob.json") == (
        1,
        [("S603", "bob.json#/Destinations/id-usb/FTPSMode")],
    )


def test_pruning_leaves_alone_what_was_not_checked() -> None:
    for user in ("alice", "bob"):
        write(f"{user}.json", profile(user, "nas"))
    write_baseline("--select=S603,S601", ".")
    before = Path("known.json").read_bytes()
    run("check", "--select=S603", "--baseline=known.json", "--prune", "bob.json")
    assert Path("known.json").read_bytes() == before


def test_pruning_leaves_alone_rules_that_did_not_run() -> None:
    write("bob.json", profile("bob", "nas"))
    write_baseline("--select=S603", "bob.json")
    before = Path("known.json").read_bytes()
    run("check", "--select=S601", "--baseline=known.json", "--prune", "bob.json")
    assert Path("known.json").read_bytes() == before


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        "[" * 3_000,
        '{"version": ' + "[" * 100_000,
        '{"version": 99, "findings": []}',
        '{"version": 1, "findings": [1]}',
        '{"version": 1, "findings": {"a": "b"}}',
        '{"version": 1, "findings": [{"path": "a", "rule": "S603", "fingerprint": ["x"], "subject": ""}]}',
        '{"version": 1, "findings": [{"path": {}, "rule": "S603", "fingerprint": "x", "subject": ""}]}',
    ],
)
def test_a_file_that_is_no_baseline_is_wrong_use(content: str) -> None:
    write("bob.json", profile("bob", "nas"))
    write("known.txt", content)
    result = run("check", "--baseline=known.txt", "bob.json")
    assert result.exit_code == 2
    assert "known.txt: " in result.stderr
    assert "baseline" in result.stderr
    assert len(result.stderr) < 500


def test_an_incomplete_run_writes_no_baseline() -> None:
    result = run("baseline", "-o", "known.json", "gone.json")
    assert result.exit_code == 4
    assert not Path("known.json").exists()


def test_a_baseline_in_the_folder_is_not_taken_for_a_document() -> None:
    write("bob.json", profile("bob", "nas"))
    write_baseline(".")
    assert new(".") == []


def test_its_permissions_are_those_of_any_new_file() -> None:
    write("bob.json", profile("bob", "nas"))
    write_baseline("bob.json")
    assert Path("known.json").stat().st_mode == Path("bob.json").stat().st_mode


@pytest.mark.skipif(sys.platform != "linux", reason="has no such names")
def test_a_path_that_is_not_utf_8_is_kept() -> None:
    Path(os.fsdecode(b"b\xff.json")).write_text(json.dumps(profile("bob", "nas")))
    write_baseline(".")
    assert new(".") == []


@pytest.mark.parametrize("path", ["../" * 50, "\0", "\ud800", "x" * 100_000])
def test_strange_paths_in_a_baseline(path: str) -> None:
    write("bob.json", profile("bob", "nas"))
    entry = {"path": path, "rule": "S603", "fingerprint": "0", "subject": ""}
    write("known.json", {"version": 1, "findings": [entry]})
    assert len(new("--select=S603", "bob.json")) == 1


def in_baseline() -> set[str]:
    return {entry["path"] for entry in json.loads(Path("known.json").read_bytes())["findings"]}


def test_entries_of_deleted_files_are_pruned() -> None:
    for user in ("alice", "bob"):
        write(f"{user}.json", profile(user, "nas"))
    write_baseline("--select=S603", ".")
    Path("alice.json").unlink()
    told = run("check", "--select=S603", "--baseline=known.json", ".")
    assert "Fixed since the baseline: 1 entry" in told.stdout
    assert in_baseline() == {"alice.json", "bob.json"}
    run("check", "--select=S603", "--baseline=known.json", "--prune", ".")
    assert in_baseline() == {"bob.json"}


def test_an_incomplete_run_prunes_nothing() -> None:
    write("bob.json", profile("bob", "nas", "usb"))
    write_baseline("--select=S603", ".")
    write("bob.json", profile("bob", "nas"))
    before = Path("known.json").read_bytes()
    arguments = ["--select=S603", "--baseline=known.json", "--prune", "bob.json"]
    assert run("check", *arguments, "gone.json").exit_code == 4
    assert Path("known.json").read_bytes() == before
    assert run("check", *arguments).exit_code == 0
    assert Path("known.json").read_bytes() != before


def test_it_is_replaced_as_a_whole() -> None:
    write("bob.json", profile("bob", "nas", "usb"))
    write_baseline("--select=S603", ".")
    before = Path("known.json").read_bytes()
    Path("same.json").hardlink_to("known.json")
    write("bob.json", profile("bob", "nas"))
    run("check", "--select=S603", "--baseline=known.json", "--prune", "bob.json")
    assert Path("known.json").read_bytes() != before
    assert Path("same.json").read_bytes() == before
    Path("known.json").unlink()
    Path("known.json").hardlink_to("same.json")
    write_baseline("--select=S603", "bob.json")
    assert Path("same.json").read_bytes() == before
