"""What is taken from documents: enough for the rules, no secret, fit to be sent between processes."""

from __future__ import annotations

import pickle
from typing import Any

import jiter
import pytest

from comet_lint.comet.locations import Extent, Place
from comet_lint.source.documents import DocumentRef
from comet_lint.workspace import DocumentFacts, Facts, ProfileFacts, fact_collector, facts_of
from comet_lint.workspace.outgoing_names import NameUse
from comet_lint.workspace.stores import Store
from tests.workspace.documents import MODEL, RULES, facts_from

SECRETS = {
    "S3AccessKey": "EXAMPLE-CANARY-1",
    "S3SecretKey": "EXAMPLE-CANARY-2",
    "SFTPPassword": "EXAMPLE-CANARY-3",
    "CometBucketKey": "EXAMPLE-CANARY-4",
    "EncryptedEncryptionKey": "EXAMPLE-CANARY-5",
}


def profile_facts(profile: dict[str, Any]) -> ProfileFacts:
    facts = facts_of(profile, DocumentRef("p.json", 0, (), "UserProfileConfig", None), MODEL)
    assert isinstance(facts, ProfileFacts)
    return facts


def stores_of(vault: dict[str, Any]) -> tuple[Store, ...]:
    return profile_facts({"Destinations": {"v1": vault}}).stores


def test_a_profile() -> None:
    ref = DocumentRef("users.json", 0, ("alice",), "UserProfileConfig", "alice")
    profile = {
        "Username": "alice",
        "OrganizationID": "org-1",
        "PolicyID": "policy-1",
        "CreationGUID": "ABC",
        "SendEmailReports": True,
        "Emails": ["alice@example.com"],
        "Sources": {
            "s1": {"PolicySourceID": "item-1", "ExistingUserUpdate": True},
            "s2": {"PolicySourceID": "item-1", "ExistingUserUpdate": False},
        },
        "Destinations": {
            "v1": {
                "Description": "NAS",
                "DestinationType": 1003,
                "CometServer": "http://a.example.com/x",
                "CometBucket": "b",
            }
        },
    }
    [facts] = facts_from({"users.json": ("list-users-full", {"alice": profile})})
    assert facts == ProfileFacts(
        ref=ref,
        names=(
            NameUse("X001", ("PolicyID",), "policy-1", "org-1"),
            NameUse("X004", ("OrganizationID",), "org-1", "org-1"),
        ),
        username="alice",
        organization="org-1",
        policy="policy-1",
        policy_copy="",
        creation_guid="abc",
        expects_mail=True,
        lacks_address=False,
        is_suspended=False,
        linked_items=(("s1", "item-1"),),
        stores=(
            Store(
                ("Destinations", "v1"),
                "NAS",
                Place(("comet", "a.example.com", "b", "/x"), Extent.WORLD),
                host="a.example.com",
                is_plain_http=True,
                address="http://a.example.com",
            ),
        ),
        tells_tenant=True,
        tells_policy=True,
    )


def test_a_spanned_vault_is_its_parts() -> None:
    parts = [{"DestinationType": 1002, "LocalcopyPath": "E:\\"}, {"DestinationType": 1008, "B2": {"Bucket": "b"}}]
    assert [(store.at, store.place) for store in stores_of({"DestinationType": 1006, "SpanTargets": parts})] == [
        (("Destinations", "v1", "SpanTargets", 0), Place(("path", "e:"), Extent.DEVICE)),
        (("Destinations", "v1", "SpanTargets", 1), Place(("b2", "b", ""), Extent.WORLD)),
    ]


def test_only_the_storage_in_use_counts() -> None:
    assert stores_of({"DestinationType": 0, "CometServer": "http://a.example.com/"}) == ()
    [store] = stores_of({"DestinationType": 1002, "LocalcopyPath": "/x", "S3AccessKey": "EXAMPLE"})
    assert store == Store(("Destinations", "v1"), "", Place(("path", "/x"), Extent.DEVICE))


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (
            {"DestinationType": 1000, "S3Server": "s.example.com", "S3AccessKey": "A"},
            {"DestinationType": 1000, "S3Server": "s.example.com", "S3AccessKey": " A"},
            True,
        ),
        (
            {"DestinationType": 1000, "S3Server": "s.example.com", "S3AccessKey": "A"},
            {"DestinationType": 1000, "S3Server": "s.example.com", "S3AccessKey": "B"},
            False,
        ),
        (
            {"DestinationType": 1000, "S3Server": "s.example.com", "S3AccessKey": "A"},
            {"DestinationType": 1008, "B2": {"AccountID": "A"}},
            False,
        ),
        (
            {"DestinationType": 1001, "SFTPServer": "a.example.com", "SFTPUsername": "u"},
            {"DestinationType": 1001, "SFTPServer": "A.example.com:22", "SFTPUsername": "u"},
            True,
        ),
        (
            {"DestinationType": 1005, "AZBAccountName": "a", "AZBContainer": "x"},
            {"DestinationType": 1005, "AZBAccountName": "A", "AZBContainer": "y", "AZBRealm": "core.windows.net"},
            True,
        ),
        (
            {"DestinationType": 1010, "WebDav": {"DavServer": "https://d.example.com/a", "UserName": "u"}},
            {"DestinationType": 1010, "WebDav": {"DavServer": "d.example.com/b", "UserName": "u"}},
            True,
        ),
        (
            {"DestinationType": 1011, "SMB": {"SMBServer": "f.example.com", "SMBUsername": "u"}},
            {"DestinationType": 1011, "SMB": {"SMBServer": "g.example.com", "SMBUsername": "u"}},
            False,
        ),
        (
            {"DestinationType": 1009, "Storj": {"SatelliteAddress": "s.example.com", "APIKey": "exampleKey"}},
            {"DestinationType": 1009, "Storj": {"SatelliteAddress": "s.example.com", "APIKey": "exampleKey"}},
            True,
        ),
        (
            {"DestinationType": 1007, "Swift": {"AuthURL": "k.example.com", "Tenant": "t", "Username": "u"}},
            {"DestinationType": 1007, "Swift": {"AuthURL": "k.example.com", "Tenant": "x", "Username": "u"}},
            False,
        ),
    ],
)
def test_credentials_are_told_apart(first: dict[str, Any], second: dict[str, Any], same: bool) -> None:
    [one], [other] = stores_of(first), stores_of(second)
    assert one.credential
    assert (one.credential == other.credential) is same


@pytest.mark.parametrize(
    "vault",
    [
        {"DestinationType": 1000, "S3Server": "s.example.com", "S3AccessKey": "***"},
        {"DestinationType": 1000, "S3Server": "10.0.0.1", "S3AccessKey": "A"},
        {"DestinationType": 1004, "FTPServer": "f.example.com", "FTPUsername": "anonymous"},
        {"DestinationType": 1000, "S3AccessKey": ""},
        {"DestinationType": 1001, "SFTPServer": "", "SFTPUsername": "u"},
        {"DestinationType": 1004, "FTPUsername": "u"},
    ],
)
def test_no_credential(vault: dict[str, Any]) -> None:
    assert [store.credential for store in stores_of(vault)] == [""]


@pytest.mark.parametrize("kind", [1000, 1001, 1003])
def test_no_secret_of_a_profile_is_in_its_facts(kind: int) -> None:
    vault = {
        "DestinationType": kind,
        "S3Server": "s3.example.com",
        "CometServer": "https://u:EXAMPLE-CANARY-6@a/",
        **SECRETS,
    }
    profile = {
        "Username": "alice",
        "PolicyID": "p",
        "PasswordHash": "EXAMPLE-CANARY-7",
        "Policy": {"DefaultSources": {"s": {"EngineProps": {"PASSWORD": "EXAMPLE-CANARY-8"}}}},
        "Sources": {"s": {"EngineProps": {"PASSWORD": "EXAMPLE-CANARY-9"}}},
        "Destinations": {"v1": vault},
    }
    assert b"CANARY" not in pickle.dumps(profile_facts(profile))


def test_no_secret_of_a_server_is_in_its_facts() -> None:
    remote = {"Type": "comet", "RemoteAddress": "https://a.example.com/", "Password": "EXAMPLE-CANARY-1"}
    server = {
        "AdminUsers": [{"Username": "root", "Password": "EXAMPLE-CANARY-2", "TOTPKey": "EXAMPLE-CANARY-3"}],
        "AuthenticationRole": {"RoleEnabled": True, "ReplicateTo": [remote], "RemoteStorage": [remote]},
        "Branding": {"WindowsCodeSignPKCS12Password": "EXAMPLE-CANARY-4", "LogoImage": "EXAMPLE-CANARY-5"},
        "Email": {"Mode": "smtp", "SMTPPassword": "EXAMPLE-CANARY-6"},
        "SelfBackup": {
            "Targets": [{"EncryptionKey": "EXAMPLE-CANARY-7", "Location": {"DestinationType": 1000, **SECRETS}}]
        },
        "StorageRole": {"RoleEnabled": True, "Storage": {"DestinationType": 1001, **SECRETS}},
    }
    facts = facts_from({"server.json": ("ServerConfigOptions", server)})
    assert b"CANARY" not in pickle.dumps(facts)
    assert b"a.example.com" in pickle.dumps(facts)


def test_facts_can_be_sent_whatever_the_document_holds() -> None:
    text = b'{"Organizations": {"a": {"IsSuspended": 1.0, "Hosts": [1e3], "Name": []}}, "Email": 2.5, "AdminUsers": {}}'
    server = jiter.from_json(text, float_mode="lossless-float")
    policy = jiter.from_json(
        b'{"p": {"Policy": {"RandomDelaySecs": 1.5, "DefaultSources": [2.5]}}}', float_mode="lossless-float"
    )
    facts = facts_from({"s.json": ("ServerConfigOptions", server), "p.json": ("policies-list-full", policy)})
    assert pickle.loads(pickle.dumps(facts)) == facts


@pytest.mark.parametrize("type_name", ["UserProfileConfig", "ServerConfigOptions", "GroupPolicy", "Organization"])
@pytest.mark.parametrize(
    "junk", [None, 1, "x", True, [], {}, [1], {"a": 1}, [None], {"a": None}, [{}], {"a": {}}, [[{}]]]
)
def test_malformed_fields_do_no_harm(type_name: str, junk: object) -> None:
    document = dict.fromkeys(MODEL.type(type_name).fields, junk)
    collector = fact_collector(RULES, MODEL)
    assert collector is not None
    facts: Facts = collector(document, DocumentRef("x.json", 0, (), type_name, None))
    assert pickle.loads(pickle.dumps(facts)) == facts


def test_the_existence_of_items_is_kept_but_not_what_they_are() -> None:
    policy = {"Description": "Gold", "Policy": {"DefaultSources": {"item-1": {"Engine": "engine1/file"}}}}
    [facts] = facts_from({"p.json": ("policies-list-full", {"policy-1": policy})})
    assert isinstance(facts, DocumentFacts)
    assert facts.value == {"Description": "Gold", "Policy": {"DefaultSources": {"item-1": {}}}}


def test_names_carry_the_tenant_around_them() -> None:
    server = {
        "AdminUsers": [
            {"OrganizationID": "org-1", "Permissions": {"AllowedUserPolicies": ["policy-1"]}},
            {"Permissions": {"AllowedUserPolicies": ["policy-2"]}},
        ]
    }
    [facts] = facts_from({"server.json": ("ServerConfigOptions", server)})
    assert facts.names == (
        NameUse("X010", ("AdminUsers", 0, "Permissions", "AllowedUserPolicies", 0), "policy-1", "org-1"),
        NameUse("X010", ("AdminUsers", 1, "Permissions", "AllowedUserPolicies", 0), "policy-2", ""),
    )


def test_nothing_is_collected_for_rules_that_need_nothing() -> None:
    assert fact_collector([], MODEL) is None
    assert fact_collector([rule for rule in RULES if rule.code == "X014"], MODEL) is not None
    assert fact_collector([rule for rule in RULES if rule.code == "X001"], MODEL) is not None
