"""Findings about several documents have their places in the files, those in other files too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from comet_lint.findings import Finding, Related, Span
from comet_lint.lint.results import Crash, Incomplete
from comet_lint.rules.context import Context
from tests.across import across_findings
from tests.linting import make_linter
from tests.workspace.documents import RULES

LINTER = make_linter(RULES, Context())
NEVER = 1 << 60


def vault(bucket: str) -> dict[str, Any]:
    return {"DestinationType": 1000, "S3Server": "s3.example.com", "S3BucketName": bucket}


def user(name: str, *buckets: str) -> dict[str, Any]:
    vaults = {f"v{number}": vault(bucket) for number, bucket in enumerate(buckets)}
    return {"Username": name, "LocalTimezone": "Europe/Vienna", "Destinations": vaults}


def text(document: Any) -> bytes:
    return json.dumps(document, indent=1).encode()


def found(
    files: dict[str, bytes], later: dict[str, bytes] | None = None, large: int = NEVER
) -> tuple[list[Finding], list[Incomplete]]:
    """The findings across `files`, of which `later` are there when places are looked up, and what was not there."""
    facts = [fact for name, data in files.items() for fact in LINTER.check(name, data).facts]
    crashes: list[Crash] = []
    incomplete: list[Incomplete] = []
    findings = across_findings(facts, LINTER, crashes, incomplete, {**files, **(later or {})}, large)
    assert crashes == []
    return [finding for finding in findings if finding.rule == "X014"], incomplete


def places(findings: list[Finding]) -> list[tuple[str, str, tuple[tuple[str, str, int], ...]]]:
    return [
        (
            finding.path,
            f"{finding.pointer}:{finding.span.line}",
            tuple((place.path, place.pointer, place.span.line) for place in finding.related),
        )
        for finding in findings
    ]


def test_in_another_file() -> None:
    findings, incomplete = found({"alice.json": text(user("alice", "b")), "bob.json": text(user("bob", "a", "b"))})
    assert incomplete == []
    [finding] = findings
    assert (finding.path, finding.pointer, finding.span) == ("bob.json", "/Destinations/v1", Span(10, 3, 10, 7))
    assert finding.related == (Related("alice.json", "/Destinations/v0", Span(5, 3, 5, 7), "The other vault is here."),)
    assert (finding.subject, finding.owner) == ("vault v1 of user bob", "user bob")


@pytest.mark.parametrize("large", [0, NEVER])
def test_in_one_map(large: int) -> None:
    everyone = {name: user(name, "b") for name in ("alice", "bob", "carol")}
    findings, incomplete = found({"users.json": text(everyone)}, large=large)
    assert incomplete == []
    first = ("users.json", "/alice/Destinations/v0", 6)
    assert places(findings) == [
        ("users.json", "/bob/Destinations/v0:17", (first,)),
        ("users.json", "/carol/Destinations/v0:28", (first,)),
    ]


def test_files_that_point_at_each_other() -> None:
    findings, incomplete = found(
        {
            "a.json": text({"alice": user("alice", "1"), "bob": user("bob", "2", "3")}),
            "b.json": text({"carol": user("carol", "1"), "dave": user("dave", "4", "3")}),
            "c.json": text({"erin": user("erin", "4")}),
        }
    )
    assert incomplete == []
    assert sorted(places(findings)) == [
        ("b.json", "/carol/Destinations/v0:6", (("a.json", "/alice/Destinations/v0", 6),)),
        ("b.json", "/dave/Destinations/v1:22", (("a.json", "/bob/Destinations/v1", 22),)),
        ("c.json", "/erin/Destinations/v0:6", (("b.json", "/dave/Destinations/v0", 17),)),
    ]


def test_in_yaml_of_several_documents() -> None:
    alice = (
        "Username: alice\nLocalTimezone: Europe/Vienna\nDestinations:\n"
        "  v0: {DestinationType: 1000, S3BucketName: b, S3Server: s.example.com}\n"
    )
    both = f"{alice}---\n{alice.replace('alice', 'bob')}"
    findings, incomplete = found({"users.yaml": both.encode()})
    assert incomplete == []
    assert places(findings) == [("users.yaml", "/1/Destinations/v0:9", (("users.yaml", "/0/Destinations/v0", 4),))]


def test_a_related_place_that_is_gone_is_left_out() -> None:
    files = {"alice.json": text(user("alice", "b")), "bob.json": text(user("bob", "b"))}
    findings, incomplete = found(files, {"alice.json": b"[]"})
    assert places(findings) == [("bob.json", "/Destinations/v0:5", ())]
    assert incomplete == [Incomplete("alice.json", "The file changed while it was being checked.")]


@pytest.mark.parametrize("now", [b"", b"{", b"[]", b"7"])
def test_a_file_that_changed_is_said(now: bytes) -> None:
    files = {"alice.json": text(user("alice", "b")), "bob.json": text(user("bob", "b"))}
    findings, incomplete = found(files, {"bob.json": now})
    assert findings == []
    assert incomplete == [Incomplete("bob.json", "The file changed while it was being checked.")]


def test_a_file_that_is_gone_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    files = {"alice.json": text(user("alice", "b")), "bob.json": text(user("bob", "b"))}
    facts = [fact for name, data in files.items() for fact in LINTER.check(name, data).facts]
    incomplete: list[Incomplete] = []
    findings = across_findings(facts, LINTER, [], incomplete, {"alice.json": files["alice.json"]})
    assert [finding.path for finding in findings if finding.rule == "X014"] == []
    assert [missing.path for missing in incomplete] == ["bob.json"]


def test_names_of_other_documents_are_masked_with_the_secrets_of_these() -> None:
    bob = {**user("bob", "b"), "PasswordRecovery": "Tannenbaum"}
    bob["Destinations"]["v0"]["Description"] = "old Tannenbaum"
    bob["Destinations"] = {"Tannenbaum": bob["Destinations"]["v0"]}
    findings, _ = found({"alice.json": text(bob), "bob.json": text(user("carol", "b"))})
    (finding,) = findings
    assert finding.path == "bob.json"
    assert 'vault "old ***" of user bob' in finding.message
    assert [place.pointer for place in finding.related] == ["/Destinations/***1"]


def test_users_that_are_only_named_are_masked_too() -> None:
    server = {"AdminUsers": [], "Email": {"Mode": "disabled"}, "ListenAddresses": []}
    profile = {
        "Username": "Tannenbaum",
        "PasswordRecovery": "Tannenbaum",
        "SendEmailReports": True,
        "Emails": ["a@b.c"],
    }
    files = {"server.json": text(server), "users/a.json": text({**profile, "LocalTimezone": "Europe/Vienna"})}
    facts = [fact for name, data in files.items() for fact in LINTER.check(name, data).facts]
    findings = across_findings(facts, LINTER, [], [], files)
    messages = [finding.message for finding in findings if "user" in finding.message]
    assert any("user ***" in message for message in messages)
    assert not any("Tannenbaum" in message for message in messages)
