"""References that are more than a key in a dictionary, and things that nothing refers to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from comet_lint.comet.constants import DESTINATIONTYPE_ALL, DESTINATIONTYPE_LATEST, ENGINE_BUILTIN_MSOFFICE
from comet_lint.comet.node import Node
from comet_lint.comet.redaction import printable
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, problem

SYMBOLIC_VAULTS = (str(DESTINATIONTYPE_LATEST), str(DESTINATIONTYPE_ALL))
"""How policies name vaults."""


def rule_destination_missing(node: Node, _context: Context) -> Iterator[Problem]:
    """A schedule for a storage vault that does not exist."""
    name = node["Destination"]
    profile = node.parent
    if not name or profile is None or not profile.has("Destinations"):
        return
    vaults = profile["Destinations"]
    if name in vaults or name in SYMBOLIC_VAULTS or not (vaults or profile["Sources"]):
        return
    yield problem("Destination", missing=printable(name))


def override_vault_missing(node: Node, _context: Context) -> Iterator[Problem]:
    """A retention of an item's own for a storage vault that does not exist."""
    profile = node.parent
    if profile is None or not profile.has("Destinations"):
        return
    for name in node["OverrideDestinationRetention"]:
        if name not in profile["Destinations"] and name not in SYMBOLIC_VAULTS:
            yield problem("OverrideDestinationRetention", name, missing=printable(name))


def rule_endpoint_empty(node: Node, _context: Context) -> Iterator[Problem]:
    """A schedule without a protected item or storage vault."""
    source, destination = node["Source"], node["Destination"]
    if not source and not destination:
        yield problem(variant="both")
    elif not source:
        yield problem("Source", variant="source")
    elif not destination:
        yield problem("Destination", variant="destination")


def source_owner_device_missing(node: Node, _context: Context) -> Iterator[Problem]:
    """A protected item of a device that does not exist; null in place of all devices may stand for any."""
    owner = node["OwnerDevice"]
    if not owner or node.parent is None or node["Engine"] == ENGINE_BUILTIN_MSOFFICE:
        return
    devices = node.parent["Devices"]
    if owner not in devices and node.parent.value.get("Devices") is not None:
        yield problem("OwnerDevice", missing=printable(owner, 40))


def override_email_not_listed(node: Node, _context: Context) -> Iterator[Problem]:
    """Report settings for an address that the user does not have."""
    overrides = node["OverrideEmailSettings"]
    if not overrides or not node.has("Emails"):
        return
    addresses = {_comparable(address) for address in node["Emails"] if isinstance(address, str)}
    for address in overrides:
        if _comparable(address) not in addresses:
            yield problem("OverrideEmailSettings", address, address=printable(address))


def policy_source_rule_orphan(node: Node, _context: Context) -> Iterator[Problem]:
    """A default schedule that belongs to no default protected item."""
    items, restricted_items = node["DefaultSources"], node["DefaultSourcesWithOSRestriction"]
    if not items or not restricted_items:
        return
    for rule in node.children("DefaultSourcesBackupRules"):
        if not any(name in items or name in restricted_items for name in (rule.key, rule["Source"])):
            yield problem("DefaultSourcesBackupRules", rule.key, rule=printable(rule["Description"] or rule.key))


def sso_source_unused(node: Node, _context: Context) -> Iterator[Problem]:
    """An authentication source that no admin uses."""
    server = node.parent
    if server is None or not server.has("AdminUsers"):
        return
    if all(admin["ExternalAuthenticationSource"] != node.key for admin in server.children("AdminUsers")):
        yield problem()


def unused_vault(node: Node, _context: Context) -> Iterator[Problem]:
    """A storage vault that nothing writes to and that never held data."""
    profile = node.parent
    if profile is None or profile["IsSuspended"] or (node["RepoInitTimestamp"] and _has_data(node["Statistics"])):
        return
    targets = {rule["Destination"] for rule in profile.children("BackupRules")}
    if not targets or not targets.isdisjoint((node.key, "", *SYMBOLIC_VAULTS)):
        return
    if not any(node.key in source["OverrideDestinationRetention"] for source in profile.children("Sources")):
        yield problem()


def unscheduled_source(node: Node, _context: Context) -> Iterator[Problem]:
    """A protected item that no schedule backs up."""
    profile = node.parent
    if profile is None or profile["IsSuspended"] or not profile.has("BackupRules"):
        return
    if any(rule["Source"] in (node.key, "") for rule in profile.children("BackupRules")):
        return
    if node["PolicySourceID"] and _policy_may_schedule(profile):
        yield problem(severity=Severity.INFO, variant="policy")
    else:
        yield problem()


def device_without_source(node: Node, _context: Context) -> Iterator[Problem]:
    """A device on which nothing is protected."""
    profile = node.parent
    if profile is None or profile["IsSuspended"] or not profile.has("Sources"):
        return
    if all(source["OwnerDevice"] not in (node.key, "") for source in profile.children("Sources")):
        yield problem()


def _policy_may_schedule(profile: Node) -> bool:
    policy = profile.child("Policy")
    return not policy.value or bool(policy["DefaultBackupRules"] or policy["DefaultSourcesBackupRules"])


def _comparable(address: str) -> str:
    return address.strip().casefold()


def _has_data(statistics: Mapping[str, Any]) -> bool:
    return any(_has_data(value) if isinstance(value, dict) else bool(value) for value in statistics.values())
