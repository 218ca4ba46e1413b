"""Which names lead out of a document, and to which tenant the object around them belongs."""

from __future__ import annotations

from typing import Any

import pytest

from comet_lint.comet.model import load_model
from comet_lint.rules.rule import rule_from_data
from comet_lint.workspace.outgoing_names import NameFinder, NameUse
from tests.workspace.documents import RULES

FINDER = NameFinder(RULES, load_model())


def names_in(type_name: str, document: dict[str, Any], key: str | None = None) -> tuple[NameUse, ...]:
    return FINDER.names(document, type_name, key)


def test_of_a_profile() -> None:
    profile = {"PolicyID": "policy-1", "OrganizationID": "org-1"}
    assert names_in("UserProfileConfig", profile, "alice") == (
        NameUse("X001", ("PolicyID",), "policy-1", "org-1"),
        NameUse("X004", ("OrganizationID",), "org-1", "org-1"),
    )
    assert names_in("UserProfileConfig", {"PolicyID": "", "OrganizationID": None}) == ()


@pytest.mark.parametrize("odd", [7, True, ["policy-1"], {"policy-1": {}}, 1.5])
def test_of_the_wrong_type_are_none(odd: object) -> None:
    assert names_in("UserProfileConfig", {"PolicyID": odd, "OrganizationID": odd}) == ()


def test_of_admins_belong_to_the_tenant_of_the_admin() -> None:
    server = {
        "AdminUsers": [
            {"OrganizationID": "org-1", "Permissions": {"AllowedUserPolicies": ["policy-1", 7, "", "policy-2"]}},
            "odd",
            {"Permissions": {"AllowedUserPolicies": ["policy-3"]}},
        ]
    }
    at = ("AdminUsers", 0, "Permissions", "AllowedUserPolicies")
    assert names_in("ServerConfigOptions", server) == (
        NameUse("X010", (*at, 0), "policy-1", "org-1"),
        NameUse("X010", (*at, 3), "policy-2", "org-1"),
        NameUse("X010", ("AdminUsers", 2, "Permissions", "AllowedUserPolicies", 0), "policy-3", ""),
    )


def test_what_is_not_in_use_names_nothing() -> None:
    data = {
        "code": "Z001",
        "name": "webhook-policy",
        "severity": "warning",
        "confidence": "high",
        "applies-to": "RemoteServerAddress",
        "reference": {"from": "RemoteAddress", "to": "policies"},
        "message": "m",
        "why": "w",
        "fix": "f",
    }
    server = {
        "AuthenticationRole": {"RoleEnabled": False, "ReplicateTo": [{"Type": "comet", "RemoteAddress": "policy-1"}]},
        "StorageRole": {"RoleEnabled": True, "ReplicateTo": [{"Type": "comet", "RemoteAddress": "policy-2"}]},
        "Organizations": {"org-1": {"RemoteStorage": [{"Type": "comet", "RemoteAddress": "policy-3"}]}},
    }
    finder = NameFinder([rule_from_data(data)], load_model())
    assert set(finder.names(server, "ServerConfigOptions", None)) == {
        NameUse("Z001", ("StorageRole", "ReplicateTo", 0, "RemoteAddress"), "policy-2", ""),
        NameUse("Z001", ("Organizations", "org-1", "RemoteStorage", 0, "RemoteAddress"), "policy-3", "org-1"),
    }
