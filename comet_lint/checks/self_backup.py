"""The backups that a server makes of itself. On hosted servers they are the vendor's."""

from __future__ import annotations

from collections.abc import Iterator

from comet_lint.comet.addresses import SELF, parse_address
from comet_lint.comet.constants import (
    DESTINATIONTYPE_COMET,
    DESTINATIONTYPE_LOCALCOPY,
    SCHEDULE_FREQUENCY_DAILY,
    SCHEDULE_FREQUENCY_HOURLY,
    SCHEDULE_FREQUENCY_PERIODIC,
)
from comet_lint.comet.locations import is_on_device
from comet_lint.comet.node import Node
from comet_lint.comet.paths import normal_path
from comet_lint.comet.redaction import origin
from comet_lint.comet.retention import COUNTED_BY
from comet_lint.comet.server_hosts import is_own_address
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, problem

_OF_THE_SYSTEM = ("/bin/", "/boot/", "/etc/", "/home/", "/opt/", "/root/", "/usr/", "/var/")
"""Folders that lie on the disk of the system, as a rule. Any other may be where a disk or share is mounted."""

_DAY = 86400


def missing(node: Node, context: Context) -> Iterator[Problem]:
    """A server with something to lose and no self-backup."""
    if context.hosted or node.child("SelfBackup")["Targets"]:
        return
    if node.child("AuthenticationRole")["RoleEnabled"]:
        yield problem("SelfBackup")
    elif node.child("StorageRole")["RoleEnabled"]:
        yield problem("SelfBackup", severity=Severity.INFO, variant="storage")


def unscheduled(_node: Node, context: Context) -> Iterator[Problem]:
    """A target without times."""
    if not context.hosted:
        yield problem("Schedule")


def without_location(_node: Node, context: Context) -> Iterator[Problem]:
    """A target without a location."""
    if not context.hosted:
        yield problem("Location")


def local_only(node: Node, context: Context) -> Iterator[Problem]:
    """Targets that are all on the server; less certain where a path may be a mounted share."""
    if context.hosted:
        return
    locations = [target.child("Location") for target in node.children("Targets")]
    paths = [location for location in locations if is_on_device(location.value)]
    if not paths or not all(is_on_device(location.value) or _address_of_itself(location) for location in locations):
        return
    if any(_may_be_mounted(location) for location in paths):
        yield problem("Targets", severity=Severity.INFO, variant="mounted")
    else:
        yield problem("Targets")


def to_itself(node: Node, context: Context) -> Iterator[Problem]:
    """A target on the storage role of the same server."""
    address = "" if context.hosted else _address_of_itself(node.child("Location"))
    if address:
        yield problem("Location", "CometServer", address=address if address == SELF else origin(address))


def without_job_history(_node: Node, context: Context) -> Iterator[Problem]:
    """Targets that all leave out the jobs database."""
    if not context.hosted:
        yield problem("Targets")


def keeps_nothing(node: Node, context: Context) -> Iterator[Problem]:
    """A retention that deletes everything."""
    if not context.hosted and not any(map(_keeps_something, node.child("RetentionPolicy").children("Ranges"))):
        yield problem("RetentionPolicy", "Ranges")


def keeps_everything(node: Node, context: Context) -> Iterator[Problem]:
    """A retention that deletes nothing while archives are made more than once a day."""
    runs = sum(map(_runs_a_day, node.children("Schedule")))
    if not context.hosted and runs > 1:
        yield problem("RetentionPolicy")


def _address_of_itself(location: Node) -> str:
    if location["DestinationType"] != DESTINATIONTYPE_COMET:
        return ""
    text: str = location["CometServer"]
    if text.strip() == SELF:
        return SELF
    address = parse_address(text)
    return text if address is not None and is_own_address(address, location.root) else ""


def _may_be_mounted(location: Node) -> bool:
    path = normal_path(location["LocalcopyPath"]).lower()
    is_local = location["DestinationType"] == DESTINATIONTYPE_LOCALCOPY
    return is_local and path.startswith("/") and not f"{path}/".startswith(_OF_THE_SYSTEM)


def _keeps_something(retention_range: Node) -> bool:
    fields = COUNTED_BY.get(retention_range["Type"])
    return fields is None or any(retention_range.value.get(name) for name in fields)


def _runs_a_day(schedule: Node) -> float:
    frequency, seconds = schedule["FrequencyType"], schedule["SecondsPast"]
    if frequency == SCHEDULE_FREQUENCY_HOURLY:
        return 24
    if frequency == SCHEDULE_FREQUENCY_PERIODIC:
        return _DAY / seconds if seconds > 0 else 0
    return 1 if frequency == SCHEDULE_FREQUENCY_DAILY else 0
