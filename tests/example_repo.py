"""The repository under `tests/example-repo` and what comet-lint says about it.

`python -m tests.example_repo` writes both anew: the documents, the baseline, and the reports in
`tests/data/example-repo`. Run it when rules change, and read the diff.

The company in it backs up two customers. Its documents were checked before (the baseline holds what was found
then); since that day one defect was mended and a number of new ones came in.
"""

from __future__ import annotations

import copy
import json
import random
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parent
REPOSITORY = TESTS / "example-repo"
REPORTS = TESTS / "data" / "example-repo"
BASELINE = ".comet-lint-baseline.json"
SAMPLES = TESTS / "data" / "samples"

Json = dict[str, Any]

FIRST = [
    "Anna", "Ben", "Clara", "David", "Elif", "Felix", "Greta", "Hugo", "Ines", "Jonas",
    "Kira", "Leon", "Mara", "Nils", "Olga", "Paul", "Rosa", "Sven", "Tara", "Udo",
]  # fmt: skip
LAST = [
    "Keller", "Brandt", "Costa", "Okafor", "Lindqvist", "Moreau", "Novak", "Petrov", "Ricci", "Schulz", "Tanaka",
    "Vogel", "Weber",
]  # fmt: skip
PROFILES = 50
CONTOSO = "6513270e-269e-4d37-b2a7-4de452e6b438"
NORTHWIND = "0b1f6c1e-2f0c-4a52-9d35-3c1f7a9f2b11"
WORKSTATIONS = "6b4cb242-4a23-4596-a217-beaddbc496cb"
SERVERS = "f0e9a7d4-5c3b-4d61-8f0a-2b7c6d5e4f3a"
DAILY_FOR_X_DAYS = 903
SEED = 20240601


def main() -> None:
    """Write the repository, its baseline and the reports."""
    write_documents(REPOSITORY, today=True)
    with tempfile.TemporaryDirectory() as folder:
        earlier = Path(folder)
        write_documents(earlier, today=False)
        shutil.copy(REPOSITORY / ".comet-lint.yaml", earlier)
        run("baseline", "-o", BASELINE, ".", cwd=earlier)
        shutil.copy(earlier / BASELINE, REPOSITORY / BASELINE)
    REPORTS.mkdir(exist_ok=True)
    for name, arguments in REPORTED.items():
        text = run(*arguments, cwd=REPOSITORY)
        (REPORTS / name).write_text(text, encoding="utf-8", newline="\n")


REPORTED = {
    "check.txt": ("check", "."),
    "no-ignores.txt": ("check", "--no-ignores", "--statistics", "."),
}
"""The runs whose output is kept, by file."""


def run(*arguments: str, cwd: Path) -> str:
    """What comet-lint prints when it runs in the folder `cwd`."""
    command = [sys.executable, "-m", "comet_lint", *arguments]
    ended = subprocess.run(command, cwd=cwd, stdout=subprocess.PIPE, encoding="utf-8", check=False)
    if ended.returncode not in (0, 1):
        sys.exit(f"comet-lint {' '.join(arguments)} ended with {ended.returncode}")
    return ended.stdout


def write_documents(folder: Path, *, today: bool) -> None:
    """Write all documents as they are today, or as they were when the baseline was made."""
    for path, text in documents(today=today):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")


def documents(*, today: bool) -> Iterator[tuple[str, str]]:
    """Path and text of each document."""
    chance = random.Random(SEED)
    policies = policies_list()
    profiles = [profile(number, policies, chance) for number in range(PROFILES)]
    server = server_config()
    by_name = {each["Username"]: each for each in profiles}
    for defect in (*OLD, *(NEW if today else MENDED)):
        defect(server, by_name)
    yield "server.json", as_json(server)
    yield "policies.json", as_json(policies)
    for each in profiles:
        name = each["Username"]
        if name == IN_YAML:
            yield f"profiles/{name}.yaml", as_yaml(each)
        else:
            yield f"profiles/{name}.json", as_json(each)


def as_json(document: Json) -> str:
    return json.dumps(document, indent="\t", ensure_ascii=False) + "\n"


# --- the documents without defects


def sample(name: str) -> Json:
    content: Json = json.loads((SAMPLES / name).read_bytes())
    return content


def profile(number: int, policies: Json, chance: random.Random) -> Json:
    """The profile of one user: one or two devices, a vault in the cloud and sometimes one at hand."""
    first, last = FIRST[number % len(FIRST)], LAST[number % len(LAST)]
    name = f"{first}.{last}".lower()
    tenant, policy = (CONTOSO, WORKSTATIONS) if number < PROFILES * 3 // 5 else (NORTHWIND, SERVERS)
    alice = sample("profile-alice.json")
    cloud, usb = alice["Destinations"].values()
    laptop, database = reversed(alice["Sources"].values())
    nightly, hourly = alice["BackupRules"].values()
    computer, server = alice["Devices"].values()
    for item in (laptop, database):
        del item["Statistics"]
    for vault in (cloud, usb):
        del vault["Statistics"]

    computer_id, server_id, cloud_id, usb_id, laptop_id, database_id = (new_id(chance) for _ in range(6))
    computer["FriendlyName"] = f"{last.upper()}-LAPTOP"
    laptop["OwnerDevice"] = computer_id
    cloud |= {
        "S3AccessKey": f"EXAMPLEKEY{number:02}",
        "S3SecretKey": f"exampleSecret{number:02}exampleSecret",
        "S3BucketName": f"vault-{name.replace('.', '-')}",
    }
    nightly |= {"Source": laptop_id, "Destination": cloud_id}
    cloud["DefaultRetention"]["Ranges"][1]["Type"] = DAILY_FOR_X_DAYS
    nightly["Schedules"][0]["SecondsPast"] = 60 * chance.randrange(20 * 60, 23 * 60)
    content = {
        "Destinations": {cloud_id: cloud},
        "Sources": {laptop_id: laptop},
        "BackupRules": {new_id(chance): nightly},
        "Devices": {computer_id: computer},
    }
    if number % 5 == 0:
        server["FriendlyName"] = f"{last.upper()}-ERP"
        database["OwnerDevice"] = server_id
        usb["LocalcopyPath"] = "E:\\CometBackup"
        hourly |= {"Source": database_id, "Destination": usb_id}
        content["Destinations"][usb_id] = usb
        content["Sources"][database_id] = database
        content["BackupRules"][new_id(chance)] = hourly
        content["Devices"][server_id] = server
    return {
        **alice,
        **content,
        "Username": name,
        "AccountName": f"{first} {last}",
        "OrganizationID": tenant,
        "Emails": [f"{name}@{'contoso' if tenant == CONTOSO else 'northwind'}.example.com"],
        "PolicyID": policy,
        "Policy": policies[policy]["Policy"],
        "PasswordHash": f"$2a$10$examplehash{number:02}examplehashexamplehashexampleh",
        "CreationGUID": new_id(chance),
    }


def policies_list() -> Json:
    """Two policies, one for each tenant."""
    workstations: Json = sample("policies-list-full.json")[WORKSTATIONS]
    servers = copy.deepcopy(workstations)
    servers |= {"Description": "Servers", "OrganizationID": NORTHWIND}
    return {WORKSTATIONS: workstations, SERVERS: servers}


def server_config() -> Json:
    """The server with its two tenants."""
    server = sample("server.json")
    northwind = copy.deepcopy(server["Organizations"][CONTOSO])
    northwind |= {"Name": "Northwind", "Hosts": ["northwind.backup.example.com"]}
    server["Organizations"][NORTHWIND] = northwind
    return server


def new_id(chance: random.Random) -> str:
    return str(uuid.UUID(int=chance.getrandbits(128), version=4))


# --- what is wrong with them

WITHOUT_TIMES = (
    "ben.ricci", "david.okafor", "felix.moreau", "greta.petrov", "ines.ricci", "kira.lindqvist", "mara.weber",
    "tara.weber",
)  # fmt: skip
Defect = Callable[[Json, dict[str, Json]], None]
IN_YAML = "greta.novak"


def first_of(document: Json, field: str) -> Json:
    entry: Json = next(iter(document[field].values()))
    return entry


def old_nas(_server: Json, users: dict[str, Json]) -> None:
    """Three users still back up by FTP without TLS to a machine that is being replaced."""
    for name in ("hugo.petrov", "ines.ricci", "jonas.schulz"):
        first_of(users[name], "Destinations").update(
            Description="Old NAS", DestinationType=1004, FTPServer="nas.contoso.example.com",
            FTPUsername=name, FTPPassword="example-ftp-password", FTPSMode=0, FTPPort=21,
            S3ObjectLockMode=0, S3ObjectLockDays=0,
        )  # fmt: skip


def spare_laptop(_server: Json, users: dict[str, Json]) -> None:
    """A device that has nothing to back up."""
    users["ben.brandt"]["Devices"]["3f0d9a52-6c1b-4f7e-9c55-1a2b3c4d5e6f"] = {
        **first_of(users["ben.brandt"], "Devices"),
        "FriendlyName": "SPARE-LAPTOP",
    }


def ignored_limits(_server: Json, users: dict[str, Json]) -> None:
    """Vaults at B2 with a setting that Comet has ignored for years."""
    for name in ("clara.costa", "david.okafor", "elif.lindqvist"):
        first_of(users[name], "Destinations").update(
            Description="B2 EU", DestinationType=1008, S3ObjectLockMode=0, S3ObjectLockDays=0,
            B2={"AccountID": "EXAMPLEACCOUNT", "Key": "exampleB2Key", "Bucket": f"vault-{name.replace('.', '-')}",
                "Prefix": "", "MaxConnections": 4, "HideDeletedFiles": False},
        )  # fmt: skip


def nothing_to_back_up_to(_server: Json, users: dict[str, Json]) -> None:
    """A user without a vault, and so without schedules: mended since."""
    users["udo.novak"] |= {"Destinations": {}, "BackupRules": {}}


def vault_deleted(_server: Json, users: dict[str, Json]) -> None:
    rule = first_of(users["leon.vogel"], "BackupRules")
    rule["Destination"] = "907a70c3-1012-4037-b64c-e4228c38fb29"


def device_revoked(_server: Json, users: dict[str, Json]) -> None:
    *_, database = users["kira.tanaka"]["Sources"].values()
    del users["kira.tanaka"]["Devices"][database["OwnerDevice"]]


def schedules_lost(_server: Json, users: dict[str, Json]) -> None:
    """A script that wrote profiles lost the times of many users' schedules."""
    for name in WITHOUT_TIMES:
        first_of(users[name], "BackupRules").update(Schedules=[], EventTriggers={})


def edited_by_hand(_server: Json, users: dict[str, Json]) -> None:
    """What a person types into an export."""
    users["paul.costa"]["MaximumDevices"] = "5"
    users["olga.brandt"]["SendEmailReport"] = users["olga.brandt"].pop("SendEmailReports")


def broken_exclusion(_server: Json, users: dict[str, Json]) -> None:
    first_of(users["rosa.okafor"], "Sources")["EngineProps"]["REXCLUDE0"] = "(Downloads|Temp"


def without_tls(_server: Json, users: dict[str, Json]) -> None:
    first_of(users["sven.lindqvist"], "Destinations").update(S3UsesTLS=False)


def policy_deleted(_server: Json, users: dict[str, Json]) -> None:
    users["tara.moreau"]["PolicyID"] = "2d8c7a10-93b1-4c7e-8a44-6f1e0d9c8b7a"


def tenant_typed_wrong(server: Json, _users: dict[str, Json]) -> None:
    """An admin whose tenant does not exist, and whose address check anyone can pass."""
    server["AdminUsers"].append(
        {
            **server["AdminUsers"][1],
            "Username": "northwind-desk",
            "OrganizationID": "0b1f6c1e-2f0c-4a52-9d35-3c1f7a9f2b12",
            "IPWhitelist": "203.0.113.",
        }
    )


def mail_switched_off(server: Json, _users: dict[str, Json]) -> None:
    server["Email"]["SMTPHost"] = ""


def self_backup_stopped(server: Json, _users: dict[str, Json]) -> None:
    server["SelfBackup"]["Targets"][0]["Schedule"] = []


def started_by_hand(_server: Json, users: dict[str, Json]) -> None:
    """A schedule without times, on purpose: a comment in the YAML says so."""
    first_of(users[IN_YAML], "BackupRules").update(Schedules=[], EventTriggers={})


OLD: tuple[Defect, ...] = (old_nas, spare_laptop, ignored_limits, started_by_hand)
MENDED: tuple[Defect, ...] = (nothing_to_back_up_to,)
NEW: tuple[Defect, ...] = (
    vault_deleted,
    device_revoked,
    schedules_lost,
    edited_by_hand,
    broken_exclusion,
    without_tls,
    policy_deleted,
    tenant_typed_wrong,
    mail_switched_off,
    self_backup_stopped,
)

_ACCEPTED = "    # comet-lint: ignore[rule-without-trigger] Started by hand before each audit, ticket 5120\n"


def as_yaml(document: Json) -> str:
    """YAML as a person keeps it, with a comment that accepts a finding."""
    import yaml

    text: str = yaml.safe_dump(document, sort_keys=False, allow_unicode=True)
    before, place, after = text.partition("    Schedules: []\n")
    return before + _ACCEPTED + place + after


if __name__ == "__main__":
    main()
