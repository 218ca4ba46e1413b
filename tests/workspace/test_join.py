"""Which documents belong to which server, and what is known of a server."""

from __future__ import annotations

from typing import Any

import pytest

from comet_lint.workspace import Fleet, Workspace
from comet_lint.workspace.completeness import COMPLETE, POLICIES, TENANTS, UNKNOWN
from tests.workspace.documents import MODEL, facts_from

SERVER: tuple[str, dict[str, Any]] = ("ServerConfigOptions", {"ListenAddresses": []})
ALICE: tuple[str, dict[str, Any]] = ("UserProfileConfig", {"Username": "alice"})


def grouping(*paths: str) -> list[list[str]]:
    """The files of each workspace; those called `server...` are server configurations, the others profiles."""
    documents = {path: SERVER if path.rpartition("/")[2].startswith("server") else ALICE for path in paths}
    fleet = Fleet(facts_from(documents), MODEL)
    return [
        [ref.path for ref in (*(server.ref for server in group.servers), *(profile.ref for profile in group.profiles))]
        for group in fleet.workspaces
    ]


def workspace_of(documents: dict[str, tuple[str, Any]]) -> Workspace:
    [workspace] = Fleet(facts_from(documents), MODEL).workspaces
    return workspace


def test_a_single_server_has_everything() -> None:
    assert grouping("conf/server.json", "a.json", "users/b.json", "../c.json") == [
        ["conf/server.json", "../c.json", "a.json", "users/b.json"]
    ]


def test_a_folder_of_servers_has_everything_too() -> None:
    assert grouping("conf/server1.json", "conf/server2.json", "a.json") == [
        ["conf/server1.json", "conf/server2.json", "a.json"]
    ]


def test_documents_without_any_server_are_together() -> None:
    assert grouping("a.json", "users/b.json") == [["a.json", "users/b.json"]]


def test_the_nearest_folder_with_a_server_counts() -> None:
    assert grouping(
        "eu/server.json", "eu/a.json", "eu/users/b.json", "eu/test/server.json", "eu/test/users/c.json", "d.json"
    ) == [
        ["eu/server.json", "eu/a.json", "eu/users/b.json"],
        ["eu/test/server.json", "eu/test/users/c.json"],
        ["d.json"],
    ]


def test_what_lies_outside_does_not_belong_to_the_server_in_the_working_folder() -> None:
    assert grouping("server.json", "eu/server.json", "a.json", "../b.json") == [
        ["server.json", "a.json"],
        ["eu/server.json"],
        ["../b.json"],
    ]


def test_absolute_paths() -> None:
    assert grouping("/srv/eu/server.json", "/srv/us/server.json", "/srv/us/a.json", "/tmp/b.json") == [
        ["/srv/eu/server.json"],
        ["/srv/us/server.json", "/srv/us/a.json"],
        ["/tmp/b.json"],
    ]


def test_two_servers_in_a_group_leave_open_which_is_meant() -> None:
    assert workspace_of({"a.json": SERVER, "b.json": SERVER}).server is None
    assert workspace_of({"a.json": SERVER}).server is not None
    assert workspace_of({"a.json": ALICE}).server is None


def test_policies_by_id() -> None:
    workspace = workspace_of(
        {
            "list.json": (
                "policies-list-full",
                {"policy-1": {"Description": "One"}, "policy-2": {"Description": "Two"}},
            ),
            "again.json": ("policies-list-full", {"policy-1": {"Description": "Older"}}),
        }
    )
    assert {key: policy.ref.path for key, policy in workspace.policies.items()} == {
        "policy-1": "again.json",
        "policy-2": "list.json",
    }


def test_a_policy_of_unknown_id_may_be_any() -> None:
    workspace = workspace_of({"gold.json": ("GroupPolicy", {}), "list.json": ("policies-list-full", {"policy-1": {}})})
    assert list(workspace.policies) == ["policy-1"]
    assert workspace.completeness(POLICIES) == UNKNOWN


def test_tenants_of_the_server_and_of_lists() -> None:
    workspace = workspace_of(
        {
            "server.json": ("ServerConfigOptions", {"Organizations": {"org-1": {"Name": "One"}}}),
            "tenants.json": ("organization-list", {"org-1": {"Name": "Uno"}, "org-2": {"Name": "Two"}}),
        }
    )
    assert {key: (place.ref.path, place.at("Name")) for key, place in workspace.organizations.items()} == {
        "org-1": ("server.json", ("Organizations", "org-1", "Name")),
        "org-2": ("tenants.json", ("Name",)),
    }


@pytest.mark.parametrize(("tenant", "known"), [("org-1", True), ("org-2", False), ("", False)])
def test_a_list_with_policies_of_one_tenant_says_nothing_of_others(tenant: str, known: bool) -> None:
    policies = ("policies-list-full", {"policy-1": {"OrganizationID": "org-1"}})
    assert workspace_of({"list.json": policies, "server.json": SERVER}).completeness_for(POLICIES, tenant) == (
        COMPLETE if known else UNKNOWN
    )


def test_a_list_that_an_admin_of_a_tenant_may_have_made_says_nothing_of_the_top_level() -> None:
    policies = ("policies-list-full", {"policy-1": {"OrganizationID": "org-1"}})
    assert workspace_of({"list.json": policies}).completeness_for(POLICIES, "org-1") == UNKNOWN


@pytest.mark.parametrize(
    ("server", "known"),
    [
        ({"Organizations": {"org-1": {}}}, True),
        ({"Organizations": None}, True),
        ({"ListenAddresses": []}, False),
    ],
)
def test_whether_all_tenants_are_known(server: dict[str, Any], known: bool) -> None:
    workspace = workspace_of({"server.json": ("ServerConfigOptions", server)})
    assert workspace.completeness(TENANTS) == (COMPLETE if known else UNKNOWN)


def test_a_list_of_tenants_is_complete_beside_a_server_that_tells_none() -> None:
    tenants = ("organization-list", {"org-1": {"Name": "One"}})
    assert workspace_of({"server.json": SERVER, "tenants.json": tenants}).completeness(TENANTS) == COMPLETE


def test_two_folders_with_users_are_those_of_two_servers() -> None:
    assert grouping("us/server.json", "us/a.json", "eu/b.json", "de/users/c.json", "d.json") == [
        ["us/server.json", "us/a.json"],
        ["d.json"],
        ["de/users/c.json"],
        ["eu/b.json"],
    ]
