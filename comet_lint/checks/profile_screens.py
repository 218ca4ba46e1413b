"""Screens: do the parts of a whole user profile or policy fit together, so that no rule about that need run?

They read the bare document, without the model: this is what all profiles of a fleet pay. Whatever is unusual
counts as not fitting; the rules themselves then look closer.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_S3, _LOCAL_PATH, _COMET = 1000, 1002, 1003
_OFTEN_USED = {_S3: "S3BucketName", _LOCAL_PATH: "LocalcopyPath", _COMET: "CometBucket"}
"""Storage types, with the field of which no two vaults in one place have different values."""
_PROFILE_MAPS = ("BackupRules", "Destinations", "Devices", "Sources")
_POLICY_MAPS = (
    "DefaultBackupRules",
    "DefaultSources",
    "DefaultSourcesBackupRules",
    "DefaultSourcesWithOSRestriction",
)


def links_resolve(profile: Mapping[str, Any], _key: str | None) -> bool:
    """Whether all schedules, items, devices and addresses name each other, and nothing is left over."""
    try:
        sources, devices = profile["Sources"] or {}, profile["Devices"] or {}
        vaults, rules = profile["Destinations"] or {}, profile["BackupRules"] or {}
        overrides = profile["OverrideEmailSettings"]
        return (
            {rule["Source"] for rule in rules.values()} == sources.keys()
            and {rule["Destination"] for rule in rules.values()} <= vaults.keys()
            and {source["OwnerDevice"] for source in sources.values()} == devices.keys()
            and all(
                vault in vaults
                for source in sources.values()
                for vault in source.get("OverrideDestinationRetention") or ()
            )
            and (not overrides or (isinstance(profile["Emails"], list) and set(overrides) <= set(profile["Emails"])))
        )
    except (AttributeError, KeyError, TypeError):
        return False


def vaults_are_used(profile: Mapping[str, Any], _key: str | None) -> bool:
    """Whether there is a schedule for every vault."""
    try:
        vaults, rules = profile["Destinations"] or {}, profile["BackupRules"] or {}
        return vaults.keys() <= {rule["Destination"] for rule in rules.values()}
    except (AttributeError, KeyError, TypeError):
        return False


def vaults_are_apart(profile: Mapping[str, Any], _key: str | None) -> bool:
    """Whether every vault is in a place of its own."""
    try:
        vaults = (profile["Destinations"] or {}).values()
        places = {_place(vault) for vault in vaults}
    except (AttributeError, KeyError, TypeError):
        return False
    return len(places) == len(vaults)


def is_under_its_name(profile: Mapping[str, Any], key: str | None) -> bool:
    """Whether the profile stands under the user's name, if it stands in a map of users."""
    return key is None or profile.get("Username") == key


def keys_are_given(document: Mapping[str, Any], key: str | None) -> bool:
    """Whether nothing in a profile or policy stands under an empty key, nor it itself. False for other documents."""
    policy = document.get("Policy")
    if key == "" or not isinstance(policy, dict):
        return False
    maps = [*map(document.get, _PROFILE_MAPS), *map(policy.get, _POLICY_MAPS)]
    return not any(isinstance(each, dict) and "" in each for each in maps)


def _place(vault: Mapping[str, Any]) -> tuple[int, str]:
    """Something that is equal for two vaults in the same place."""
    kind: int = vault["DestinationType"]
    name: str = vault[_OFTEN_USED[kind]].strip()
    if kind == _LOCAL_PATH:
        # The last folder: what is before it can be written in several ways.
        name = name.replace("\\", "/").rstrip("/.").rpartition("/")[2].lower()
    return kind, name
