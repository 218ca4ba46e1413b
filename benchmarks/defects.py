"""What can be wrong with a profile, of all families of rules about single documents."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any, NamedTuple

from benchmarks.made import Json
from benchmarks.vaults import AZURE, B2, FTP, S3, SFTP, SPANNED, SWIFT, WEBDAV

_NOWHERE = "00000000-0000-4000-a000-000000000000"


class Defect(NamedTuple):
    """A change to one entry of a field of a profile, or (field "") to the profile itself."""

    field: str
    fits: Callable[[Json], bool]
    change: Callable[[Json], None]


def spoil(profile: Json, random: Random, count: int = 10) -> None:
    """Bring in as many defects, each entry changed by one of them only."""
    spoiled: set[str] = set()
    for defect in random.sample(_DEFECTS, len(_DEFECTS)):
        if not count:
            return
        places = [key for key, entry in _entries(profile, defect.field) if key not in spoiled and defect.fits(entry)]
        if places:
            key = random.choice(places)
            defect.change(profile[defect.field][key] if defect.field else profile)
            spoiled |= {key} if defect.field else set()
            count -= 1


def _entries(profile: Json, field: str) -> Iterator[tuple[str, Json]]:
    yield from profile[field].items() if field else [("", profile)]


def _profile(**changes: Any) -> Defect:
    return Defect("", lambda _profile: True, lambda profile: profile.update(changes))


def _vault(kind: int, change: Callable[[Json], None]) -> Defect:
    return Defect("Destinations", lambda vault: vault["DestinationType"] == kind, change)


def _any_vault(**changes: Any) -> Defect:
    return Defect("Destinations", lambda _vault: True, lambda vault: vault.update(changes))


def _retention(index: int, **changes: Any) -> Defect:
    return Defect(
        "Destinations",
        lambda vault: len(vault["DefaultRetention"]["Ranges"] or ()) > index,
        lambda vault: vault["DefaultRetention"]["Ranges"][index].update(changes),
    )


def _item(engine: str, change: Callable[[Json], None]) -> Defect:
    return Defect("Sources", lambda item: item["Engine"] == f"engine1/{engine}", change)


def _any_item(**changes: Any) -> Defect:
    return Defect("Sources", lambda _item: True, lambda item: item.update(changes))


def _any_rule(**changes: Any) -> Defect:
    return Defect("BackupRules", lambda _rule: True, lambda rule: rule.update(changes))


def _schedule(**changes: Any) -> Defect:
    return Defect("BackupRules", lambda _rule: True, lambda rule: rule["Schedules"][0].update(changes))


def _within_text(engine: str, key: str, **changes: Any) -> Defect:
    """A change in an object that is written as JSON in a text."""

    def change(item: Json) -> None:
        settings = item["EngineProps"]
        settings[key] = json.dumps({**json.loads(settings[key]), **changes})

    return _item(engine, change)


_DEFECTS = (
    _profile(LocalTimezone="Europe/Atlantis"),
    _profile(AccountNmae="Example"),
    _profile(MaximumDevices="5"),
    _profile(Emails=["not an address"]),
    _profile(AllProtectedItemsQuotaEnabled=True, AllProtectedItemsQuotaBytes=0),
    _profile(OverrideEmailSettings={"nobody@example.com": {"Reports": None}}),
    _profile(QuotaVMwareGuests=-1),
    _profile(isSuspended=False),
    _vault(S3, lambda vault: vault.update(S3UsesTLS=False)),
    _vault(S3, lambda vault: vault.update(S3UsesV2Signing=True)),
    _vault(FTP, lambda vault: vault.update(FTPSMode=0)),
    _vault(FTP, lambda vault: vault.update(FTPPort=70_000)),
    _vault(SFTP, lambda vault: vault.update(SFTPAuthMode=7)),
    _vault(AZURE, lambda vault: vault.update(AZBRealm="http://blob.example.com")),
    _vault(B2, lambda vault: vault["B2"].update(MaxConnections=4)),
    _vault(SWIFT, lambda vault: vault["Swift"].update(AuthURL="http://identity.example.com/v3")),
    _vault(WEBDAV, lambda vault: vault["WebDav"].update(DavServer="http://cloud.example.com/dav")),
    _vault(SPANNED, lambda vault: vault.update(SpanTargets=vault["SpanTargets"][:1])),
    _any_vault(StorageLimitEnabled=True, StorageLimitBytes=0),
    _any_vault(RetentionError="Disk full"),
    _any_vault(Tag=None),
    _retention(0, Type=999),
    _retention(0, Jobs=0, Days=0, Weeks=0, Months=0),
    _retention(1, Type=904),
    _item("file", lambda item: item["EngineProps"].update(REXCLUDE0="(Downloads|Temp")),
    _item("file", lambda item: item["EngineProps"].update(EXCLUDE7="**")),
    _item("file", lambda item: item["EngineProps"].update(SMBAUTH0="files")),
    _item("file", lambda item: item.update(EngineProps={})),
    _item("mssql", lambda item: item["EngineProps"].update(AUTHMODE="kerberos")),
    _within_text("mongodb", "CONFIG", MongoShellPath="/usr/bin/mongo"),
    _within_text("vmware", "CONNECTION", ConnectionType="ssh"),
    _within_text("winmsofficemail", "CONNECTION", CustomSettingV2={"BackupOptions": {"a": 64}}),
    _any_item(Engine="engine1/nosuch"),
    _any_item(Engine="engine1/windowssystem"),
    _any_item(OwnerDevice="no-such-device"),
    _any_item(CreateTime=1.5),
    _any_item(OverrideDestinationRetention={_NOWHERE: {"Mode": 801, "Ranges": None}}),
    _any_item(PreExec="C:\\Scripts\\prepare.cmd"),
    _any_rule(Source=_NOWHERE),
    _any_rule(Destination=_NOWHERE),
    _any_rule(Schedules=[], EventTriggers={}),
    _any_rule(SkipAlreadyRuning=True),
    _schedule(SecondsPast=-1),
    _schedule(FrequencyType=1234),
    _schedule(RestrictDays=True, DaysSelect={}),
    Defect("Devices", lambda _device: True, lambda device: device.update(DeviceTimezone="Mars/Olympus")),
)
