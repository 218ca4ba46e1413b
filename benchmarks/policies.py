"""The policies that the profiles of a fleet follow, and of which each of them has a copy."""

from __future__ import annotations

import json
from functools import lru_cache

from benchmarks.items import files
from benchmarks.made import SAMPLES, ZERO_PROFILE, Json, Maker
from benchmarks.schedules import report, rule

_ZERO: Json = ZERO_PROFILE["Policy"]
_ZERO_ITEM: Json = ZERO_PROFILE["Sources"]["s"]


@lru_cache
def policies() -> Json:
    """The answer of the API to a request for all policies: by id, and not to be changed."""
    sample: Json = json.loads((SAMPLES / "policies-list-full.json").read_bytes())
    tenant = next(iter(sample.values()))["OrganizationID"]
    maker = Maker("policies")
    made = {
        maker.guid(): {
            "Description": description,
            "OrganizationID": tenant,
            "Policy": {**_ZERO, **settings},
            "DefaultUserPolicy": False,
            "CreatedDate": maker.time(),
            "ModifiedDate": maker.time(),
        }
        for description, settings in (
            ("Managed workstations", _workstations(maker)),
            ("Servers", _servers(maker)),
            ("Microsoft 365", _office365()),
            ("Nothing prescribed", {}),
        )
    }
    return {**sample, **made}


def _workstations(maker: Maker) -> Json:
    """Items, schedules, exclusions and retention are prescribed."""
    key = maker.guid()
    item = {
        **_ZERO_ITEM,
        "Engine": "engine1/file",
        "Description": "Documents of all users",
        "EngineProps": files(maker, "windows"),
    }
    return {
        "PreventEditStorageVault": True,
        "PreventDeleteStorageVault": True,
        "PreventDeleteSingleSnapshots": True,
        "FileAndFolderMandatoryExclusions": [
            {
                "Exclude": r"(?i)\\AppData\\Local\\(Temp|Microsoft\\Windows\\INetCache)\\",
                "Regex": True,
                "RestrictOS": 1,
            },
            {"Exclude": r"^/Users/[^/]+/Library/Caches/", "Regex": True, "RestrictOS": 4},
            {"Exclude": "**/*.ost", "Regex": False, "RestrictOS": 0},
            {"Exclude": "**/.Trash*/**", "Regex": False, "RestrictOS": 0},
        ],
        "ModeScheduleSkipAlreadyRunning": 3,
        "ModeAdminResetPassword": 2,
        "ModeRequireUserResetPassword": 1,
        "DefaultStorageVaultRetention": _keep(30, 90),
        "EnforceStorageVaultRetention": True,
        "DefaultSources": {key: item},
        "DefaultSourcesBackupRules": {maker.guid(): rule(maker, "Nightly", key, "1100")},
        "DefaultSourcesWithOSRestriction": {
            maker.guid(): {"SourceConfig": {**item, "EngineProps": files(maker, "darwin")}, "RestrictOS": 4}
        },
        "RandomDelaySecs": 1800,
    }


def _servers(maker: Maker) -> Json:
    """Some types of storage are allowed only, and the reports are prescribed."""
    return {
        "StorageVaultProviders": {
            "ShouldRestrictProviderList": True,
            "AllowedProvidersWhenRestricted": [1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009, 1010, 1011],
        },
        "PreventOpenWebUI": True,
        "RequirePasswordOpenAppUI": True,
        "DefaultEmailReports": {"ShouldOverrideDefaultReports": True, "Reports": [report(maker, 0), report(maker, 1)]},
        "DefaultStorageVaultRetention": _keep(14, 365),
        "DefaultBackupRules": {maker.guid(): rule(maker, "Nightly", "", "")},
    }


def _office365() -> Json:
    return {
        "HideAppImport": True,
        "PreventViewDeviceNames": True,
        "DefaultStorageVaultRetention": {"Mode": 801, "Ranges": None},
    }


def _keep(jobs: int, days: int) -> Json:
    zero = {"Timestamp": 0, "Jobs": 0, "Days": 0, "Weeks": 0, "Months": 0, "WeekOffset": 0, "MonthOffset": 0}
    return {"Mode": 802, "Ranges": [{"Type": 900, **zero, "Jobs": jobs}, {"Type": 902, **zero, "Days": days}]}
