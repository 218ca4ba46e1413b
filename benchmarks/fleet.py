"""Fleets of documents as a real server writes them, the same for the same seed.

The shape is that of the samples of the tests, with more vaults, items, rules and devices: about 34 KB per
profile. Clean profiles have nothing that any rule speaks of, so their secrets are taken out, as in exports
that are kept in git. Dirty ones have some ten defects each, of all families.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

_SAMPLES = Path(__file__).parent.parent / "tests" / "data" / "samples"
_REMOVED = "***"
_ENGINES = (
    ("engine1/file", {"INCLUDE0": "C:\\Users", "EXCLUDE0": "**/*.tmp", "USE_WIN_VSS": "1"}),
    ("engine1/file", {"INCLUDE0": "D:\\Projects", "INCLUDE1": "D:\\Archive", "USE_WIN_VSS": "1"}),
    ("engine1/mssql", {"ALL_DATABASES": "1", "AUTHMODE": "windows", "INSTANCE": "SQLEXPRESS"}),
)
_TIMEZONES = ("Europe/Berlin", "America/New_York", "Pacific/Auckland", "Asia/Singapore")

Profile = dict[str, Any]


def clean_profile(number: int, seed: int = 1) -> Profile:
    """A profile without findings. Two with different numbers have no name, id or storage in common."""
    random = Random(f"{seed}/{number}")
    profile: Profile = copy.deepcopy(_sample("profile-alice.json"))
    name = f"user{number:05d}"
    vaults = list(profile["Destinations"].values())
    items = list(profile["Sources"].values())
    rules = list(profile["BackupRules"].values())
    devices = list(profile["Devices"].values())
    profile |= {
        "Username": name,
        "AccountName": f"Example customer {number}",
        "LocalTimezone": random.choice(_TIMEZONES),
        "Emails": [f"{name}@example.com"],
        "MaximumDevices": 0,
        "PasswordHash": _REMOVED,
        "PasswordRecovery": _REMOVED,
        "CreationGUID": _guid(random),
    }
    profile["Destinations"] = {
        _guid(random): _vault(vaults[place % 2], f"{name}-{place}") for place in range(random.randint(3, 4))
    }
    profile["Devices"] = {
        _guid(random): _device(random.choice(devices), f"{name}-PC{place}") for place in range(random.randint(3, 5))
    }
    owners = list(profile["Devices"])
    profile["Sources"] = {
        _guid(random): _item(random.choice(items), place, owners[place % len(owners)])
        for place in range(random.randint(5, 8))
    }
    targets = list(profile["Destinations"])
    profile["BackupRules"] = {
        _guid(random): _rule(rules[0], item, targets[place % len(targets)], place)
        for place, item in enumerate(profile["Sources"])
    }
    profile["Policy"] = copy.deepcopy(policies()[profile["PolicyID"]]["Policy"])
    return profile


def dirty_profile(number: int, seed: int = 1) -> Profile:
    """A profile with about ten defects: types, deprecated things, security, references, consistency, values."""
    profile = clean_profile(number, seed)
    random = Random(f"{seed}/{number}/defects")
    for spoil in random.sample(_DEFECTS, 10):
        spoil(profile)
    return profile


def server() -> dict[str, Any]:
    """A server configuration without findings, with the tenant of the profiles."""
    document: dict[str, Any] = _without_secrets(_sample("server.json"))
    document["AdminUsers"] = document["AdminUsers"][:1]
    for webhook in document["WebhookOptions"].values():
        webhook["WhiteListedEventTypes"] = [4100]
    return document


def policies() -> dict[str, Any]:
    """The answer of the API to a request for all policies: the one that the profiles follow."""
    document: dict[str, Any] = copy.deepcopy(_sample("policies-list-full.json"))
    return document


def write_folder(folder: Path, count: int, make: Callable[[int], Profile] = clean_profile) -> list[Path]:
    """One file per profile, and the server and its policies beside them; returns all their paths."""
    profiles = folder / "profiles"
    profiles.mkdir(parents=True)
    files = [folder / "server.json", folder / "policies.json"]
    files[0].write_bytes(_text(server()))
    files[1].write_bytes(_text(policies()))
    for number in range(count):
        file = profiles / f"user{number:05d}.json"
        file.write_bytes(_text(make(number)))
        files.append(file)
    return files


def write_export(file: Path, count: int, make: Callable[[int], Profile] = clean_profile) -> None:
    """All profiles in one file, as list-users-full gives them; written as they come."""
    with file.open("wb") as out:
        for number in range(count):
            profile = make(number)
            text = _text(profile).rstrip(b"\n").replace(b"\n", b"\n\t")
            out.write(b"%b\n\t%b: %b" % (b"," if number else b"{", _text(profile["Username"])[:-1], text))
        out.write(b"\n}\n")


def write_yaml(file: Path, profiles: Iterator[Profile]) -> None:
    """Profiles as documents of one YAML file."""
    import yaml

    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    file.write_text(yaml.dump_all(profiles, Dumper=dumper, sort_keys=False), encoding="utf-8")


def _text(document: object) -> bytes:
    return json.dumps(document, indent="\t", ensure_ascii=False).encode() + b"\n"


@lru_cache
def _sample(name: str) -> Any:
    return json.loads((_SAMPLES / name).read_bytes())


def _guid(random: Random) -> str:
    digits = f"{random.getrandbits(128):032x}"
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-a{digits[17:20]}-{digits[20:]}"


def _vault(sample: Profile, name: str) -> Profile:
    vault = copy.deepcopy(sample)
    vault |= {"Description": f"Vault {name}", "EncryptedEncryptionKey": _REMOVED}
    if vault["S3BucketName"]:
        vault |= {"S3BucketName": name, "S3AccessKey": _REMOVED, "S3SecretKey": _REMOVED}
    else:
        vault["LocalcopyPath"] = f"E:\\Backup\\{name}"
    vault["DefaultRetention"] = copy.deepcopy(sample["DefaultRetention"])
    vault["DefaultRetention"]["Mode"] = 802
    vault["DefaultRetention"]["Ranges"] = [_range(900, Jobs=30), _range(902, Days=90)]
    return vault


def _range(kind: int, **counted: int) -> Profile:
    fields = ("Type", "Timestamp", "Jobs", "Days", "Weeks", "Months", "WeekOffset", "MonthOffset")
    return {**dict.fromkeys(fields, 0), "Type": kind, **counted}


def _device(sample: Profile, name: str) -> Profile:
    return {**copy.deepcopy(sample), "FriendlyName": name}


def _item(sample: Profile, place: int, device: str) -> Profile:
    engine, props = _ENGINES[place % len(_ENGINES)]
    return {
        **copy.deepcopy(sample),
        "Engine": engine,
        "Description": f"Item {place}",
        "OwnerDevice": device,
        "EngineProps": dict(props),
    }


def _rule(sample: Profile, item: str, vault: str, place: int) -> Profile:
    rule = copy.deepcopy(sample)
    rule |= {"Description": f"Nightly {place}", "Source": item, "Destination": vault}
    rule["Schedules"][0]["SecondsPast"] = (20 * 60 + place * 17) * 60
    return rule


def _first(profile: Profile, field: str) -> Any:
    return next(iter(profile[field].values()))


def _last(profile: Profile, field: str) -> Any:
    return list(profile[field].values())[-1]


def _nth(profile: Profile, field: str, place: int) -> Any:
    return list(profile[field].values())[place]


def _without_secrets(value: Any) -> Any:
    from comet_lint.comet.model import load_model

    model = load_model()

    def clean(value: Any, type_name: str) -> Any:
        result: dict[str, Any] = {}
        for name, member in value.items():
            field = model.type(type_name).fields[name]
            shape = field.shape
            if field.secrecy.value == "secret" and isinstance(member, str) and member:
                result[name] = _REMOVED
            elif name == "CustomHeaders":
                result[name] = dict.fromkeys(member or {}, _REMOVED)
            elif shape.kind == "object" and isinstance(member, dict):
                result[name] = clean(member, shape.type_name)
            elif shape.object_type and isinstance(member, dict):
                result[name] = {key: clean(entry, shape.object_type) for key, entry in member.items()}
            elif shape.object_type and isinstance(member, list):
                result[name] = [clean(entry, shape.object_type) for entry in member]
            else:
                result[name] = member
        return result

    return clean(value, "ServerConfigOptions")


_DEFECTS: tuple[Callable[[Profile], None], ...] = (
    lambda profile: profile.update(LocalTimezone="Europe/Atlantis"),
    lambda profile: profile.update(AccountNmae="Example"),
    lambda profile: profile.update(MaximumDevices="5"),
    lambda profile: profile.update(Emails=["not an address"]),
    lambda profile: _first(profile, "BackupRules").update(Source="00000000-0000-4000-a000-000000000000"),
    lambda profile: _last(profile, "BackupRules").update(Destination="11111111-0000-4000-a000-000000000000"),
    lambda profile: _first(profile, "Destinations").update(S3UsesTLS=False),
    lambda profile: _first(profile, "Destinations").update(S3UsesV2Signing=True),
    lambda profile: _first(profile, "Destinations")["DefaultRetention"]["Ranges"][0].update(Jobs=0),
    lambda profile: _last(profile, "Destinations")["DefaultRetention"]["Ranges"][1].update(Type=999),
    lambda profile: _first(profile, "Sources").update(Engine="engine1/nosuch"),
    lambda profile: _last(profile, "Sources").update(OwnerDevice="no-such-device"),
    lambda profile: _last(profile, "Sources").update(CreateTime=1.5),
    lambda profile: _first(profile, "BackupRules")["Schedules"][0].update(SecondsPast=90000),
    lambda profile: _last(profile, "BackupRules")["Schedules"][0].update(FrequencyType=1234),
    lambda profile: _nth(profile, "Destinations", 1)["DefaultRetention"]["Ranges"][1].update(Type=904),
    lambda profile: _nth(profile, "Sources", 1).update(Engine="engine1/windowssystem"),
    lambda profile: _nth(profile, "Sources", 3).update(EngineProps={}),
    lambda profile: _last(profile, "Destinations").update(StorageLimitEnabled=True, StorageLimitBytes=0),
    lambda profile: profile.update(AllProtectedItemsQuotaEnabled=True, AllProtectedItemsQuotaBytes=0),
)
