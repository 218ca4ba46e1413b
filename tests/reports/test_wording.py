"""Counts, sentences and titles."""

from __future__ import annotations

import pytest

from comet_lint.lint.results import Outcome
from comet_lint.reports.fingerprints import unique_fingerprints
from comet_lint.reports.grouping import by_rule, grouped
from comet_lint.reports.titles import pascal_case, title
from comet_lint.reports.wording import encodable, first_sentence, one_line, plural, severity_counts
from comet_lint.rules.rule_files import shipped_rules
from tests.reports.fakes import SMALL, SOURCE, make_finding, many_users


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Use SFTP. It is better.", "Use SFTP."),
        ("Use a port, e.g. 8060. Then restart.", "Use a port, e.g. 8060."),
        ("Update to 24.9.8 or later. Then test.", "Update to 24.9.8 or later."),
        ("Set it\n  to `true`.\n\nRestart.", "Set it to `true`."),
        ("No full stop", "No full stop"),
        ("Is it? Yes.", "Is it?"),
        ("", ""),
    ],
)
def test_first_sentence(text: str, sentence: str) -> None:
    assert first_sentence(text) == sentence


def test_plural() -> None:
    assert [plural(0, "error"), plural(1, "error"), plural(1204, "error")] == [
        "0 errors",
        "1 error",
        "1,204 errors",
    ]
    assert [plural(1, "entry"), plural(2, "entry"), plural(2, "day")] == ["1 entry", "2 entries", "2 days"]


def test_severities_without_findings_are_not_mentioned() -> None:
    assert severity_counts(SMALL) == "1 error, 1 warning and 1 info"
    assert severity_counts(SMALL._replace(findings=SMALL.findings[:1])) == "1 error"
    assert severity_counts(Outcome()) == ""


def test_one_line() -> None:
    assert one_line("a\nb\x1b[31m\u202e ##[error]") == "a\\u000ab\\u001b[31m\\u202e ## [error]"


def test_encodable() -> None:
    assert encodable("bob\udcff.json 🙈") == "bob\ufffd.json 🙈"


def test_titles() -> None:
    assert [title(name) for name in ("ftp-plaintext", "unknown-language", "s3-no-tls")] == [
        "FTP plaintext",
        "Unknown language",
        "S3 no TLS",
    ]
    assert [pascal_case(name) for name in ("ftp-plaintext", "s3-no-tls")] == ["FtpPlaintext", "S3NoTls"]


def test_titles_of_shipped_rules_start_with_a_capital() -> None:
    assert [rule.name for rule in shipped_rules() if title(rule.name)[0].islower()] == []


def test_fingerprints_are_kept_unless_repeated() -> None:
    findings = [make_finding(fingerprint=name) for name in ("a", "b", "a", "a")]
    unique = unique_fingerprints(findings)
    assert unique[:2] == ["a", "b"]
    assert len(set(unique)) == 4


def test_groups_are_by_rule_severity_and_folder() -> None:
    elsewhere = tuple(finding._replace(path=f"old/{finding.path}") for finding in many_users(7))
    errors = tuple(
        finding._replace(rule=SOURCE.code, name=SOURCE.name, severity=SOURCE.severity) for finding in many_users(2)
    )
    groups = grouped([*many_users(6), *errors, *elsewhere])
    assert [(group.first.rule, len(group.findings), group.where) for group in groups] == [
        ("S603", 6, "profiles/"),
        ("R001", 1, "profiles/user1.json"),
        ("R001", 1, "profiles/user2.json"),
        ("S603", 7, "old/profiles/"),
    ]


def test_group_in_one_file_is_named_by_it_and_shows_one_place_per_user() -> None:
    findings = [finding._replace(path="users.json") for user in many_users(7) for finding in (user, user)]
    (group,) = grouped(findings)
    assert (group.where, group.owners, group.owner_noun) == ("users.json", 7, "user")
    assert [sample.owner for sample in group.samples] == [
        "user user2",
        "user user3",
        "user user4",
        "user user5",
    ]


def test_owners_of_several_kinds_are_places() -> None:
    (group,) = grouped([*many_users(6), make_finding(owner="admin helpdesk")])
    assert group.owner_noun == "place"


def test_rules_are_ordered_by_severity_then_frequency() -> None:
    rules = by_rule([*many_users(3), *SMALL.findings])
    assert [(rule.code, len(rule.findings)) for rule in rules] == [("R001", 1), ("S603", 4), ("V073", 1)]
