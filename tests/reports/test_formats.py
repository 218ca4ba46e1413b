"""What the formats for CI services say, case by case."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest

from comet_lint.findings import Severity, Span
from comet_lint.lint.results import DocumentInfo, Outcome
from comet_lint.reports import FORMATS, ReportOptions, render
from tests.reports.fakes import CLEAN, FTP, RULES, SMALL, make_finding, make_rule, many_users

OPTIONS = ReportOptions()
GITHUB_LIMIT = 65_536
"""Characters of a comment on GitHub; longer ones are refused."""


def test_unknown_format_is_an_error_of_the_caller() -> None:
    with pytest.raises(KeyError):
        render("pdf", CLEAN, RULES, OPTIONS)
    assert list(FORMATS) == [
        "text",
        "json",
        "sarif",
        "junit",
        "github",
        "gitlab",
        "checkstyle",
        "markdown",
        "html",
    ]


def test_json_keys_are_in_their_order() -> None:
    report = json.loads(render("json", SMALL, RULES, OPTIONS))
    assert list(report) == ["version", "findings", "summary", "hidden", "incomplete"]
    assert list(report["findings"][0]) == [
        "rule",
        "name",
        "severity",
        "confidence",
        "message",
        "path",
        "kind",
        "pointer",
        "line",
        "column",
        "end_line",
        "end_column",
        "affected",
        "related",
        "fingerprint",
    ]


def junit_results(outcome: Outcome, options: ReportOptions = OPTIONS) -> list[tuple[str, str, str]]:
    root = ElementTree.fromstring(render("junit", outcome, RULES, options).encode())
    return [
        (suite.get("name", ""), case.get("name", ""), case[0].tag if len(case) else "passed")
        for suite in root
        for case in suite
    ]


@pytest.mark.parametrize(
    ("fail_on", "results"),
    [
        (Severity.ERROR, ["failure", "system-out", "system-out"]),
        (Severity.WARNING, ["failure", "failure", "system-out"]),
        (Severity.INFO, ["failure", "failure", "failure"]),
        (None, ["system-out", "system-out", "system-out"]),
    ],
)
def test_junit_fails_what_fails_the_run(fail_on: Severity | None, results: list[str]) -> None:
    found = junit_results(SMALL._replace(fail_on=fail_on, hidden=(), eased=()))
    assert [result for _, _, result in found] == results


def test_junit_shows_documents_without_findings() -> None:
    documents = (
        DocumentInfo("profiles/bob.json", "", "UserProfileConfig", "bob"),
        DocumentInfo("server.json", "", "ServerConfigOptions", "backup.example.com"),
    )
    outcome = Outcome(findings=(make_finding(),), documents=documents, document_count=2, file_count=2)
    assert junit_results(outcome) == [
        ("profiles/bob.json", "S603 ftp-plaintext (12:9)", "failure"),
        ("server.json", "ServerConfigOptions", "passed"),
    ]


def test_junit_skips_hidden_findings_or_leaves_them_out() -> None:
    hidden = ("profiles/carol.json", "S603 ftp-plaintext (12:9)", "skipped")
    assert hidden in junit_results(SMALL)
    assert hidden not in junit_results(SMALL, ReportOptions(include_hidden=False))


def test_github_shows_the_worst_first() -> None:
    outcome = Outcome(findings=tuple(reversed(SMALL.findings)))
    lines = render("github", outcome, RULES, OPTIONS).splitlines()
    assert [line.split(" ")[0] for line in lines] == ["::error", "::warning", "::notice"]


def test_github_takes_columns_only_within_one_line() -> None:
    finding = make_finding(span=Span(3, 5, 9, 2))
    report = render("github", Outcome(findings=(finding,)), RULES, OPTIONS)
    assert report.startswith("::warning title=S603 ftp-plaintext,file=profiles/bob.json,line=3,endLine=9::")


def test_gitlab_fingerprints_are_unique_and_do_not_depend_on_lines() -> None:
    def fingerprints(line: int) -> list[str]:
        twice = (make_finding(span=Span(line, 1, line, 5)), make_finding(span=Span(line + 1, 1, line + 1, 5)))
        report = render("gitlab", Outcome(findings=(*twice, *many_users(3))), RULES, OPTIONS)
        return [issue["fingerprint"] for issue in json.loads(report)]

    assert len(set(fingerprints(1))) == 5
    assert fingerprints(1) == fingerprints(70)


def test_markdown_shows_ten_findings_of_a_rule_or_all() -> None:
    outcome = Outcome(findings=many_users(25), document_count=25, file_count=25)
    few = render("markdown", outcome, RULES, OPTIONS)
    assert few.count("\n| <code>profiles/user") == 10
    assert "… and 15 more." in few
    everything = render("markdown", outcome, RULES, ReportOptions(show_all=True))
    assert everything.count("\n| <code>profiles/user") == 25
    assert "more." not in everything


@pytest.mark.parametrize("options", [OPTIONS, ReportOptions(show_all=True)])
def test_markdown_has_a_limit(options: ReportOptions) -> None:
    rules = [make_rule(f"S{number}", f"rule-{number}") for number in range(100, 700)]
    findings = tuple(
        make_finding(rule, message=f"{user.message} {'long ' * 40}") for rule in rules for user in many_users(12)
    )
    report = render("markdown", Outcome(findings=findings, document_count=12, file_count=12), {}, options)
    assert 0.7 * GITHUB_LIMIT < len(report) <= GITHUB_LIMIT
    assert len(report.encode("utf-16-le")) // 2 <= GITHUB_LIMIT
    assert "Left out for length: the findings of" in report
    assert report.count("<details>") == report.count("</details>")


def test_markdown_lists_a_hundred_rules() -> None:
    rules = [make_rule(f"S{number}", f"rule-{number}") for number in range(1000, 2000)]
    outcome = Outcome(findings=tuple(make_finding(rule) for rule in rules))
    report = render("markdown", outcome, {}, OPTIONS)
    assert report.count("\n| 🟠 warning | S") == 100
    assert "\n… and 900 rules more.\n" in report


def test_markdown_quiet_and_statistics() -> None:
    assert "| Severity |" not in render("markdown", SMALL, RULES, ReportOptions(quiet=True))
    statistics = render("markdown", SMALL, RULES, ReportOptions(statistics=True))
    assert "| Severity |" in statistics
    assert "<details>" not in statistics


def test_markdown_tells_why_and_what_to_do() -> None:
    report = render("markdown", SMALL, {"S603": FTP}, OPTIONS)
    assert "**What to do:** Switch the vault to explicit FTPS. SFTP is better still." in report
