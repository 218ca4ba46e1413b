"""Whether four times as much takes four times as long, or sixteen times."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from benchmarks.fleet import clean_profile, write_export, write_folder
from benchmarks.measuring import LINT, Builds, Scale, costs
from benchmarks.table import Row, seconds

_STEPS = (1, 4, 16)
_NEXT_TO_NOTHING = 2
_LIMIT = 5.0
"""What four times as much may cost: sorting and caches that overflow are allowed for, squares are not."""
_NOTICEABLE = 0.05
"""Seconds below which a ratio says nothing."""


class _Growing(NamedTuple):
    """Something that grows: writes so much of it into a folder; gives the arguments of `check`."""

    what: str
    unit: int
    write: Callable[[Path, int], list[str]]


def measure(folder: Path, scale: Scale, _builds: Builds) -> Iterator[Row | str]:
    """Processor time of this folder's build at three sizes, less that of next to nothing."""
    for what, unit, write in _GROWING:
        sizes = [_NEXT_TO_NOTHING, *(unit * scale.grown * step for step in _STEPS)]
        commands = []
        for size in sizes:
            here = folder / f"{what.replace(' ', '-')}-{size}"
            here.mkdir(parents=True)
            commands.append([*LINT, "--exit-zero", "--format=json", "-j1", *write(here, size)])
        start, *grown = costs(commands, max(1, scale.runs - 1), folder)
        times = [max(each.cpu - start.cpu, 0.001) for each in grown]
        factors = [later / earlier for earlier, later in pairwise(times)]
        met = "yes" if factors[-1] <= _LIMIT else "**no**" if times[-1] > _NOTICEABLE else "too short to tell"
        yield Row(
            (
                what,
                *(f"{seconds(time)} ({size:,})" for time, size in zip(times, sizes[1:], strict=True)),
                ", ".join(f"{factor:.1f}" for factor in factors),
                f"at most {_LIMIT:.0f}",
                met,
            ),
            ("what grows", "CPU at 1 x", "4 x", "16 x", "factor per 4 x", "target", "met"),
        )


def _files(folder: Path, size: int) -> list[str]:
    write_folder(folder, size)
    return ["--no-config", str(folder)]


def _export(folder: Path, size: int) -> list[str]:
    write_export(folder / "export.json", size)
    return ["--no-config", str(folder)]


def _findings(folder: Path, size: int) -> list[str]:
    _write(folder / "findings.json", _with_ftp_vaults(size))
    return ["--no-config", "--select=S603", str(folder)]


def _suppressions(folder: Path, size: int) -> list[str]:
    """As many as findings: of each half, one names the place and one the vault."""
    _write(folder / "findings.json", _with_ftp_vaults(size))
    entries = [
        {"rules": ["S603"], "reason": "known", "pointer": f"/Destinations/v{number}/FTPSMode"}
        if number % 2
        else {"rules": ["S603"], "reason": "known", "path": "findings.json", "vault": f"Vault {number}"}
        for number in range(size)
    ]
    config = folder / ".comet-lint.yaml"
    _write(config, {"suppressions": entries})
    return ["--config", str(config), "--select=S603", str(folder)]


def _comments(folder: Path, size: int) -> list[str]:
    """Suppressions in a YAML file, one per finding."""
    lines = ["Username: alice", "Destinations:"]
    for key, vault in _with_ftp_vaults(size)["Destinations"].items():
        lines.append(f"  {key}:")
        lines += [f"    {name}: {json.dumps(value)}" for name, value in vault.items() if name != "FTPSMode"]
        lines.append("    FTPSMode: 0 # comet-lint: ignore[S603] known")
    (folder / "findings.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return ["--no-config", "--select=S603", str(folder)]


def _one_place(folder: Path, size: int) -> list[str]:
    """Vaults of all users in the same bucket and below the same prefix, some in the very same place."""
    return _users(
        folder,
        size,
        lambda number: {
            "Username": f"user{number}",
            "Destinations": {
                f"v{number}-{place}": {
                    "DestinationType": 1000,
                    "Description": f"Vault {place}",
                    "S3Server": "s3.example.com",
                    "S3UsesTLS": True,
                    "S3BucketName": "everybody",
                    "S3AccessKey": "EXAMPLE",
                    "S3Subdir": "shared/prefix" + f"/{number // 10}" * place,
                }
                for place in range(2)
            },
        },
    )


def _alike_names(folder: Path, size: int) -> list[str]:
    """Users whose names differ in case only, and who have the same creation id."""
    same = {"Sources": None, "Destinations": None, "CreationGUID": _GUID}
    return _users(folder, size, lambda number: {"Username": _cased("administrator", number), **same})


def _users(folder: Path, size: int, make: Callable[[int], dict[str, object]]) -> list[str]:
    users, half = [make(number) for number in range(size)], size // 2
    for name, group in (("one", users[:half]), ("two", users[half:])):
        _write(folder / f"{name}.json", {str(user["Username"]): user for user in group})
    return ["--no-config", "--preset=all", "--select=X", str(folder)]


def _cased(name: str, number: int) -> str:
    return "".join(letter.upper() if number >> place & 1 else letter for place, letter in enumerate(name))


def _with_ftp_vaults(size: int) -> dict[str, dict[str, dict[str, object]]]:
    vault = {"DestinationType": 1004, "FTPServer": "ftp.example.com", "FTPPort": 21, "FTPSMode": 0}
    vaults = {f"v{number}": {**vault, "Description": f"Vault {number}"} for number in range(size)}
    return {**clean_profile(0), "Destinations": vaults, "Sources": {}, "BackupRules": {}}


def _write(file: Path, content: object) -> None:
    file.write_text(json.dumps(content, indent=1), encoding="utf-8")


_GUID = "923a7369-94e3-4f91-9a61-dbe22e44158b"
_GROWING = (
    _Growing("files", 1, _files),
    _Growing("profiles in one file", 1, _export),
    _Growing("findings in one document", 4, _findings),
    _Growing("suppressions in the configuration", 1, _suppressions),
    _Growing("suppression comments", 2, _comments),
    _Growing("users with vaults in one place", 2, _one_place),
    _Growing("users with names alike", 2, _alike_names),
)
