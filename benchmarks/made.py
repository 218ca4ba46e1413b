"""What all generated documents are made of: ids, secrets that were taken out, times, numbers of past jobs."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

Json = dict[str, Any]

SAMPLES = Path(__file__).parent.parent / "tests" / "data" / "samples"
ZERO_PROFILE: Json = json.loads((SAMPLES / "one-of-each-UserProfileConfig.json").read_bytes())
"""A profile with one of each thing, all fields of which are zero."""

_STAND_INS = ("", "***", "REDACTED", "<redacted>", "xxxxxxxx")
_STARTED = 1_718_000_000


class Maker:
    """Chance for one profile, and how secrets were taken out of it."""

    def __init__(self, seed: str) -> None:
        self.random = Random(seed)
        self.keeps_secrets = self.random.random() < 0.3
        self.stand_in = self.random.choice(_STAND_INS)

    def guid(self) -> str:
        digits = self.hexadecimal(32)
        return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-a{digits[17:20]}-{digits[20:]}"

    def hexadecimal(self, length: int) -> str:
        return f"{self.random.getrandbits(4 * length):0{length}x}"

    def secret(self, length: int = 40) -> str:
        """A value of its own, or what the one who took the secrets out has put there."""
        return self.hexadecimal(length) if self.keeps_secrets else self.stand_in

    def needed_secret(self, length: int = 40) -> str:
        """The same where an empty text would be a finding."""
        return self.secret(length) or "***"

    def taken_out(self) -> str:
        """What stands for a secret that is in no profile, not even in one that has its own secrets."""
        return self.stand_in if not self.keeps_secrets else "***"

    def private_key(self) -> str:
        if not self.keeps_secrets:
            return self.stand_in or "***"
        lines = "\n".join(self.hexadecimal(70) for _ in range(6))
        return f"-----BEGIN OPENSSH PRIVATE KEY-----\n{lines}\n-----END OPENSSH PRIVATE KEY-----\n"

    def time(self) -> int:
        return _STARTED + self.random.randrange(30_000_000)

    def chance(self, probability: float) -> bool:
        return self.random.random() < probability


def some_retention(maker: Maker) -> Json:
    """All backups, or some of them by one to three rules, as people set them up."""
    if maker.chance(0.1):
        return {"Mode": 801, "Ranges": None}
    ranges = [
        [_range(900, Jobs=30)],
        [_range(902, Days=90), _range(900, Jobs=10)],
        [_range(900, Jobs=14), _range(903, Days=30), _range(906, Weeks=12), _range(905, Months=24, MonthOffset=1)],
        [_range(907, Jobs=30), _range(908, Jobs=12), _range(909, Jobs=12)],
        [_range(902, Days=14, Weeks=4, Months=6), _range(909, Jobs=24)],
    ]
    return {"Mode": 802, "Ranges": maker.random.choice(ranges)}


def _range(kind: int, **counted: int) -> Json:
    fields = ("Type", "Timestamp", "Jobs", "Days", "Weeks", "Months", "WeekOffset", "MonthOffset")
    return {**dict.fromkeys(fields, 0), "Type": kind, **counted}


def size_measured(maker: Maker, size: int) -> Json:
    start = maker.time()
    return {"Size": size, "MeasureStarted": start, "MeasureCompleted": start + maker.random.randrange(900)}


def past_job(maker: Maker, user: str, item: str, vault: str, device: str) -> Json:
    """What a profile tells about a backup that succeeded."""
    start, size = maker.time(), maker.random.randrange(10**6, 10**12)
    return {
        "GUID": maker.guid(),
        "Username": user,
        "Classification": 4001,
        "Status": 5000,
        "StartTime": start,
        "EndTime": start + maker.random.randrange(60, 20_000),
        "RetryCount": 0,
        "SourceGUID": item,
        "DestinationGUID": vault,
        "DeviceID": device,
        "SnapshotID": maker.hexadecimal(64),
        "BackupRuleGUID": maker.guid(),
        "ClientVersion": "24.9.6",
        "TotalDirectories": size // 10**7,
        "TotalFiles": size // 10**6,
        "TotalSize": size,
        "TotalChunks": size // 10**6,
        "UploadSize": size // 50,
        "DownloadSize": size // 5000,
        "Progress": {
            "Counter": maker.random.randrange(5000),
            "SentTime": start + 50,
            "RecievedTime": start + 51,
            "BytesDone": size,
            "ItemsDone": size // 10**6,
            "ItemsTotal": size // 10**6,
        },
        "DestinationSizeStart": size_measured(maker, size),
        "DestinationSizeEnd": size_measured(maker, size + size // 60),
    }
