"""The report for people."""

from __future__ import annotations

import re
from textwrap import dedent
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comet_lint.findings import Severity, Span
from comet_lint.lint.results import Hidden, Incomplete, Outcome
from comet_lint.reports import ReportOptions, render
from comet_lint.reports.text import columns
from tests.reports.fakes import (
    BROKEN,
    CLEAN,
    FTP,
    HOSTILE,
    NOTHING,
    RULES,
    SMALL,
    hostile_outcome,
    make_finding,
    many_users,
)

ANSI = re.compile(r"\x1b\[[0-9;]*m")


def text(outcome: Outcome, **options: Any) -> str:
    return render("text", outcome, RULES, ReportOptions()._replace(**options))


def one(**changes: Any) -> Outcome:
    finding = make_finding()._replace(**changes)
    return Outcome(findings=(finding,), document_count=1, file_count=1)


def test_same_problem_of_many_users_is_told_once() -> None:
    report = text(Outcome(findings=many_users(1200), document_count=1200, file_count=1200))
    assert report == dedent("""\
        warning[S603 ftp-plaintext]: Vault 1 of user user1 sends its password in clear text.
          --> profiles/user1.json:12:9
           |
        12 | "FTPSMode": 0
           | ^^^^^^^^^^
           = help: Switch the vault to explicit FTPS.
           = and 1,199 more for 1,199 other users in profiles/:
               profiles/user2.json:12:9  user user2
               profiles/user3.json:12:9  user user3
               profiles/user4.json:12:9  user user4
               profiles/user5.json:12:9  user user5
               … and 1,195 more; --show-all lists every one

        Found 1,200 warnings in 1,200 documents (1,200 files).
        Why a rule matters and what to do: `comet-lint explain S603`.
        """)


def test_show_all_tells_each_one() -> None:
    outcome = Outcome(findings=many_users(8), document_count=8, file_count=8)
    assert text(outcome, show_all=True).count("warning[S603 ftp-plaintext]: ") == 8
    assert text(outcome).count("warning[S603 ftp-plaintext]: ") == 1


def test_five_users_are_told_one_by_one() -> None:
    outcome = Outcome(findings=many_users(5), document_count=5, file_count=5)
    assert text(outcome) == text(outcome, show_all=True)


def test_everything_there_is_to_know() -> None:
    outcome = SMALL._replace(
        findings=SMALL.findings[:1],
        notes=("The suppression of S603 expired on 2026-05-01.",),
        fixed_in_baseline=1,
    )
    assert text(outcome, verbose=1) == dedent("""\
        error[R001 rule-source-missing]: Backup rule "Nightly" of user alice backs up the protected item
          5d3c…, which does not exist.
          --> profiles/alice.json:40:13
           |
        40 | "Source": "5d3c…"
           | ^^^^^^^^
           = see: profiles/alice.json:60:5: These protected items exist.
           = at: /BackupRules/9a/Source
           = why: The schedule runs and backs up nothing.
           = help: Point the rule at an existing protected item, or delete it.

        note: The suppression of S603 expired on 2026-05-01.
        Found 1 error in 5 documents (4 files).
        Not shown: 1 suppressed by .comet-lint.yaml and 1 in the baseline known.json (--no-ignores shows
          them).
        Configured: 1 finding is made less severe by .comet-lint.yaml and 12 rules are left out by
          .comet-lint.yaml.
        Fixed since the baseline: 1 entry (`comet-lint check --prune` removes what is fixed).
        Passed over 2 files without Comet documents.
        Why a rule matters and what to do: `comet-lint explain R001`.
        """)


def test_quiet_leaves_findings_and_what_was_not_checked() -> None:
    assert text(BROKEN, quiet=True) == dedent("""\
        warning[S603 ftp-plaintext]: Vault "Wasabi EU" of user bob sends its password in clear text.
          --> profiles/bob.json:12:9
           |
        12 | "FTPSMode": 0
           | ^^^^^^^^^^
           = help: Switch the vault to explicit FTPS.

        NOT CHECKED  profiles/erin.json: permission denied
        NOT CHECKED  rule X009 crashed
        """)
    assert text(CLEAN, quiet=True) == ""


def test_in_a_hook_it_says_what_it_is_and_names_no_command() -> None:
    hidden = Hidden(make_finding(), "baseline", source=".comet-lint-baseline.json")
    findings = many_users(30)
    outcome = Outcome(findings=findings, document_count=30, file_count=30, fixed_in_baseline=2, hidden=(hidden,))
    report = text(outcome, in_hook=True)
    *_, what, who = report.splitlines()
    assert what.startswith("comet-lint checks documents of Comet Backup")
    assert ".pre-commit-config.yaml" in who
    assert "Not shown: 1 in the baseline" in report
    assert "Fixed since the baseline: 2 entries." in report
    assert not re.search(r"`|comet-lint (?:check|explain)\b|--[a-z]", report)


def test_in_a_hook_it_says_nothing_of_itself_where_all_is_well() -> None:
    assert text(CLEAN, in_hook=True) == text(CLEAN)


def test_statistics_count_by_rule() -> None:
    outcome = Outcome(findings=(*SMALL.findings, *many_users(11)), document_count=16, file_count=16)
    assert text(outcome, statistics=True) == dedent("""\
        12  warning  S603 ftp-plaintext
         1  error    R001 rule-source-missing
         1  info     V073 unknown-language

        Found 1 error, 12 warnings and 1 info in 16 documents (16 files).
        Why a rule matters and what to do: `comet-lint explain R001`.
        """)


def test_nothing_found_and_nothing_checked_are_told_apart() -> None:
    assert text(CLEAN) == "All checks passed: 1,204 documents (3 files).\n"
    assert text(NOTHING) == "Nothing was checked: no Comet document found.\n"


def test_an_incomplete_run_never_says_that_checks_passed() -> None:
    unread = Incomplete("b.json", "permission denied")
    assert text(CLEAN._replace(incomplete=(unread,))) == dedent("""\
        NOT CHECKED  b.json: permission denied

        No problems in what was checked: 1,204 documents (3 files).
        The run is incomplete: 1 part not checked.
        """)
    assert "passed" not in text(NOTHING._replace(incomplete=(unread,)))


@pytest.mark.parametrize(
    ("fail_on", "sentence"),
    [
        (Severity.ERROR, "None is an error, so the run passes."),
        (Severity.WARNING, ""),
        (Severity.INFO, ""),
        (None, ""),
    ],
)
def test_says_when_findings_do_not_fail_the_run(fail_on: Severity | None, sentence: str) -> None:
    report = text(one()._replace(fail_on=fail_on))
    assert f"Found 1 warning in 1 document (1 file). {sentence}".rstrip() in report.splitlines()


def test_colours_add_nothing_but_colour() -> None:
    for outcome in (SMALL, BROKEN, CLEAN, NOTHING):
        colored = text(outcome, color=True)
        assert "\x1b[" in colored
        assert ANSI.sub("", colored) == text(outcome)
        assert "\x1b" not in text(outcome)


@pytest.mark.parametrize(
    ("excerpt", "underline"),
    [
        ('"FTPSMode": 0', "^^^^^^^^^^"),
        ("FTPSMode: 0", "^^^^^^^^"),
        ('"a \\" b": 0', "^^^^^^^^"),
        ('"名前": "…"', "^^^^^^"),
        ('"🙈": 1', "^^^^"),
        ('"just a value"', "^^^^^^^^^^^^^^"),
        ("http://example.com", "^^^^^^^^^^^^^^^^^^"),
    ],
)
def test_the_key_of_the_excerpt_is_underlined(excerpt: str, underline: str) -> None:
    lines = text(one(excerpt=excerpt)).splitlines()
    assert lines[3:5] == [f"12 | {excerpt}", f"   | {underline}"]


def test_long_lines_are_broken_only_at_a_known_width() -> None:
    outcome = one(message="word " * 60 + "end.")
    assert max(map(len, text(outcome, width=72).splitlines())) <= 72
    assert "word " * 60 + "end." in text(outcome, width=0)


def test_gutter_is_as_wide_as_the_line_number() -> None:
    lines = text(one(span=Span(123456, 1, 123456, 5))).splitlines()
    assert lines[1:6] == [
        "      --> profiles/bob.json:123456:1",
        "       |",
        '123456 | "FTPSMode": 0',
        "       | ^^^^^^^^^^",
        "       = help: Switch the vault to explicit FTPS.",
    ]


def test_rule_that_is_not_known_any_more_has_no_help() -> None:
    report = render("text", one(), {}, ReportOptions())
    assert "help:" not in report
    assert "warning[S603 ftp-plaintext]" in report


def test_foreign_text_controls_neither_terminal_nor_runner() -> None:
    report = text(hostile_outcome())
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", report)
    assert "##[" not in report
    report.encode("utf-8")


@given(st.text(max_size=200), st.integers(40, 120))
def test_no_line_of_foreign_text_becomes_a_command_of_the_runner(message: str, width: int) -> None:
    outcome = hostile_outcome(f"{HOSTILE} {message} ::warning::x")
    for line in text(outcome, width=width).splitlines():
        assert not line.lstrip().startswith("::")


def test_columns_of_a_terminal() -> None:
    assert [columns(sample) for sample in ("abc", "é", "e\u0301", "名前", "🙈")] == [3, 1, 1, 4, 2]


def test_help_is_the_first_sentence_of_the_fix() -> None:
    assert FTP.fix == "Switch the vault to explicit FTPS. SFTP is better still."
    assert "= help: Switch the vault to explicit FTPS.\n" in text(one())
