"""Of which collections a run has everything, and which file stands in the way where it has not."""

from __future__ import annotations

from typing import Any

import pytest

from comet_lint.workspace import Fleet, Workspace
from comet_lint.workspace.completeness import (
    COMPLETE,
    NAMED_FILES,
    POLICIES,
    SERVERS,
    UNKNOWN,
    USERS,
    WHOLE_FOLDER,
    Completeness,
    Coverage,
    Unread,
)
from tests.workspace.documents import MODEL, facts_from

ID = "6b4cb242-4a23-4596-a217-beaddbc496cb"
SERVER: tuple[str, Any] = ("ServerConfigOptions", {"ListenAddresses": []})
POLICY: tuple[str, Any] = ("GroupPolicy", {"Policy": {}})
ALICE: tuple[str, Any] = ("UserProfileConfig", {"Username": "alice"})


def fleet_of(documents: dict[str, tuple[str, Any]], coverage: Coverage) -> Fleet:
    return Fleet(facts_from(documents), MODEL, coverage)


def workspace_of(documents: dict[str, tuple[str, Any]], coverage: Coverage) -> Workspace:
    [workspace] = fleet_of(documents, coverage).workspaces
    return workspace


ONE_SERVER = {"server.json": SERVER, f"policies/{ID}.json": POLICY, "users/alice.json": ALICE}


def test_a_folder_with_one_server_is_complete() -> None:
    workspace = workspace_of(ONE_SERVER, WHOLE_FOLDER)
    assert workspace.completeness(POLICIES) == COMPLETE
    assert workspace.completeness(USERS) == COMPLETE


def test_named_files_are_not() -> None:
    workspace = workspace_of(ONE_SERVER, NAMED_FILES)
    assert workspace.completeness(POLICIES) == UNKNOWN
    assert workspace.completeness(USERS) == UNKNOWN


def test_several_named_folders_may_not_be_all() -> None:
    assert workspace_of(ONE_SERVER, Coverage(("policies", "users"))).completeness(POLICIES) == UNKNOWN


def test_files_without_a_server_may_not_be_all() -> None:
    assert workspace_of({f"policies/{ID}.json": POLICY}, WHOLE_FOLDER).completeness(POLICIES) == UNKNOWN


@pytest.mark.parametrize("coverage", [NAMED_FILES, WHOLE_FOLDER])
def test_a_list_is_complete_in_any_run(coverage: Coverage) -> None:
    policies: tuple[str, Any] = ("policies-list-full", {"policy-1": {"Policy": {}}})
    assert workspace_of({"policies.json": policies}, coverage).completeness(POLICIES) == COMPLETE


def test_a_collection_of_which_there_is_nothing_is_not_at_hand() -> None:
    assert workspace_of({"server.json": SERVER}, WHOLE_FOLDER).completeness(POLICIES) == UNKNOWN


def test_a_file_that_could_not_be_read_stands_in_the_way_of_what_it_may_hold() -> None:
    broken = Unread("policies/broken.json", frozenset({POLICIES}))
    workspace = workspace_of(ONE_SERVER, WHOLE_FOLDER._replace(unread=(broken,)))
    assert workspace.completeness(POLICIES) == Completeness(is_complete=False, unread="policies/broken.json")
    assert workspace.completeness(USERS) == COMPLETE


TWO_SERVERS = {
    "eu/server.json": SERVER,
    f"eu/policies/{ID}.json": POLICY,
    "us/server.json": SERVER,
    f"us/policies/{ID}.json": POLICY,
}


def test_each_of_several_servers_has_the_folder_that_it_is_in() -> None:
    broken = Unread("us/policies/broken.json", frozenset({POLICIES}))
    eu, us = fleet_of(TWO_SERVERS, Coverage(("eu", "us"), (broken,))).workspaces
    assert eu.completeness(POLICIES) == COMPLETE
    assert us.completeness(POLICIES) == Completeness(is_complete=False, unread="us/policies/broken.json")


def test_a_part_of_the_folder_of_a_server_is_not_complete() -> None:
    eu, us = fleet_of(TWO_SERVERS, Coverage(("eu", "us/policies"))).workspaces
    assert (eu.completeness(POLICIES), us.completeness(POLICIES)) == (COMPLETE, UNKNOWN)


def test_all_servers_are_known_in_one_folder_where_everything_belongs_to_one() -> None:
    assert fleet_of(TWO_SERVERS, WHOLE_FOLDER).completeness_of_servers == COMPLETE
    assert fleet_of(TWO_SERVERS, Coverage(("eu", "us"))).completeness_of_servers == UNKNOWN
    assert fleet_of({**TWO_SERVERS, "de/alice.json": ALICE}, WHOLE_FOLDER).completeness_of_servers == UNKNOWN


def test_a_file_that_may_be_another_server_stands_in_the_way() -> None:
    broken = Unread("de/server.json", frozenset({SERVERS}))
    fleet = fleet_of(TWO_SERVERS, WHOLE_FOLDER._replace(unread=(broken,)))
    assert fleet.completeness_of_servers == Completeness(is_complete=False, unread="de/server.json")


def test_users_beside_a_file_that_may_be_their_server_belong_to_no_known_one() -> None:
    broken = Unread("eu/server.json", frozenset({SERVERS}))
    documents = {"us/server.json": SERVER, "eu/users/alice.json": ALICE}
    assert len(fleet_of(documents, WHOLE_FOLDER).workspaces) == 1
    assert len(fleet_of(documents, WHOLE_FOLDER._replace(unread=(broken,))).workspaces) == 2
