"""What a FindingBuilder makes of drafts: places, excerpts, names, fingerprints, and nothing secret."""

from __future__ import annotations

from typing import Any

import pytest

from comet_lint.comet.model import Shape, load_model
from comet_lint.comet.node import document_node, node_at
from comet_lint.findings import Finding, Related, Span
from comet_lint.lint.drafts import Draft
from comet_lint.lint.finding_builder import FindingBuilder
from comet_lint.lint.results import Crash
from comet_lint.rules.problem import Problem, RelatedPlace, problem
from comet_lint.rules.rule import Rule, rule_from_data
from comet_lint.source.parsed import ParsedFile
from comet_lint.source.reading import parse_text, read_text
from comet_lint.source.roots import Origin
from comet_lint.text.pointers import Path, Step

PROFILE = Shape("object", type_name="UserProfileConfig")


def rule(code: str = "Z001", message: str = "Something is wrong.") -> Rule:
    return rule_from_data(
        {
            "code": code,
            "name": "example-rule",
            "severity": "warning",
            "confidence": "high",
            "applies-to": "UserProfileConfig",
            "message": message,
            "why": "Because.",
            "fix": "Do it.",
        }
    )


def parsed(text: str, name: str = "a.json") -> ParsedFile:
    return parse_text(read_text(text.encode(), name))


def draft(root: Any, *path: Step, said: Problem | None = None, of: Rule | None = None) -> Draft:
    node = node_at(document_node(root, "UserProfileConfig", load_model()), path)
    return Draft(of or rule(), path, said or problem(), node, "UserProfileConfig")


def build(text: str, *paths: Path, name: str = "a.json", index: int = 0) -> list[Finding]:
    file = parsed(text, name)
    root = file.roots[index]
    builder = FindingBuilder(load_model(), name, file, None, [])
    return builder.findings(Origin(index), root, PROFILE, [draft(root, *path) for path in paths])


def place(text: str, *path: Step, name: str = "a.json") -> tuple[str, Span, str]:
    (finding,) = build(text, path, name=name)
    return finding.pointer, finding.span, finding.excerpt


VAULT = """{
  "Username": "bob",
  "Destinations": {
    "v1": {"Description": "Old NAS", "DestinationType": 1004,
           "FTPSMode": 0}
  }
}"""


def test_everything_about_one_finding() -> None:
    file = parsed(VAULT)
    root = file.roots[0]
    said = rule(message="{subject}: mode {FTPSMode}.")
    builder = FindingBuilder(load_model(), "a.json", file, None, [])
    drafts = [draft(root, "Destinations", "v1", "FTPSMode", of=said)]
    assert builder.findings(Origin(), root, PROFILE, drafts) == [
        Finding(
            rule="Z001",
            name="example-rule",
            severity=said.severity,
            confidence=said.confidence,
            message='Vault "Old NAS" of user bob: mode 0.',
            path="a.json",
            kind="UserProfileConfig",
            pointer="/Destinations/v1/FTPSMode",
            span=Span(5, 12, 5, 22),
            fingerprint="fdffa716f6e37200b00bdbcc173ca957",
            excerpt='"FTPSMode": 0',
            subject='vault "Old NAS" of user bob',
            owner="user bob",
            entities=(("vault", "Old NAS"), ("user", "bob")),
            object="/Destinations/v1/FTPSMode",
        )
    ]


def test_a_missing_field_points_at_the_object_that_lacks_it() -> None:
    assert place(VAULT, "Destinations", "v1", "FTPServer") == ("/Destinations/v1", Span(4, 5, 4, 9), '"v1": {…}')
    assert place(VAULT, "Destinations", "v2", "FTPServer") == (
        "/Destinations",
        Span(3, 3, 3, 17),
        '"Destinations": {…}',
    )
    assert place(VAULT, "AccountName") == ("", Span(1, 1, 7, 2), "")


def test_what_is_missing_has_a_fingerprint_of_its_own() -> None:
    server, port, whole = build(
        VAULT, ("Destinations", "v1", "FTPServer"), ("Destinations", "v1", "FTPPort"), ("Destinations", "v1")
    )
    assert len({server.fingerprint, port.fingerprint, whole.fingerprint}) == 3


def test_an_entry_of_a_list_has_no_key() -> None:
    text = '{"Emails": ["a@example.com",\n "b@example.com"]}'
    assert place(text, "Emails", 1) == ("/Emails/1", Span(2, 2, 2, 17), '"b@example.com"')
    assert place(text, "Emails", 2) == ("/Emails", Span(1, 2, 1, 10), '"Emails": […]')


@pytest.mark.parametrize(
    ("key", "pointer", "width"),
    [
        ("", "/EmailReports/", 2),
        ("a/b", "/EmailReports/a~1b", 5),
        ("~", "/EmailReports/~0", 3),
        ("é", "/EmailReports/é", 3),
    ],
)
def test_keys_that_are_hard_to_point_at(key: str, pointer: str, width: int) -> None:
    text = f'{{"EmailReports": {{"x": 1, "{key}": 2}}}}'
    assert place(text, "EmailReports", key) == (pointer, Span(1, 27, 1, 27 + width), f'"{key}": …')


YAML = """\
Username: alice
Emails:
- a@example.com
---
Username: bob
Destinations:
  v1:
    FTPSMode: 0
  "": {}
"""


def test_yaml_with_several_documents() -> None:
    (first,) = build(YAML, ("Emails", 0), name="a.yaml")
    assert (first.pointer, first.span, first.excerpt, first.owner) == (
        "/0/Emails/0",
        Span(3, 3, 3, 16),
        '"a@example.com"',
        "user alice",
    )
    nameless, mode = build(YAML, ("Destinations", "v1", "FTPSMode"), ("Destinations", ""), name="a.yaml", index=1)
    assert (mode.pointer, mode.span, mode.excerpt, mode.owner) == (
        "/1/Destinations/v1/FTPSMode",
        Span(8, 5, 8, 13),
        "FTPSMode: 0",
        "user bob",
    )
    assert (nameless.pointer, nameless.span, nameless.excerpt) == ("/1/Destinations/", Span(9, 3, 9, 5), ": {}")


def test_fingerprints_do_not_depend_on_order_and_lines() -> None:
    moved = '{"Destinations": {"v0": {}, "v1": {"FTPSMode": 0}}, "Emails": ["b@example.com", "a@example.com"]}'
    plain = '{\n"Emails": ["a@example.com"],\n"Destinations": {"v1": {"FTPSMode": 1}}}'
    path = ("Destinations", "v1", "FTPSMode")
    (vault, email), (same_vault, same_email) = (
        sorted(build(moved, path, ("Emails", 1)), key=lambda each: each.pointer),
        sorted(build(plain, path, ("Emails", 0)), key=lambda each: each.pointer),
    )
    assert (vault.fingerprint, email.fingerprint) == (same_vault.fingerprint, same_email.fingerprint)


def test_findings_that_agree_in_everything_have_numbered_fingerprints() -> None:
    first, second = build(VAULT, ("Username",), ("Username",))
    assert first.fingerprint != second.fingerprint
    assert first._replace(fingerprint="") == second._replace(fingerprint="")


def test_findings_are_sorted_by_rule_and_pointer() -> None:
    file = parsed(VAULT)
    root = file.roots[0]
    drafts = [
        draft(root, "Username", of=rule("Z002")),
        draft(root, "Username"),
        draft(root, "Destinations", "v1"),
    ]
    findings = FindingBuilder(load_model(), "a.json", file, None, []).findings(Origin(), root, PROFILE, drafts)
    assert [(finding.rule, finding.pointer) for finding in findings] == [
        ("Z001", "/Destinations/v1"),
        ("Z001", "/Username"),
        ("Z002", "/Username"),
    ]


SECRETS = """{"Username": "secret-password", "Emails": ["secret-password"],
"Destinations": {"v1": {"Description": "with secret-password", "FTPPassword": "secret-password", "FTPServer": "x"}}}"""


def test_secrets_are_in_no_text() -> None:
    file = parsed(SECRETS)
    root = file.roots[0]
    there = RelatedPlace(("Emails", 0), "See secret-password.")
    said = problem(detail="secret-password", related=(there,))
    drafts = [
        draft(root, "Destinations", "v1", "FTPPassword", said=said, of=rule(message="{subject} has {detail}.")),
        draft(root, "Emails", 0),
    ]
    password, email = FindingBuilder(load_model(), "a.json", file, None, []).findings(Origin(), root, PROFILE, drafts)
    assert password.message == 'Vault "with ***" of user *** has ***.'
    assert (password.excerpt, password.subject, password.owner) == (
        '"FTPPassword": …',
        'vault "with ***" of user ***',
        "user ***",
    )
    assert password.entities == (("vault", "with ***"), ("user", "***"))
    assert password.related == (Related("a.json", "/Emails/0", Span(1, 44, 1, 61), "See ***."),)
    assert email.excerpt == '"***"'


def test_what_stands_in_a_value_of_the_wrong_kind_is_not_shown() -> None:
    assert place('{"Username": {"Password": "x"}}', "Username", "Password")[2] == '"Password": …'
    assert place('{"Username": ["x"]}', "Username", 0)[2] == "…"
    assert place('{"Destinations": [{"FTPSMode": 0}]}', "Destinations", 0, "FTPSMode")[2] == '"FTPSMode": …'


def test_a_message_that_cannot_be_filled_stops_no_other() -> None:
    file = parsed(VAULT)
    root = file.roots[0]
    crashes: list[Crash] = []
    broken = rule("Z002", message="{NoSuchField}")
    builder = FindingBuilder(load_model(), "a.json", file, None, crashes)
    findings = builder.findings(Origin(), root, PROFILE, [draft(root, "Username", of=broken), draft(root, "Username")])
    assert [finding.rule for finding in findings] == ["Z001"]
    assert [crash.rule for crash in crashes] == ["Z002"]


def test_a_text_that_cannot_be_parsed_has_findings_with_spans_of_their_own() -> None:
    file = parsed('{"a": ')
    said = Draft(rule(), (), Problem(), None, "", "Not JSON.", Span(1, 7, 1, 7))
    (finding,) = FindingBuilder(load_model(), "a.json", file, None, []).findings(Origin(), None, Shape("any"), [said])
    assert (finding.message, finding.span, finding.pointer, finding.excerpt) == ("Not JSON.", Span(1, 7, 1, 7), "", "")
