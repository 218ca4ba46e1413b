"""Numbers that count or limit something, and network ports."""

from __future__ import annotations

from collections.abc import Iterator

from comet_lint.comet.addresses import parse_address
from comet_lint.comet.engine_props import FIELD as ENGINE_PROPS
from comet_lint.comet.engine_props import embedded
from comet_lint.comet.node import Node
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, problem
from comet_lint.text.quotes import quoted

_QUANTITIES = {
    "AuthenticationRoleOptions": ("PruneLogsAfterDays",),
    "BackupJobAdvancedOptions": ("StopAfter", "LimitVaultSpeedBps", "ConcurrencyCount"),
    "DestinationConfig": ("StorageLimitBytes",),
    "FTPDestinationLocation": ("FTPMaxConnections",),
    "FileOption": ("PruningLimit",),
    "ObjectLockStorageTemplateSettings": ("ObjectLockDays",),
    "RemoteStorageOption": ("StorageLimitBytes",),
    "RetentionRange": ("Jobs", "Days", "Weeks", "Months", "Years"),
    "S3DestinationLocation": ("S3ObjectLockDays",),
    "SoftwareBuildRoleOptions": ("MaxBuilders",),
    "UserProfileConfig": (
        "AllProtectedItemsQuotaBytes",
        "MaximumDevices",
        "QuotaOffice365ProtectedAccounts",
        "QuotaHyperVGuests",
        "QuotaVMwareGuests",
    ),
}
"""By the type that declares them. Those that the wire format does not let be negative are not among them."""

_SWITCHES = {
    "AllProtectedItemsQuotaBytes": "AllProtectedItemsQuotaEnabled",
    "PruningLimit": "PruningEnabled",
    "StorageLimitBytes": "StorageLimitEnabled",
}
"""Fields that count only while another one is true."""

_LARGEST_PORT = 65535
_PORTS = {"FTPPort": "FTPServer", "Port": "Hostname", "SMTPPort": "SMTPHost"}
"""Fields that hold a port, with that of the host it belongs to."""


def negative(node: Node, _context: Context) -> Iterator[Problem]:
    """Quantities below zero, where they count."""
    for base in node.type.lineage:
        for field in _QUANTITIES.get(base, ()):
            if field in node.type.fields and node[field] < 0 and _is_in_use(node, field):
                yield problem(field, field=field, value=node[field])


def port(node: Node, _context: Context) -> Iterator[Problem]:
    """Ports that do not exist, and none where one is needed. SMTP without a port has a rule of its own."""
    if node.type.name == "SourceConfig":
        if node[ENGINE_PROPS]:
            yield from _embedded_ports(node)
        return
    for field, host_field in _PORTS.items():
        if field not in node.type.fields or not node.is_live(field):
            continue
        number, host = node[field], node[host_field]
        if not 0 <= number <= _LARGEST_PORT:
            yield problem(field, port=number)
        elif number == 0 and host and field != "SMTPPort" and not _has_port(host):
            yield problem(field, severity=Severity.WARNING, variant="none")


def _embedded_ports(node: Node) -> Iterator[Problem]:
    for key, view in embedded(node):
        if view.type.name == "MongoDBConnection" and not 0 <= view["Port"] <= _LARGEST_PORT:
            yield problem(ENGINE_PROPS, key, port=view["Port"])
        elif view.type.name == "MySQLConnection" and _is_no_port(view["Port"].strip()):
            yield problem(ENGINE_PROPS, key, port=quoted(view["Port"]))


def _is_no_port(text: str) -> bool:
    # The length first: Python refuses to read numbers of thousands of digits.
    if not text.lstrip("-").isdecimal():
        return False
    digits = text.lstrip("-0")
    return text.startswith("-") or len(digits) > len(str(_LARGEST_PORT)) or int(digits or 0) > _LARGEST_PORT


def _has_port(host: str) -> bool:
    address = parse_address(host)
    return address is not None and address.port is not None


def _is_in_use(node: Node, field: str) -> bool:
    switch = _SWITCHES.get(field)
    if switch is not None and not node[switch]:
        return False
    # What devices keep about each other's items is the server's own.
    return node.is_live(field) and node.enclosing("SourceBasicInfo") is None
