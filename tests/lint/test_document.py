"""One document and rules of one's own: what is in use, where rules apply, what is malformed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from comet_lint.lint.linter import Linter
from comet_lint.rules.context import Context
from comet_lint.rules.rule import Rule, rule_from_data
from comet_lint.text.pointers import to_pointer
from tests.linting import drafts_of


def rule(**data: Any) -> Rule:
    return rule_from_data(
        {
            "code": "Q001",
            "name": "q",
            "severity": "error",
            "confidence": "high",
            "message": "m",
            "why": "w",
            "fix": "f",
            **data,
        }
    )


def pointers(one: Rule, document: Mapping[str, Any], type_name: str, context: Context | None = None) -> list[str]:
    return sorted(
        to_pointer(draft.path) for draft in drafts_of(Linter([one], context or Context()), document, type_name)
    )


PLAIN_FTP = {
    "applies-to": "FTPDestinationLocation",
    "when": {"properties": {"FTPSMode": {"const": 0}}},
    "at": "FTPSMode",
}


def test_a_union_member_counts_only_when_its_type_is_chosen() -> None:
    vaults = {"ftp": {"DestinationType": 1004}, "s3": {"DestinationType": 1000, "FTPSMode": 0}}
    assert pointers(rule(**PLAIN_FTP), {"Destinations": vaults}, "UserProfileConfig") == ["/Destinations/ftp/FTPSMode"]


def test_rules_reach_into_spanned_targets() -> None:
    spanned = {"DestinationType": 1006, "SpanTargets": [{"DestinationType": 1002}, {"DestinationType": 1004}]}
    assert pointers(rule(**PLAIN_FTP), {"Destinations": {"v": spanned}}, "UserProfileConfig") == [
        "/Destinations/v/SpanTargets/1/FTPSMode"
    ]
    unused = {"DestinationType": 1002, "SpanTargets": [{"DestinationType": 1004}]}
    assert pointers(rule(**PLAIN_FTP), {"Destinations": {"v": unused}}, "UserProfileConfig") == []


def test_a_role_that_is_off_is_not_judged() -> None:
    http = rule(
        **{
            "applies-to": "RemoteServerAddress",
            "when": {"properties": {"RemoteAddress": {"pattern": "^http:"}}},
            "at": "RemoteAddress",
        }
    )
    role = {
        "RoleEnabled": True,
        "Servers": [{"Type": "comet", "RemoteAddress": "http://a/"}, {"Type": "b2", "RemoteAddress": "http://b/"}],
    }
    document = {"ConstellationRole": role}
    assert pointers(http, document, "ServerConfigOptions") == ["/ConstellationRole/Servers/0/RemoteAddress"]
    assert pointers(http, {"ConstellationRole": {**role, "RoleEnabled": False}}, "ServerConfigOptions") == []


def test_even_when_unused() -> None:
    leftover = rule(
        **{
            "applies-to": "B2DestinationLocation",
            "when": {"properties": {"MaxConnections": {"minimum": 1}}},
            "at": "MaxConnections",
            "even-when-unused": True,
        }
    )
    document = {"Destinations": {"v": {"DestinationType": 1000, "B2": {"MaxConnections": 4}}}}
    assert pointers(leftover, document, "UserProfileConfig") == ["/Destinations/v/B2/MaxConnections"]


def test_a_policy_copy_is_judged_on_the_policy() -> None:
    strict = rule(
        **{
            "applies-to": "UserPolicy",
            "when": {"properties": {"PreventOpenAppUI": {"const": True}}},
            "at": "PreventOpenAppUI",
        }
    )
    policy = {"PreventOpenAppUI": True}
    assert pointers(strict, {"PolicyID": "p", "Policy": policy}, "UserProfileConfig") == []
    assert pointers(strict, {"PolicyID": "", "Policy": policy}, "UserProfileConfig") == ["/Policy/PreventOpenAppUI"]
    assert pointers(strict, {"Policy": policy}, "GroupPolicy") == ["/Policy/PreventOpenAppUI"]


def test_in_limits_a_rule_to_a_place() -> None:
    endless = rule(
        **{
            "applies-to": "BackupRuleConfig",
            "in": ["UserProfileConfig.BackupRules"],
            "when": {"properties": {"Source": {"const": ""}}},
        }
    )
    document = {"BackupRules": {"r": {}}, "Policy": {"DefaultBackupRules": {"p": {}}}}
    assert pointers(endless, document, "UserProfileConfig") == ["/BackupRules/r"]


def test_references_within_a_document() -> None:
    foreign = rule(
        **{
            "applies-to": "BackupRuleConfig",
            "in": ["UserProfileConfig.BackupRules"],
            "reference": {
                "from": "Source",
                "to": "UserProfileConfig.Sources",
                "unless": {"properties": {"Sources": {"maxProperties": 0}, "Destinations": {"maxProperties": 0}}},
            },
        }
    )
    rules = {"ok": {"Source": "s"}, "empty": {"Source": ""}, "bad": {"Source": "t"}}
    document = {"Sources": {"s": {}}, "BackupRules": rules}
    assert pointers(foreign, document, "UserProfileConfig") == ["/BackupRules/bad/Source"]
    assert pointers(foreign, {"BackupRules": rules}, "UserProfileConfig") == []
    assert pointers(foreign, {"Sources": None, "Destinations": None, "BackupRules": rules}, "UserProfileConfig") == []


def test_a_rule_is_silent_outside_its_releases() -> None:
    late = rule(**PLAIN_FTP, since="24.12.2")
    document = {"DestinationType": 1004}
    assert pointers(late, document, "DestinationConfig") != []
    assert pointers(late, document, "DestinationConfig", Context(comet_version=(24, 9, 6))) == []
    assert pointers(late, document, "DestinationConfig", Context(comet_version=(25, 3, 1))) != []


def test_malformed_documents_crash_nothing() -> None:
    document = {
        "Destinations": {"v": "text", "w": {"DestinationType": "1004"}, "x": None},
        "BackupRules": [1],
        "Policy": 3,
    }
    assert pointers(rule(**PLAIN_FTP), document, "UserProfileConfig") == []
