"""What is a document in a file, whatever shape the file has, and what is said about files that hold none."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
import yaml

from comet_lint.lint.results import FileResult
from comet_lint.rules.context import Context
from comet_lint.rules.rule_files import shipped_rules
from comet_lint.source.kinds import kind_named
from tests.linting import make_linter

LINTER = make_linter(shipped_rules(), Context())
Dump = Callable[[Any], str]

PROFILE = {
    "Username": "alice",
    "LocalTimezone": "Mars/Olympus",
    "PolicyID": "",
    "Emails": ["alice@example.com"],
    "Destinations": {},
    "Sources": {},
    "BackupRules": {},
    "Devices": {},
}
"""Its time zone is found by V070."""
GOOD = {**PROFILE, "Username": "bob", "LocalTimezone": "Europe/Berlin"}
POLICY = {"Description": "Standard", "OrganizationID": "", "Policy": {"DefaultEmailReports": 5}}
"""Has a number where an object belongs: T008."""
SERVER = {"ListenAddresses": [{"ListenAddress": "8060"}], "StorageRole": {}, "ConstellationRole": {}}
"""Listens on nothing: V079."""
WEBHOOK = {"URL": "http://hooks.example.com/", "CustomHeaders": {"Authorization": "Bearer f4ke"}, "Level": "full"}
"""Sends its token in the clear: S504."""
WATCHED = {"T001", "T002", "T003", "T004", "T008", "T009", "T012", "T013", "T019", "V070", "V079", "S504", "S703"}

both = pytest.mark.parametrize(("name", "dump"), [("a.json", json.dumps), ("a.yaml", yaml.safe_dump)])


def lint(text: str, name: str = "a.json", kind: str = "", explicit: bool = True) -> FileResult:
    return LINTER.check(name, text.encode(), kind_named(kind) if kind else None, explicit)


def found(text: str, name: str = "a.json", kind: str = "", explicit: bool = False) -> list[tuple[str, str, str]]:
    """Rule, severity and pointer of the findings, as when the file is in a folder."""
    result = lint(text, name, kind, explicit)
    return [(each.rule, each.severity.value, each.pointer) for each in result.findings if each.rule in WATCHED]


def kinds(text: str, name: str = "a.json", kind: str = "") -> list[tuple[str, str]]:
    """Types and pointers of the documents."""
    return [(info.kind, info.pointer) for info in lint(text, name, kind).documents]


def zone(pointer: str) -> tuple[str, str, str]:
    return ("V070", "error", f"{pointer}/LocalTimezone")


@both
@pytest.mark.parametrize(
    ("username", "expected"),
    [(100042, [("T008", "error", "/Username")]), (None, [("T009", "warning", "/Username")]), (..., [])],
)
def test_a_profile_without_a_usable_name_is_a_profile(
    name: str, dump: Dump, username: object, expected: list[tuple[str, str, str]]
) -> None:
    profile: dict[str, Any] = {**PROFILE, "Username": username, "OrganizationID": "", "Policy": {}}
    if username is ...:
        del profile["Username"]
    assert sorted(found(dump(profile), name)) == [*expected, zone("")]
    assert sorted(found(dump({"7": profile, "b": GOOD}), name)) == [
        *[(rule, severity, f"/7{pointer}") for rule, severity, pointer in expected],
        zone("/7"),
    ]


@both
def test_one_odd_member_does_not_hide_a_map(name: str, dump: Dump) -> None:
    for odd, problem in ((5, "T008"), ([], "T013"), ("x", "T008"), ({"a": 1}, "T004")):
        members: dict[str, Any] = {"a": PROFILE, "b": GOOD, "odd": odd}
        pointer = "/odd/a" if problem == "T004" else "/odd"
        severity = "info" if problem == "T004" else "error"
        assert sorted(found(dump(members), name)) == sorted([(problem, severity, pointer), zone("/a")])


@both
def test_what_editors_and_sops_put_into_a_file_is_no_field(name: str, dump: Dump) -> None:
    about = {"$schema": "./x.json", "sops": {"version": "3.9.0"}}
    assert found(dump({**about, **PROFILE}), name) == [zone("")]
    assert found(dump({**about, "a": PROFILE}), name) == [zone("/a")]
    assert found(dump({"$comment": "x", **PROFILE}), name) == sorted([("T004", "info", "/$comment"), zone("")])
    assert found(dump({**PROFILE, "Policy": {"$schema": "x"}}), name) == sorted(
        [("T004", "info", "/Policy/$schema"), zone("")], key=lambda each: each[0] == "T004"
    )


@both
def test_a_part_of_a_server_is_a_server_and_says_nothing_about_admins(name: str, dump: Dump) -> None:
    result = lint(dump({"StorageRole": {}, "ConstellationRole": {}}), name, explicit=False)
    assert [info.kind for info in result.documents] == ["ServerConfigOptions"]
    assert "S114" not in {each.rule for each in result.findings}
    assert found(dump(SERVER), name) == [("V079", "error", "/ListenAddresses/0/ListenAddress")]
    assert "S114" in {each.rule for each in lint(dump({**SERVER, "AdminUsers": []}), name).findings}


@both
def test_lists(name: str, dump: Dump) -> None:
    assert found(dump([PROFILE, GOOD, PROFILE]), name) == [zone("/0"), zone("/2")]
    assert found(dump([GOOD, PROFILE, 5]), name) == [zone("/1"), ("T008", "error", "/2")]
    assert found(dump([POLICY, POLICY]), name) == [
        ("T008", "error", "/0/Policy/DefaultEmailReports"),
        ("T008", "error", "/1/Policy/DefaultEmailReports"),
    ]
    mixed = [SERVER | {"AdminUsers": []}, PROFILE]
    assert found(dump(mixed), name) == [("V079", "error", "/0/ListenAddresses/0/ListenAddress"), zone("/1")]


@pytest.mark.parametrize("name", ["a.jsonl", "a.json"])
def test_json_lines(name: str) -> None:
    text = f"{json.dumps(GOOD)}\n{json.dumps(PROFILE)}\n"
    (finding,) = [each for each in lint(text, name, explicit=False).findings if each.rule == "V070"]
    assert finding.pointer == "/1/LocalTimezone"
    assert finding.span[:2] == (2, 23)
    assert kinds(text, name) == [("UserProfileConfig", "/0"), ("UserProfileConfig", "/1")]


@both
@pytest.mark.parametrize("wrap", [lambda text: text, lambda text: json.dumps(json.loads(text), indent=1)])
def test_a_document_as_a_text(name: str, dump: Dump, wrap: Callable[[str], str]) -> None:
    text = wrap(json.dumps(PROFILE))
    assert found(dump(text), name) == [("V070", "error", "")]
    answer = {"StatusCode": 200, "StatusDescription": "OK", "Content": text, "Headers": {"Server": "x"}}
    assert found(dump(answer), name) == [("V070", "error", "/Content")]
    assert found(dump(answer), name, kind="UserProfileConfig") == [("V070", "error", "/Content")]
    assert kinds(dump(answer), name) == [("UserProfileConfig", "/Content")]


def test_a_finding_in_a_text_stands_at_the_text_and_names_the_field() -> None:
    content = json.dumps({"alice": PROFILE, "bob": {**GOOD, "PasswordFormat": 0, "PasswordHash": "EXAMPLE-PASSWORD"}})
    text = json.dumps({"StatusCode": 200, "Content": content}, indent=1)
    result = lint(text, explicit=False)
    places = {(each.rule, each.pointer, each.span[:2]) for each in result.findings if each.rule in WATCHED}
    assert places == {("V070", "/Content", (3, 2)), ("S703", "/Content", (3, 2))}
    (zone_finding,) = [each for each in result.findings if each.rule == "V070"]
    assert zone_finding.excerpt == '"LocalTimezone": "Mars/Olympus"'
    assert "EXAMPLE-PASSWORD" not in str(result)


def test_a_key_twice_in_a_text() -> None:
    content = json.dumps(GOOD)[:-1] + ', "PolicyID": "x"}'
    (finding,) = [each for each in lint(json.dumps(content)).findings if each.rule == "T007"]
    assert (finding.pointer, finding.span[:2]) == ("", (1, 1))
    assert finding.message == 'The key "PolicyID" is already in this object; the server takes the last one.'


@both
def test_events(name: str, dump: Dump) -> None:
    event = {"Actor": "admin", "ResourceID": "alice", "Type": 4102, "Timestamp": 1731600000, "TypeString": "X"}
    for data, expected in (
        (PROFILE, [zone("/Data")]),
        (json.dumps(PROFILE), [("V070", "error", "/Data")]),
        (None, []),
        ({}, []),
    ):
        text = dump({**event, "Data": data})
        assert found(text, name) == found(text, name, kind="StreamableEvent") == expected
    policy = dump([{**event, "Type": 4602, "Data": {"Description": "x", "Policy": {"DefaultEmailReports": 5}}}])
    assert found(policy, name) == [("T008", "error", "/0/Data/Policy/DefaultEmailReports")]
    # Nothing but its number tells that this is an admin.
    admin = {**event, "Type": 4152, "Data": {"Username": 5}}
    assert found(dump(admin), name) == [("T008", "error", "/Data/Username")]


@both
def test_what_an_event_tells_of_is_no_second_user(name: str, dump: Dump) -> None:
    event = {"Actor": "admin", "ResourceID": "alice", "Type": 4102, "Timestamp": 1731600000, "Data": GOOD}
    assert [fact.username for fact in lint(dump([GOOD, GOOD]), name).facts] == ["bob", "bob"]
    assert "UserProfileConfig" not in [fact.ref.type_name for fact in lint(dump(event), name).facts]


@both
def test_below_other_keys(name: str, dump: Dump) -> None:
    assert found(dump({"exported": "2024-11-15", "server": SERVER, "users": {"alice": PROFILE}}), name) == [
        ("V079", "error", "/server/ListenAddresses/0/ListenAddress"),
        zone("/users/alice"),
    ]
    assert found(dump({"result": {"items": [PROFILE, GOOD]}}), name) == [zone("/result/items/0")]
    assert found(dump({"meta": 1, "answer": {"Status": 200, "Profile": PROFILE, "ProfileHash": "x"}}), name) == [
        zone("/answer/Profile")
    ]


@both
def test_parts_that_the_api_hands_out(name: str, dump: Dump) -> None:
    assert found(dump({"helpdesk": WEBHOOK}), name) == [("S504", "error", "/helpdesk/URL")]
    assert found(dump([WEBHOOK]), name) == [("S504", "error", "/0/URL")]


@both
@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("WebhookOption", WEBHOOK, [("S504", "error", "/URL")]),
        ("WebhookOption", {"URL": WEBHOOK}, [("S504", "error", "/URL/URL")]),
        ("WebhookOption", [{"URL": 5}], [("T008", "error", "/0/URL")]),
        ("UserProfileConfig", [GOOD, PROFILE], [zone("/1")]),
        ("UserProfileConfig", {"a": PROFILE, "b": None}, [zone("/a")]),
        ("UserProfileConfig", {"Status": 200, "Profile": PROFILE, "ProfileHash": ""}, [zone("/Profile")]),
        ("list-users-full", [GOOD, PROFILE], [zone("/1")]),
        ("GroupPolicy", [5, POLICY], [("T008", "error", "/0"), ("T008", "error", "/1/Policy/DefaultEmailReports")]),
        ("GroupPolicy", {}, []),
        ("GroupPolicy", [], []),
        ("GroupPolicy", {"Colour": {}, "Description": "x"}, [("T004", "info", "/Colour")]),
        ("RetentionPolicy", {"v1": {"Mode": "x"}}, [("T008", "error", "/v1/Mode")]),
        ("SourceConfig", {"Statistics": {"LastBackupJob": 5}}, [("T008", "error", "/Statistics/LastBackupJob")]),
    ],
)
def test_a_type_that_is_said(
    name: str, dump: Dump, kind: str, value: object, expected: list[tuple[str, str, str]]
) -> None:
    assert found(dump(value), name, kind) == expected


def test_the_words_for_a_whole_document() -> None:
    for text, kind, message in (
        ("5", "GroupPolicy", "The document must be an object, but here stands a number: the server refuses it."),
        ("[5]", "GroupPolicy", "The document must be an object, but here stands a number: the server refuses it."),
        ("[[]]", "GroupPolicy", "The document must be an object, but here stands a list: the server refuses it."),
        ("[]", "list-users-full", None),
    ):
        assert [each.message for each in lint(text, kind=kind).findings] == ([message] if message else [])


NATURES = [
    (["alice", "bob"], "This is a list of names only"),
    ({"a": "alice", "b": "bob"}, "comet-lint knows"),
    (
        [{"GUID": "x", "Classification": 1, "StartTime": 1, "SourceGUID": "y", "Status": 1}],
        "This is a list of backup jobs",
    ),
    ("@{Username=alice; Sources=}", "This is what PowerShell writes"),
    (["@{Username=alice}", "@{Username=bob}"], "This is what PowerShell writes"),
    ({"StatusCode": 404, "Content": "<html>"}, "This is what a web client makes of an answer"),
    ({"MaxFileCount": 1, "RandomDelaySecs": 1, "FrequencyType": 1}, "comet-lint knows"),
    ({"Mode": 802, "Ranges": [], "SSHServer": ""}, "comet-lint knows"),
    (
        {"SSHServer": "x", "SSHUsername": "y", "SSHAuthMode": 1},
        "This looks like SSHConnection, which is no whole document: nothing in it was checked. Say so with --type SSHC",
    ),
    ('{"Username": "alice", "Sources": {},', "This is a document written as a text within a text"),
    ({"name": "demo", "private": True}, "comet-lint knows"),
]


@both
@pytest.mark.parametrize(("value", "words"), NATURES)
def test_what_a_named_file_is_that_is_no_document(name: str, dump: Dump, value: object, words: str) -> None:
    (finding,) = lint(dump(value), name).findings
    assert (finding.rule, finding.severity.value, finding.pointer) == ("T003", "error", "")
    assert words in finding.message


@both
@pytest.mark.parametrize("value", [{}, [], None])
def test_an_empty_export_is_no_mistake(name: str, dump: Dump, value: object) -> None:
    result = lint(dump(value), name)
    assert result.findings == ()
    assert result.is_empty_export
    assert not lint(dump(value), name, explicit=False).is_comet


ENCRYPTED = "ENC[AES256_GCM,data:c2Vj,iv:YWFh,tag:YmJi,type:str]"


@both
def test_a_file_that_sops_encrypted(name: str, dump: Dump) -> None:
    whole = {
        **{key: ENCRYPTED if isinstance(value, str) else value for key, value in PROFILE.items()},
        "PasswordFormat": ENCRYPTED,
        "Emails": [ENCRYPTED],
        "sops": {"version": "3.9.0", "mac": ENCRYPTED},
    }
    for explicit in (True, False):
        (finding,) = lint(dump(whole), name, explicit=explicit).findings
        assert (finding.rule, finding.severity.value) == ("T003", "warning")
        assert "encrypted as a whole" in finding.message
    part = {**PROFILE, "PasswordHash": ENCRYPTED, "sops": {"version": "3.9.0"}}
    assert found(dump(part), name) == [zone("")]
    assert not lint(dump({"a": ENCRYPTED, "sops": {"version": "3.9.0"}}), name, explicit=False).is_comet


def test_a_file_that_ansible_encrypted() -> None:
    for text in ("$ANSIBLE_VAULT;1.1;AES256\n6162\n", "!vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  6162\n"):
        (finding,) = lint(text, "a.yaml").findings
        assert (finding.rule, finding.severity.value) == ("T003", "warning")


def test_a_value_of_another_program_is_neither_wrong_nor_judged() -> None:
    text = (
        "Username: alice\nLocalTimezone: Mars/Olympus\nSources: {}\nPasswordHash: !vault |\n  abc\n"
        "PasswordFormat: !env FORMAT\nDestinations: !include vaults.yaml\nEmails: !Ref [x]\nMaximumDevices: x\n"
    )
    result = lint(text, "a.yaml")
    assert [(each.rule, each.pointer) for each in result.findings if each.rule in WATCHED] == [
        ("V070", "/LocalTimezone"),
        ("T008", "/MaximumDevices"),
    ]


FOREIGN = [
    ({"services": {"comet": {"image": "example/comet:1", "volumes": ["./cometd.cfg:/etc/cometd.cfg"]}}}),
    ({"Description": "Beschreibung", "Type": "Art", "Password": "Kennwort", "Username": "Benutzername"}),
    ({"License": "Lizenz", "Organizations": "Firmen", "SelfBackup": "Eigene Sicherung"}),
    ([{"Username": "alice", "Email": "a@example.com"}, {"Username": "bob", "Email": "b@example.com"}]),
    (["alice", "bob"]),
    ({"properties": {"Sources": {"type": "array"}, "Destinations": {"type": "array"}, "Ports": {"type": "array"}}}),
    ({"definitions": {"Rule": {"Sources": {"$ref": "#/x"}, "Destinations": {"$ref": "#/y"}}}}),
    ({"schemas": {"Policy": {"type": "object"}, "Status": {"type": "integer"}, "PolicyHash": {"type": "string"}}}),
    ({"shapes": {"Input": {"Username": {"shape": "x"}, "Destinations": {"shape": "y"}, "Sources": {"shape": "z"}}}}),
    ({"metrics": {"ListenAddress": ":9100"}, "jobs": [{"Type": 1, "Timestamp": 5}]}),
    ({"log": '{"msg": "hello", "level": "info", "time": 1}', "text": '[{"a": 1}, {"b": 2}, {"c": 3}]'}),
    ({"fields": {"AdminUsers": {"since": "1"}, "ListenAddresses": {"since": "2"}, "Email": {"since": "3"}}}),
    ({"Users": [{"UserName": "a", "Policy": {"Version": "2012"}}], "Policy": {"Statement": []}}),
]


@both
@pytest.mark.parametrize("value", FOREIGN)
def test_other_files_are_not_mentioned(name: str, dump: Dump, value: object) -> None:
    assert not lint(dump(value), name, explicit=False).is_comet
