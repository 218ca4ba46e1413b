"""Other servers that a server works with: replication, Constellation, templates, storage."""

from __future__ import annotations

from collections.abc import Iterator

from comet_lint.checks.remote_server_fields import BLOCKS
from comet_lint.comet.addresses import SELF, is_loopback, parse_address
from comet_lint.comet.constants import DESTINATIONTYPE_COMET, DESTINATIONTYPE_SPANNED
from comet_lint.comet.endpoints import endpoint
from comet_lint.comet.node import Node
from comet_lint.comet.redaction import origin
from comet_lint.comet.server_hosts import hosts_of, own_ports
from comet_lint.comet.unknown import skipping_unknown
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, RelatedPlace, problem

_ACCOUNT_FIELDS = ("S3Endpoint", "SatelliteAddress", "MasterBucket", "Bucket", "KeyID", "AccessKey", "APIKey")
_KEY_FIELDS = ("KeyID", "AccessKey", "APIKey")


def storage_on_comet_server(node: Node, _context: Context) -> Iterator[Problem]:
    """Locations of the storage role that are buckets of a Comet Server."""
    if node.is_live("Storage"):
        yield from _comet_locations(node.child("Storage"), ("Storage",))


def to_itself(node: Node, _context: Context) -> Iterator[Problem]:
    """A replication target that is the server itself. Another port may be a tunnel or another server."""
    server = node.root
    if server.type.name != "ServerConfigOptions" or not node.is_live("RemoteAddress"):
        return
    if node["RemoteAddress"].strip() == SELF:
        yield problem("RemoteAddress", address=SELF)
        return
    address = parse_address(node["RemoteAddress"])
    if address is None:
        return
    ports = own_ports(server)
    if is_loopback(address.host):
        certain = (address.port or _usual_port(address.scheme)) in ports
    elif address.host in hosts_of(server).all:
        certain = address.port in (None, 80, 443) or address.port in ports
    else:
        return
    yield problem(
        "RemoteAddress",
        severity=None if certain else Severity.WARNING,
        variant="" if certain else "port",
        address=origin(node["RemoteAddress"]),
    )


def duplicate_replica(node: Node, _context: Context) -> Iterator[Problem]:
    """Replication targets at the address of an earlier one."""
    if len(node["ReplicateTo"]) < 2 or not node.is_live("ReplicateTo"):
        return
    seen: dict[str, Node] = {}
    for target in node.each("ReplicateTo"):
        with skipping_unknown:
            server = endpoint(target["RemoteAddress"] if target.is_live("RemoteAddress") else "")
            if not server.host:
                continue
            first = seen.setdefault(server.authority + server.path, target)
            if first is target:
                continue
            same_account = first["Username"] == target["Username"]
            yield problem(
                *target.steps,
                "RemoteAddress",
                severity=None if same_account else Severity.INFO,
                variant="" if same_account else "account",
                related=(RelatedPlace(first.path, "The first entry is here."),),
                address=origin(target["RemoteAddress"]),
                first=_number(first),
            )


def duplicate_constellation_server(node: Node, _context: Context) -> Iterator[Problem]:
    """Servers and cloud accounts that are already watched by an earlier entry."""
    if len(node["Servers"]) < 2 or not node.is_live("Servers"):
        return
    seen: dict[tuple[str, ...], Node] = {}
    for server in node.each("Servers"):
        with skipping_unknown:
            account = _account(server)
            if account is None:
                continue
            first = seen.setdefault(account, server)
            if first is not server:
                place = RelatedPlace(first.path, "The first entry is here.")
                yield problem(*server.steps, related=(place,), first=_number(first))


def loopback_template(node: Node, _context: Context) -> Iterator[Problem]:
    """A storage template that sends clients to their own machine."""
    if node["RemoteAddress"] and node.is_live("RemoteAddress"):
        address = parse_address(node["RemoteAddress"])
        if address is not None and is_loopback(address.host):
            yield problem("RemoteAddress", address=origin(node["RemoteAddress"]))


def _comet_locations(location: Node, way: tuple[str | int, ...]) -> Iterator[Problem]:
    if location["DestinationType"] == DESTINATIONTYPE_COMET:
        yield problem(*way, "DestinationType")
    elif location["DestinationType"] == DESTINATIONTYPE_SPANNED:
        for target in location.each("SpanTargets"):
            with skipping_unknown:
                yield from _comet_locations(target, way + target.steps)


def _account(server: Node) -> tuple[str, ...] | None:
    block_name = BLOCKS.get(server["Type"])
    if block_name is None:
        return None
    if not block_name:
        address = endpoint(server["RemoteAddress"])
        return (server["Type"], address.authority, address.path, server["Username"]) if address.host else None
    block = server.child(block_name)
    names = [name for name in _ACCOUNT_FIELDS if name in block.type.fields]
    keys = [block[name] for name in names if name in _KEY_FIELDS]
    if not any(keys):
        return None
    return (server["Type"], *(block[name] for name in names))


def _usual_port(scheme: str) -> int:
    return 80 if scheme == "http" else 443


def _number(node: Node) -> int:
    return int(node.steps[-1]) + 1
