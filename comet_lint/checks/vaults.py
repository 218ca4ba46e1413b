"""The storage vaults of a user."""

from __future__ import annotations

from collections.abc import Iterator

from comet_lint.comet.addresses import is_loopback, parse_address
from comet_lint.comet.locations import Extent, LocationKey, parts_of, place_of
from comet_lint.comet.node import Node
from comet_lint.comet.redaction import origin, printable
from comet_lint.comet.stand_ins import is_redacted
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, RelatedPlace, problem

_LOCAL_SERVER = "$self$"
_LOOPBACK_HINTS = ("localhost", "127.", "::1", "0:1")
"""One of them is part of every loopback address."""


def missing(node: Node, _context: Context) -> Iterator[Problem]:
    """A user without a vault, in a document that tells the vaults."""
    if node.has("Destinations"):
        yield problem("Destinations")


def sharing_a_place(node: Node, _context: Context) -> Iterator[Problem]:
    """Vaults, or parts of spanned ones, in the place of an earlier vault.

    With several devices a local path is no one place; a private address may be one, since they may be in one network.
    """
    if len(node["Destinations"]) < 2:
        return
    one_device = len({*node["Devices"], *(item["OwnerDevice"] for item in node.children("Sources"))} - {""}) <= 1
    seen: dict[LocationKey, Node] = {}
    for vault in node.children("Destinations"):
        shared = None
        for _steps, part in parts_of(vault.value):
            place = place_of(part)
            if place is None or (place.extent is Extent.DEVICE and not one_device):
                continue
            first = seen.setdefault(place.key, vault)
            if first is not vault and shared is None:
                is_certain = one_device or place.extent is Extent.WORLD
                shared = _sharing(vault, first, is_certain, place.extent is Extent.DEVICE)
        if shared is not None:
            yield shared


def _sharing(vault: Node, first: Node, is_certain: bool, is_on_device: bool) -> Problem:
    differ = _keys_differ(vault, first)
    of_removed_device = is_on_device and _may_be_of_removed_device(vault, first)
    severity = Severity.WARNING if not differ or of_removed_device else None
    return problem(
        *vault.steps,
        severity=severity if is_certain else Severity.INFO,
        variant="" if differ else "clone",
        related=(RelatedPlace(first.path, "The other vault is here."),),
        vault=vault.subject,
        first=printable(first["Description"].strip() or first.key),
    )


def _may_be_of_removed_device(one: Node, other: Node) -> bool:
    if one.parent is None:
        return False
    scheduled = {rule["Destination"] for rule in one.parent.children("BackupRules")}
    return bool(scheduled) and not (one.key in scheduled and other.key in scheduled)


def on_loopback(node: Node, _context: Context) -> Iterator[Problem]:
    """A vault that a client would look for on its own machine, which may be the server if it is the only client."""
    text = node["CometServer"]
    profile = node.enclosing("UserProfileConfig")
    if profile is None:
        return
    if text == _LOCAL_SERVER:
        yield problem("CometServer", severity=Severity.WARNING, variant="self")
        return
    lowered = text.lower()
    if any(hint in lowered for hint in _LOOPBACK_HINTS):
        address = parse_address(text)
        if address is not None and is_loopback(address.host):
            devices = _count_devices(profile)
            yield problem(
                "CometServer",
                severity=None if devices > 1 else Severity.WARNING,
                variant="" if devices > 1 else "one",
                address=origin(text),
                devices=devices,
            )


def _count_devices(profile: Node) -> int:
    """How many devices the profile speaks of; a trimmed one may name some at protected items only."""
    owners = {item["OwnerDevice"] for item in profile.children("Sources")} - {""}
    return len(owners | set(profile["Devices"]))


def _keys_differ(one: Node, other: Node) -> bool:
    keys = [one["EncryptedEncryptionKey"], other["EncryptedEncryptionKey"]]
    return keys[0] != keys[1] and all(keys) and not any(map(is_redacted, keys))
