"""What code scanning services need of SARIF beyond its schema."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from comet_lint.findings import Severity, Span
from comet_lint.lint.results import Outcome
from comet_lint.reports import ReportOptions, render
from comet_lint.reports.sarif import artifact_location
from tests.reports.fakes import (
    BROKEN,
    CLEAN,
    HOSTILE,
    RULES,
    SMALL,
    hostile_outcome,
    make_finding,
    make_rule,
    many_users,
)


def run_of(outcome: Outcome, **options: Any) -> dict[str, Any]:
    report = render("sarif", outcome, RULES, ReportOptions()._replace(**options))
    run: dict[str, Any] = json.loads(report)["runs"][0]
    return run


def test_rules_are_those_with_results_and_results_point_at_them() -> None:
    run = run_of(SMALL)
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["R001", "S603", "V073"]
    assert [rule["name"] for rule in rules] == ["RuleSourceMissing", "FtpPlaintext", "UnknownLanguage"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [
        result["ruleId"] for result in run["results"]
    ]


def test_levels() -> None:
    results = run_of(SMALL._replace(hidden=()))["results"]
    assert [result["level"] for result in results] == ["error", "warning", "note"]


@pytest.mark.parametrize(
    ("severity", "score"), [(Severity.ERROR, "8.0"), (Severity.WARNING, "5.5"), (Severity.INFO, "2.0")]
)
def test_security_rules_have_a_score_and_the_tag_it_needs(severity: Severity, score: str) -> None:
    rule = make_rule(severity=severity)
    report = render("sarif", SMALL, {"S603": rule}, ReportOptions())
    properties = json.loads(report)["runs"][0]["tool"]["driver"]["rules"][1]["properties"]
    assert properties["security-severity"] == score
    assert "security" in properties["tags"]


def test_other_rules_have_no_score() -> None:
    properties = run_of(SMALL)["tool"]["driver"]["rules"][0]["properties"]
    assert properties == {
        "tags": ["comet-backup", "references"],
        "precision": "high",
        "problem.severity": "error",
    }


def test_rules_of_a_user_belong_to_the_family_custom() -> None:
    rule = make_rule("ACME001", "our-own")
    report = render("sarif", Outcome(findings=(make_finding(rule),)), {rule.code: rule}, ReportOptions())
    properties = json.loads(report)["runs"][0]["tool"]["driver"]["rules"][0]["properties"]
    assert properties["tags"] == ["comet-backup", "custom"]


def test_hidden_findings_are_marked_as_suppressed() -> None:
    results = run_of(SMALL)["results"]
    assert [result.get("suppressions") for result in results] == [
        None,
        None,
        None,
        [{"kind": "external", "status": "accepted", "justification": "suppressed: Ends in May"}],
        [{"kind": "external", "status": "accepted", "justification": "in the baseline"}],
    ]


def test_hidden_findings_can_be_left_out() -> None:
    assert len(run_of(SMALL, include_hidden=False)["results"]) == 3


def test_what_was_not_checked_is_a_notification() -> None:
    assert run_of(BROKEN)["invocations"] == [
        {
            "executionSuccessful": False,
            "exitCode": 4,
            "toolExecutionNotifications": [
                {
                    "level": "error",
                    "message": {"text": "Not checked: permission denied"},
                    "locations": [
                        {
                            "physicalLocation": {
                                "artifactLocation": {"uri": "profiles/erin.json", "uriBaseId": "%SRCROOT%"}
                            }
                        }
                    ],
                },
                {"level": "error", "message": {"text": "Not checked: rule X009 crashed"}},
            ],
        }
    ]


def test_clean_run() -> None:
    run = run_of(CLEAN)
    assert run["results"] == []
    assert run["invocations"] == [{"executionSuccessful": True, "exitCode": 0, "toolExecutionNotifications": []}]


def test_regions_start_at_one_and_do_not_end_before_they_start() -> None:
    finding = make_finding(span=Span(0, 0, 0, 0))
    physical = run_of(Outcome(findings=(finding,)))["results"][0]["locations"][0]["physicalLocation"]
    assert physical["region"] == {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1}


def test_repeated_fingerprints_are_told_apart() -> None:
    run = run_of(Outcome(findings=(make_finding(), make_finding(), *many_users(3))))
    fingerprints = [result["partialFingerprints"]["cometLint/v1"] for result in run["results"]]
    assert len(set(fingerprints)) == 5
    assert fingerprints[0] == make_finding().fingerprint


def test_no_fingerprint_is_given_that_github_computes_itself() -> None:
    # GitHub's upload action warns about each one that differs from its own.
    assert all(list(r["partialFingerprints"]) == ["cometLint/v1"] for r in run_of(SMALL)["results"])


@pytest.mark.parametrize(
    ("path", "root", "expected"),
    [
        ("profiles/bob.json", "/srv", {"uri": "profiles/bob.json", "uriBaseId": "%SRCROOT%"}),
        ("a b/ü%#?.json", "", {"uri": "a%20b/%C3%BC%25%23%3F.json", "uriBaseId": "%SRCROOT%"}),
        ("c:d.json", "", {"uri": "c%3Ad.json", "uriBaseId": "%SRCROOT%"}),
        ("/etc/cometd.cfg", "/srv", {"uri": "file:///etc/cometd.cfg"}),
        ("../other/x.json", "/srv/repo", {"uri": "file:///srv/other/x.json"}),
        ("C:/comet/x y.json", "C:/comet", {"uri": "file:///C:/comet/x%20y.json"}),
        ("C:\\comet\\x.json", "", {"uri": "file:///C:/comet/x.json"}),
    ],
)
def test_files_are_relative_to_the_root_where_they_are_below_it(path: str, root: str, expected: dict[str, str]) -> None:
    assert artifact_location(path, root) == expected


@pytest.mark.parametrize(
    ("root", "expected"),
    [
        ("/home/me/my repo", {"uri": "file:///home/me/my%20repo/"}),
        ("/", {"uri": "file:///"}),
        ("", {"description": {"text": "The folder in which comet-lint was started."}}),
    ],
)
def test_the_root_is_the_base_of_addresses(root: str, expected: dict[str, Any]) -> None:
    assert run_of(SMALL, root=root)["originalUriBaseIds"] == {"%SRCROOT%": expected}


def test_addresses_hold_nothing_but_characters_of_addresses() -> None:
    report = render("sarif", hostile_outcome(), RULES, ReportOptions(root=f"/{HOSTILE}"))
    uris = re.findall(r'"uri": "([^"]*)"', report)
    assert uris
    assert [uri for uri in uris if not re.fullmatch(r"(?:[A-Za-z0-9._~/:-]|%[0-9A-F]{2})+", uri)] == []


def test_a_name_in_a_document_makes_no_link() -> None:
    run = run_of(Outcome(findings=(make_finding(message="User [click](https://evil.example) has no vault."),)))
    assert run["results"][0]["message"]["text"] == "User [click] (https://evil.example) has no vault."
