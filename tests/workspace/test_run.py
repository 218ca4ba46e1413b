"""Running the rules over all documents: what they say depends on the documents only."""

from __future__ import annotations

import pickle
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from comet_lint.lint.results import Crash
from comet_lint.rules.context import Context
from comet_lint.source.documents import DocumentRef
from comet_lint.workspace import DocumentPlace, workspace_problems
from comet_lint.workspace.problems import users
from tests.workspace.documents import MODEL, RULES, facts_from, places, problems_of

BUCKETS = st.sampled_from(["b1", "b2", "26d0c7b0e0f611ee9d7b0242ac120002"])
VAULTS = st.one_of(
    st.builds(
        lambda bucket, key, folder: {
            "DestinationType": 1000,
            "S3Server": "s3.example.com",
            "S3BucketName": bucket,
            "S3AccessKey": key,
            "S3Subdir": folder,
        },
        BUCKETS,
        st.sampled_from(["", "EXAMPLE1", "EXAMPLE2"]),
        st.sampled_from(["", "a", "b"]),
    ),
    st.builds(
        lambda scheme, host, bucket: {
            "DestinationType": 1003,
            "CometServer": f"{scheme}://{host}/",
            "CometBucket": bucket,
        },
        st.sampled_from(["http", "https"]),
        st.sampled_from(["eu.example.com", "us.example.com", "old.example.com"]),
        BUCKETS,
    ),
    st.just({"DestinationType": 1002, "LocalcopyPath": "E:\\Backup"}),
)
TENANTS = st.sampled_from(["", "org-1", "org-2", "org-3"])
NAMES = st.sampled_from(["alice", "Alice", "bob", "carol", "dave"])


@st.composite
def profiles(draw: st.DrawFn, names: st.SearchStrategy[str] = NAMES) -> dict[str, Any]:
    return {
        "Username": draw(names),
        "OrganizationID": draw(TENANTS),
        "PolicyID": draw(st.sampled_from(["", "policy-1", "policy-2", "policy-9"])),
        "Policy": {"HideAppImport": draw(st.booleans())},
        "CreationGUID": draw(st.sampled_from(["", "guid-1", "guid-2"])),
        "SendEmailReports": draw(st.booleans()),
        "Emails": ["someone@example.com"],
        "IsSuspended": draw(st.booleans()),
        "Sources": {
            "s1": {"PolicySourceID": draw(st.sampled_from(["", "item-1", "item-2"])), "ExistingUserUpdate": True}
        },
        "Destinations": draw(st.dictionaries(st.sampled_from(["v1", "v2"]), VAULTS)),
    }


@st.composite
def servers(draw: st.DrawFn, name: str, other: str) -> dict[str, Any]:
    target = {"Type": "comet", "RemoteAddress": f"{draw(st.sampled_from(['http', 'https']))}://{other}/"}
    return {
        "AdminUsers": [
            {"Permissions": {"AllowedUserPolicies": draw(st.lists(st.sampled_from(["policy-1", "policy-9"])))}}
        ],
        "AuthenticationRole": {"RoleEnabled": True, "ReplicateTo": [target]},
        "ConstellationRole": {
            "RoleEnabled": draw(st.booleans()),
            "Servers": draw(st.sampled_from([[], [target], [{"Type": "comet", "RemoteAddress": "$self$"}]])),
        },
        "Email": {"Mode": draw(st.sampled_from(["", "smtp"]))},
        "ListenAddresses": [{"ListenAddress": ":443", "AutoSSLDomains": name}],
        "Organizations": {
            "org-1": {"Hosts": ["contoso.example.com"], "IsSuspended": draw(st.booleans())},
            "org-2": {
                "Branding": {"DefaultLoginServerURL": f"https://{draw(st.sampled_from([name, other]))}/"},
                "Hosts": ["x"],
            },
        },
        "SelfBackup": {"Targets": [{"Location": draw(VAULTS)}]},
        "StorageRole": {"RoleEnabled": draw(st.booleans()), "Storage": draw(VAULTS)},
    }


@st.composite
def fleets(draw: st.DrawFn) -> dict[str, tuple[str, Any]]:
    policy = {
        "Policy": {"HideAppImport": True, "DefaultSources": {"item-1": {}}},
        "DefaultUserPolicy": draw(st.booleans()),
    }
    return {
        "eu/server.json": ("ServerConfigOptions", draw(servers("eu.example.com", "us.example.com"))),
        "eu/policies.json": (
            "policies-list-full",
            {
                "policy-1": policy,
                "policy-2": {**policy, "OrganizationID": draw(st.sampled_from(["", "org-1", "org-3"]))},
            },
        ),
        "eu/users.json": (
            "list-users-full",
            {user["Username"]: user for user in draw(st.lists(profiles(), max_size=4))},
        ),
        "us/server.json": ("ServerConfigOptions", draw(servers("us.example.com", "eu.example.com"))),
        **{
            f"us/{number}.json": ("UserProfileConfig", user)
            for number, user in enumerate(draw(st.lists(profiles(), max_size=3)))
        },
    }


@given(fleets(), st.randoms())
@settings(max_examples=60, deadline=None)
def test_the_order_of_the_facts_does_not_matter(documents: dict[str, tuple[str, Any]], random: Any) -> None:
    facts = facts_from(documents)
    shuffled = list(facts)
    random.shuffle(shuffled)
    assert problems_of(shuffled) == problems_of(facts)


@given(fleets(), st.booleans())
@settings(max_examples=60, deadline=None)
def test_a_user_who_has_nothing_to_do_with_the_others_changes_nothing_for_them(
    documents: dict[str, tuple[str, Any]], in_list: bool
) -> None:
    # In order, so a policy of the top level and a bucket of his own; the last in any order of files.
    zoe = {
        "Username": "zoe",
        "PolicyID": "policy-1",
        "Policy": {"HideAppImport": True, "DefaultSources": {"item-1": {}}},
        "CreationGUID": "guid-zoe",
        "Destinations": {
            "v1": {
                "DestinationType": 1000,
                "S3Server": "s3.example.com",
                "S3BucketName": "zoe",
                "S3AccessKey": "EXAMPLE-ZOE",
            }
        },
    }
    rules = [rule for rule in RULES if rule.code != "X008"]
    before = problems_of(facts_from(documents), rules)
    if in_list:
        users_of_eu = {**documents["eu/users.json"][1], "zoe": zoe}
        documents = {**documents, "eu/users.json": ("list-users-full", users_of_eu)}
    else:
        documents = {**documents, "eu/zoe.json": ("UserProfileConfig", zoe)}
    assert problems_of(facts_from(documents), rules) == before


@given(fleets())
@settings(max_examples=30, deadline=None)
def test_problems_can_be_sent(documents: dict[str, tuple[str, Any]]) -> None:
    problems = problems_of(facts_from(documents))
    assert pickle.loads(pickle.dumps(problems)) == problems


def test_the_generated_fleets_are_worth_testing_with() -> None:
    seen: set[str] = set()

    @given(fleets())
    @settings(max_examples=150, deadline=None, database=None, derandomize=True)
    def collect(documents: dict[str, tuple[str, Any]]) -> None:
        seen.update(rule.code for rule, _problem in problems_of(facts_from(documents)))

    collect()
    assert seen == {rule.code for rule in RULES}


def test_a_rule_that_crashes_is_reported_and_the_others_run() -> None:
    facts = facts_from(
        {
            "a.json": ("UserProfileConfig", {"Username": "alice"}),
            "b.json": ("UserProfileConfig", {"Username": "Alice"}),
        }
    )
    names_alike = next(rule for rule in RULES if rule.code == "X016")
    broken = names_alike._replace(code="Z001", check="workspace.users.no_such_function")
    crashes: list[Crash] = []
    problems = list(workspace_problems(facts, [broken, names_alike], Context(), MODEL, crashes))
    assert places(problems) == ["X016 b.json#/Username"]
    assert [crash.rule for crash in crashes] == ["Z001"]


def test_rules_for_other_releases_and_other_rules_are_left_alone() -> None:
    facts = facts_from(
        {
            "a.json": ("UserProfileConfig", {"Username": "alice"}),
            "b.json": ("UserProfileConfig", {"Username": "Alice"}),
        }
    )
    names_alike = next(rule for rule in RULES if rule.code == "X016")
    later = names_alike._replace(since="99.1")
    elsewhere = names_alike._replace(applies_to=("UserProfileConfig",))
    crashes: list[Crash] = []
    assert list(workspace_problems(facts, [later, elsewhere], Context(comet_version=(24, 9)), MODEL, crashes)) == []
    assert crashes == []


def test_related_places_lead_to_other_files() -> None:
    vault = {"DestinationType": 1000, "S3Server": "s3.example.com", "S3BucketName": "b1"}
    facts = facts_from(
        {
            "users.json": ("list-users-full", {"alice": {"Username": "alice", "Destinations": {"v1": vault}}}),
            "bob.json": ("UserProfileConfig", {"Username": "bob", "Destinations": {"v2": vault}}),
        }
    )
    [(_rule, shared)] = problems_of(facts, [rule for rule in RULES if rule.code == "X014"])
    assert shared.ref == DocumentRef("users.json", 0, ("alice",), "UserProfileConfig", "alice")
    bob = DocumentRef("bob.json", 0, (), "UserProfileConfig", None)
    assert shared.related == (DocumentPlace(bob, ("Destinations", "v2"), "The other vault is here."),)
    assert shared.problem.details == {"other": "vault v2 of user bob"}


def test_many_findings_of_a_kind_keep_a_few_related_places() -> None:
    vault = {"DestinationType": 1000, "S3Server": "s3.example.com", "S3AccessKey": "EXAMPLE", "S3BucketName": "b"}
    everyone = {f"user{n:02}": {"Username": f"user{n:02}", "Destinations": {"v1": vault}} for n in range(20)}
    facts = facts_from({"users.json": ("list-users-full", everyone)})
    [(_rule, shared)] = problems_of(facts, [rule for rule in RULES if rule.code == "X015"])
    assert shared.problem.details["others"] == "19 users (user01, user02, user03, user04, user05 and 14 more)"
    assert shared.problem.affected == tuple(everyone)
    assert [place.ref.key for place in shared.related] == ["user01", "user02", "user03", "user04", "user05"]


def test_how_users_are_named() -> None:
    assert users(["alice"]) == "user alice"
    assert users(["bob", "alice", "bob"]) == "2 users (alice, bob)"
    assert users("abcde") == "5 users (a, b, c, d, e)"
    assert users("abcdef") == "6 users (a, b, c, d, e and 1 more)"
    assert users(["x" * 50]) == "user " + "x" * 29 + "…"
