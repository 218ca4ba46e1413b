"""Comparing policies by their prints."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comet_lint.workspace.policy_digests import differing_fields, policy_digests
from tests.workspace.documents import MODEL


def difference(first: dict[str, Any], second: dict[str, Any]) -> tuple[str, ...]:
    return differing_fields(policy_digests(first, MODEL), policy_digests(second, MODEL))


@pytest.mark.parametrize(
    "policy",
    [
        {"HideAppImport": False},
        {"HideAppImport": None},
        {"StorageVaultProviders": {}},
        {"StorageVaultProviders": {"ShouldRestrictProviderList": False, "AllowedProvidersWhenRestricted": None}},
        {"DefaultSources": None},
        {"DefaultSources": {}},
        {"FileAndFolderMandatoryExclusions": []},
        {"NobodyKnowsThis": 1},
        {"DefaultStorageVaultRetention": {"Ranges": [{"Jobs": 1}]}},
    ],
)
def test_what_is_zero_unknown_or_not_in_use_does_not_count(policy: dict[str, Any]) -> None:
    assert difference({"PreventOpenWebUI": True, **policy}, {"PreventOpenWebUI": True}) == ()


@pytest.mark.parametrize(
    ("first", "second", "fields"),
    [
        ({"HideAppImport": True}, {}, ("HideAppImport",)),
        ({"RandomDelaySecs": 60}, {"RandomDelaySecs": 61}, ("RandomDelaySecs",)),
        ({"HideAppImport": True}, {"HideAppVersion": True}, ("HideAppImport", "HideAppVersion")),
        ({"DefaultSources": {"a": {}}}, {"DefaultSources": {"b": {}}}, ("DefaultSources",)),
        (
            {"DefaultSources": {"a": {"EngineProps": {"INCLUDE": "C:\\"}}}},
            {"DefaultSources": {"a": {"EngineProps": {"INCLUDE": "D:\\"}}}},
            ("DefaultSources",),
        ),
        (
            {"DefaultSources": {"a": {"PreExec": ["lock", "dump"]}}},
            {"DefaultSources": {"a": {"PreExec": ["dump", "lock"]}}},
            ("DefaultSources",),
        ),
    ],
)
def test_what_counts(first: dict[str, Any], second: dict[str, Any], fields: tuple[str, ...]) -> None:
    assert difference(first, second) == fields
    assert difference(second, first) == fields


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            {"FileAndFolderMandatoryExclusions": [{"Exclude": "a"}, {"Exclude": "b"}]},
            {"FileAndFolderMandatoryExclusions": [{"Exclude": "b"}, {"Exclude": "a"}]},
        ),
        (
            {"StorageVaultProviders": {"AllowedProvidersWhenRestricted": [1000, 1003]}},
            {"StorageVaultProviders": {"AllowedProvidersWhenRestricted": [1003, 1000]}},
        ),
        (
            {"DefaultSources": {"a": {"Description": "A", "CreateTime": 1, "ModifyTime": 1}}},
            {"DefaultSources": {"a": {"Description": "A", "CreateTime": 2, "ModifyTime": 3}}},
        ),
    ],
)
def test_the_order_of_sets_and_times_of_writing_do_not_count(first: dict[str, Any], second: dict[str, Any]) -> None:
    assert difference(first, second) == ()


def test_a_field_of_some_releases_counts_if_both_have_it() -> None:
    assert difference({"RotateStorageVaultKeysHours": 1}, {"RotateStorageVaultKeysHours": 0}) == (
        "RotateStorageVaultKeysHours",
    )
    assert difference({"RotateStorageVaultKeysHours": 1}, {}) == ()


def test_equal_policies_are_one_object() -> None:
    first, second = ({"HideAppImport": True, "DefaultSources": {"a": {}}} for _ in range(2))
    assert policy_digests(first, MODEL) is policy_digests(second, MODEL)


SETTINGS: st.SearchStrategy[dict[str, Any]] = st.dictionaries(
    st.sampled_from(["HideAppImport", "PreventOpenWebUI", "RandomDelaySecs", "DefaultSources", "Unknown"]),
    st.one_of(
        st.booleans(), st.integers(0, 3), st.none(), st.dictionaries(st.text(max_size=2), st.just({}), max_size=2)
    ),
)


@given(SETTINGS)
def test_the_order_of_fields_does_not_count(policy: dict[str, Any]) -> None:
    assert policy_digests(dict(reversed(list(policy.items()))), MODEL) == policy_digests(policy, MODEL)
