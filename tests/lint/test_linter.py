"""From bytes to findings: places, excerpts, fingerprints, wrappers, YAML."""

from __future__ import annotations

import json

import pytest

from comet_lint.rules.context import Context
from comet_lint.rules.rule_files import shipped_rules
from comet_lint.rules.selection import select_rules
from comet_lint.source.kinds import kind_named
from tests.linting import make_linter

RULES = shipped_rules()


def found(text: str, name: str = "a.json", select: str = "T,S603,R002") -> list[tuple[str, str, int, int, str]]:
    linter = make_linter(select_rules(RULES, select=select.split(",")), Context())
    findings = linter.check(name, text.encode()).findings
    return [(f.rule, f.pointer, f.span.line, f.span.column, f.excerpt) for f in findings if f.rule != "T016"]


FTP = {"DestinationType": 1004, "FTPServer": "ftp.example.com", "FTPSMode": 0, "FTPPassword": "exampleFtpPassword"}


def test_a_finding_points_at_the_key() -> None:
    text = """{
  "Username": "bob", "Sources": {},
  "Destinations": {"v": {
    "DestinationType": 1004,
    "FTPSMode": 0}}
}"""
    assert found(text) == [("S603", "/Destinations/v/FTPSMode", 5, 5, '"FTPSMode": 0')]


def test_a_missing_field_points_at_the_object() -> None:
    text = '{"Username": "bob", "Sources": {}, "Destinations": {"v": {"DestinationType": 1004}}}'
    assert found(text) == [("S603", "/Destinations/v", 1, 53, '"v": {…}')]


def test_pointers_are_relative_to_the_whole_file() -> None:
    profile = {"Username": "bob", "Sources": {}, "Destinations": {"v": FTP}}
    wrapped = {"Status": 200, "Message": "", "ProfileHash": "example", "Profile": profile}
    assert [each[1] for each in found(json.dumps(wrapped))] == ["/Profile/Destinations/v/FTPSMode"]
    assert [each[1] for each in found(json.dumps({"bob": profile}))] == ["/bob/Destinations/v/FTPSMode"]


def test_several_yaml_documents() -> None:
    text = """\
Username: alice
Sources: {}
---
Username: bob
Sources: {}
Destinations:
  v:
    DestinationType: 1004
    FTPSMode: 0
"""
    assert found(text, "a.yaml") == [("S603", "/1/Destinations/v/FTPSMode", 9, 5, "FTPSMode: 0")]


@pytest.mark.parametrize("value", ["1.0", "1e3"])
def test_numbers_with_fraction_stop_no_rule(value: str) -> None:
    vaults = '{"v": {"DestinationType": 1004}}'
    text = f'{{"Username": "bob", "Sources": {{}}, "MaximumDevices": {value}, "Destinations": {vaults}}}'
    assert [each[0] for each in found(text)] == ["T011", "S603"]


def test_yaml_switches_are_read_as_the_field_says() -> None:
    text = "AdminUsers:\n- Username: a\n  AllowPasswordLogin: yes\n"
    rules = [each[0] for each in found(text, "a.yaml", "T015,S113")]
    assert rules == ["T015"]


def test_the_same_defect_twice_has_two_fingerprints() -> None:
    text = json.dumps({"Username": "bob", "Sources": {}, "Emails": [5, 5]})
    linter = make_linter(select_rules(RULES, select=["T008"]), Context())
    findings = linter.check("a.json", text.encode()).findings
    assert [f.pointer for f in findings] == ["/Emails/0", "/Emails/1"]
    assert len({f.fingerprint for f in findings}) == 2


def test_every_type_can_be_forced() -> None:
    linter = make_linter(select_rules(RULES, select=["T008"]), Context())
    findings = linter.check("a.json", b'{"SharePath": 5}', kind_named("WinSMBAuth")).findings
    assert [(f.rule, f.pointer, f.kind) for f in findings] == [("T008", "/SharePath", "WinSMBAuth")]
