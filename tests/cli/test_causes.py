"""One cause, one finding: rules that say the same, what is true of every document, what concerns many users."""

from __future__ import annotations

import json
from typing import Any

import pytest

from comet_lint.rules.rule_files import shipped_rules
from tests.cli.running import CLEAN, check, run, write

OPEN = {"ListenAddresses": [{"ListenAddress": ":443", "AutoSSLDomains": "backup.example.com"}]}
ADMIN = {"Username": "root-admin", "AllowPasswordAndTOTPLogin": True, "TOTPKey": "x"}


def vmware(connection: dict[str, Any]) -> dict[str, Any]:
    props = {"CONN": json.dumps(connection)}
    return {**CLEAN, "Sources": {"s1": {"Engine": "engine1/vmware", "Description": "VMs", "EngineProps": props}}}


def server(**fields: Any) -> dict[str, Any]:
    return {"AdminUsers": [ADMIN], **OPEN, **fields}


def template(**settings: Any) -> dict[str, Any]:
    remote = {"Type": "impossiblecloud-iam", "Description": "Impossible", "ImpUser": settings}
    return server(AuthenticationRole={"RoleEnabled": True, "RemoteStorage": [remote]})


def oidc(**settings: Any) -> dict[str, Any]:
    source = {"Type": "oidc", "Description": "Google", "OIDC": {"Provider": "google", **settings}}
    return server(ExternalAdminUserSources={"g": source})


PAIRS = {
    "D013 D014": vmware({"ConnectionType": "ssh", "SSH": {"Hostname": "esx"}}),
    "D009 D008": template(UseObjectLock=True, ObjectLockMode=0, ObjectLockDays=7),
    "S203 C108": server(
        ListenAddresses=[{"ListenAddress": ":443", "AutoSSLDomains": "b.example.com", "SSLPfxPassword": "x"}]
    ),
    "S204 S202": server(ListenAddresses=[{"ListenAddress": ":8060"}]),
    "S204 S201": server(ListenAddresses=[*OPEN["ListenAddresses"], {"ListenAddress": "203.0.113.5:8060"}]),
    "S116 S106": server(AdminUsers=[ADMIN, {"Username": "bob", "AllowPasswordLogin": True}]),
    "S116 S107": server(AdminUsers=[{**ADMIN, "AllowPasswordLogin": True}]),
    "S120 S118": server(AdminUsers=[{**ADMIN, "IPWhitelist": "203.0.113.5"}]),
    "S306 S307": oidc(SkipMFA=True),
    "S710 S701": vmware({"ConnectionType": "vsphere", "VSphere": {"Password": "example-password"}}),
    "S113 S110": server(
        AdminUsers=[ADMIN, {"Username": "bob", "AllowPasswordAndWebAuthnLogin": True, "WebAuthnRegistrations": []}]
    ),
    "V001 C211": {
        **CLEAN,
        "Destinations": {"v1": {"DestinationType": 1006, "SpanTargets": [{"DestinationType": 0}]}},
    },
    "X022 C146": server(Email={"Mode": "disabled", "EmailReportingOptions": [{"Recipients": ["a@example.com"]}]}),
}
"""The silenced rule, the one that speaks, and a document of which both would say the same."""


@pytest.mark.parametrize("pair", PAIRS)
def test_of_two_rules_that_say_the_same_one_speaks(pair: str) -> None:
    silenced, speaking = pair.split()
    write("document.json", PAIRS[pair])
    write("bob.json", {"Username": "bob", "SendEmailReports": True, "Emails": ["bob@example.com"]})
    assert {rule for rule, _ in check(f"--select={silenced}", ".")[1]} == {silenced}
    assert {rule for rule, _ in check(f"--select={silenced},{speaking}", ".")[1]} == {speaking}


def test_every_rule_that_is_silenced_has_its_pair_here() -> None:
    pairs = {f"{rule.code} {by}" for rule in shipped_rules() for by in rule.silenced_by}
    assert pairs == set(PAIRS)


def test_another_object_is_another_matter() -> None:
    admins = [ADMIN, {"Username": "bob", "AllowPasswordLogin": True}, {"Username": "api", "AllowPasswordLogin": True}]
    write("server.json", server(AdminUsers=admins))
    assert check("--select=S116", ".")[1] == [
        ("S116", "server.json#/AdminUsers/1"),
        ("S116", "server.json#/AdminUsers/2"),
    ]


def test_mail_of_a_tenant_is_not_that_of_the_server() -> None:
    tenant = {"Name": "Contoso", "Email": {"Mode": "disabled"}}
    off = {"Mode": "disabled", "EmailReportingOptions": [{"Recipients": ["a@example.com"]}]}
    write("server.json", server(Email=off, Organizations={"org-1": tenant}))
    write(
        "bob.json",
        {"Username": "bob", "OrganizationID": "org-1", "SendEmailReports": True, "Emails": ["bob@example.com"]},
    )
    assert ("X022", "server.json#/Organizations/org-1/Email/Mode") in check("--select=X022,C146", ".")[1]


def test_a_field_that_a_misspelt_one_means_is_not_missing() -> None:
    write("full.json", {"RecentlyUnknown": 1, **CLEAN, "Usename": "bob"})
    [missing] = [
        each["message"]
        for each in json.loads(run("check", "--format=json", "--select=T005,T006,T016", "full.json").stdout)["findings"]
        if each["rule"] == "T016" and each["pointer"] == ""
    ]
    document = {key: value for key, value in CLEAN.items() if key != "Username"}
    write("full.json", {**document, "Usernam": "bob", "emails": []})
    findings = json.loads(run("check", "--format=json", "--select=T005,T006,T016", "full.json").stdout)["findings"]
    [fewer] = [each["message"] for each in findings if each["rule"] == "T016" and each["pointer"] == ""]
    count = int(missing.split(" lacks ")[1].split()[0])
    assert f" lacks {count - 1} fields" in fewer


def secrets(user: str) -> dict[str, Any]:
    return {**CLEAN, "Username": user, "PasswordRecovery": f"example-{user}"}


def test_what_is_true_of_every_export_is_said_once() -> None:
    write("users.json", {"alice": secrets("alice"), "bob": secrets("bob")})
    write("carol.json", secrets("carol"))
    [found] = json.loads(run("check", "--format=json", "--select=S701", ".").stdout)["findings"]
    assert (found["path"], found["pointer"]) == ("carol.json", "")
    assert found["message"] == (
        "User carol contains 1 secret (1 encryption key): keep the file as safe as a list of passwords. "
        "It is the same with 2 more documents."
    )
    assert [(there["path"], there["pointer"]) for there in found["related"]] == [
        ("users.json", "/alice"),
        ("users.json", "/bob"),
    ]


def missing_policy(*users: str) -> dict[str, Any]:
    write("policies.json", {"policy-1": {"Description": "Standard", "Policy": {}}})
    for path in users:
        write(f"{path}.json", {"Username": path.rpartition("/")[2], "PolicyID": "policy-2"})
    [found] = json.loads(run("check", "--format=json", "--select=X001", ".").stdout)["findings"]
    result: dict[str, Any] = found
    return result


def test_a_missing_policy_is_one_finding_that_names_all_users() -> None:
    found = missing_policy("b/bob", "b/alice", "c/carol")
    assert found["message"] == (
        "The policy policy-2 of 3 users (alice, bob, carol) does not exist, so the server cannot enforce any."
    )
    assert (found["path"], found["pointer"]) == ("b/alice.json", "/PolicyID")
    assert found["affected"] == ["alice", "bob", "carol"]
    assert [there["path"] for there in found["related"]] == ["b/bob.json", "c/carol.json"]


def test_its_fingerprint_names_the_cause_only() -> None:
    first = missing_policy("b/bob", "b/carol")
    assert missing_policy("a/aaron")["fingerprint"] == first["fingerprint"]
