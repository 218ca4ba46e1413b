"""Fleets of documents as a real server writes them, the same for the same seed.

Profiles have 30 to 60 KB: two to five vaults of all types, four to six items of all engines, rules and devices for
them, a copy of the policy they follow, numbers of past jobs. In some all secrets are there, from others they were
taken out in one way or another. Clean profiles have nothing that the default rules speak of. Dirty ones have ten
defects each, of all families.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import orjson

from benchmarks.defects import spoil
from benchmarks.items import device, item
from benchmarks.made import SAMPLES, ZERO_PROFILE, Json, Maker, past_job, some_retention
from benchmarks.policies import policies
from benchmarks.schedules import report, rule
from benchmarks.vaults import AZURE, B2, COMET, FTP, LOCAL, S3, SFTP, SMB, SPANNED, STORJ, SWIFT, WEBDAV, vault

_ORDINARY_VAULTS = (S3, S3, S3, SFTP, LOCAL, LOCAL, COMET, COMET, AZURE, B2, B2, FTP, SWIFT, STORJ, WEBDAV, SMB)
_SYSTEMS = ("windows", "windows", "windows", "darwin", "linux")
_REMOVED = "***"
_SECRETS = frozenset(
    {
        "Password", "TOTPKey", "AccessKey", "SecretKey", "SMTPPassword", "SerialNumber", "S3AccessKey", "S3SecretKey",
        "EncryptionKey",
    }
)  # fmt: skip
"""The secrets of a server that have a value in the sample."""
_DEPTH = 14
"""How deep objects are nested, or more."""

Profile = Json


def clean_profile(number: int, seed: int = 1) -> Profile:
    """A profile without findings. Two with different numbers have no name, id or storage in common."""
    maker = Maker(f"{seed}/{number}")
    name = f"user{number:05d}"
    policy_id, policy = maker.random.choice(list(policies().items()))
    vaults = _vaults(maker, name)
    systems = [maker.random.choice(_SYSTEMS) for _ in range(maker.random.randint(2, 4))]
    devices = {maker.hexadecimal(64): device(maker, f"{name}-PC{place}", each) for place, each in enumerate(systems)}
    items = _items(maker, name, devices, systems, list(vaults))
    emails = [f"{name}@example.com", f"it+{name}@example.com"][: maker.random.randint(1, 2)]
    return {
        **ZERO_PROFILE,
        "Username": name,
        "AccountName": f"Example customer {number}",
        "LocalTimezone": maker.random.choice(("Europe/Berlin", "America/New_York", "Pacific/Auckland", "Etc/UTC")),
        "LanguageCode": maker.random.choice(("en_US", "de_DE", "pt_BR")),
        "OrganizationID": policy["OrganizationID"],
        "Emails": emails,
        "OverrideEmailSettings": {emails[0]: {"Reports": [report(maker, 0)]}} if maker.chance(0.2) else None,
        "SendEmailReports": True,
        "Destinations": vaults,
        "Sources": items,
        "BackupRules": _rules(maker, items, list(vaults)),
        "Devices": devices,
        "MaximumDevices": maker.random.choice((0, 0, 10)),
        "PolicyID": policy_id,
        "Policy": policy["Policy"],
        "PasswordFormat": 1,
        "PasswordHash": maker.secret(60),
        "PasswordRecovery": maker.secret(80),
        "AllowPasswordLogin": True,
        "CreateTime": maker.time(),
        "CreationGUID": maker.guid(),
    }


def dirty_profile(number: int, seed: int = 1) -> Profile:
    """A profile with about ten defects: types, deprecated things, security, references, consistency, values."""
    profile = _unshared(clean_profile(number, seed))
    spoil(profile, Maker(f"{seed}/{number}/defects").random)
    return profile


def server() -> dict[str, Any]:
    """A server configuration without findings, with the tenant of the profiles."""
    document: dict[str, Any] = _without_secrets(json.loads((SAMPLES / "server.json").read_bytes()))
    document["AdminUsers"] = document["AdminUsers"][:1]
    for webhook in document["WebhookOptions"].values():
        webhook |= {"WhiteListedEventTypes": [4100], "CustomHeaders": {"Authorization": _REMOVED}}
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
    text = yaml.dump_all(map(_unshared, profiles), Dumper=dumper, sort_keys=False)
    file.write_text(text, encoding="utf-8")


def _vaults(maker: Maker, name: str) -> Json:
    """Two to five, in one profile of four a spanned one among them, often two of one type."""
    kinds = maker.random.sample(_ORDINARY_VAULTS, maker.random.randint(2, 4))
    if maker.chance(0.25):
        kinds.append(SPANNED)
    return {maker.guid(): vault(maker, kind, f"{name}-{place}") for place, kind in enumerate(kinds)}


def _items(maker: Maker, name: str, devices: Json, systems: list[str], vaults: list[str]) -> Json:
    """At least one on each device; some keep other backups than their vaults do."""
    items: Json = {}
    owners = list(devices)
    for place in range(max(len(owners), maker.random.randint(4, 6))):
        owner, key = owners[place % len(owners)], maker.guid()
        made = item(maker, f"{name}-{place}", owner, systems[place % len(owners)])
        if maker.chance(0.3):
            made["OverrideDestinationRetention"] = {maker.random.choice(vaults): some_retention(maker)}
        success, last = (past_job(maker, name, key, maker.random.choice(vaults), owner) for _ in range(2))
        last = success if maker.chance(0.7) else {**last, "Status": maker.random.choice((7000, 7001, 7002, 7005))}
        made["Statistics"] = {
            "LastStartTime": last["StartTime"],
            "LastBackupJob": last,
            "LastSuccessfulBackupJob": success,
        }
        items[key] = made
    return items


def _rules(maker: Maker, items: Json, vaults: list[str]) -> Json:
    """Each item goes to one vault or to two."""
    rules: Json = {}
    for place, key in enumerate(items):
        for vault_id in maker.random.sample(vaults, maker.random.randint(1, 2)):
            rules[maker.guid()] = rule(maker, f"Schedule {place}", key, vault_id)
    return rules


def _without_secrets(value: Any) -> Any:
    """A copy in which `***` stands for every secret that has a value."""
    if isinstance(value, list):
        return [_without_secrets(member) for member in value]
    if not isinstance(value, dict):
        return value
    return {key: _REMOVED if member and key in _SECRETS else _without_secrets(member) for key, member in value.items()}


def _unshared(document: Any) -> Any:
    """A copy in which nothing is in two places, so that it can be changed."""
    return orjson.loads(orjson.dumps(document))


def _text(document: object) -> bytes:
    """Indented with tabs, as the server does it."""
    text = orjson.dumps(document, option=orjson.OPT_INDENT_2)
    for depth in range(_DEPTH, 0, -1):
        text = text.replace(b"\n" + b"  " * depth, b"\n" + b"\t" * depth)
    return text + b"\n"
