"""Deprecated settings that a condition on one object cannot find: inside EngineProps, or whole documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from comet_lint.comet.constants import (
    OBJECT_LOCK_ON,
    RETENTIONRANGE__RESERVED904,
    VMWARE_BACKUP_COPY,
    VMWARE_CONNECTION_SSH,
)
from comet_lint.comet.engine_props import FIELD, embedded, props, within
from comet_lint.comet.node import Node
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, problem
from comet_lint.text.quotes import quoted_name

_BACKUP_TYPE_WORDS = ("BACKUP", "TYPE", "METHOD")
"""What the key that holds a backup type may be called; the documentation does not name it."""

_GEOMETRY = ("Cylinders", "Heads", "Sectors")


def mongo_shell_path(node: Node, _context: Context) -> Iterator[Problem]:
    """A path to the mongo shell."""
    return _fields(node, "MongoDBConnection", "MongoShellPath")


def mssql_hostname(node: Node, _context: Context) -> Iterator[Problem]:
    """A host name for Microsoft SQL Server."""
    return _fields(node, "MSSQLConnection", "Hostname")


def vmware_ssh_block(node: Node, _context: Context) -> Iterator[Problem]:
    """Settings for VMware over SSH, used or not."""
    return _fields(node, "VMwareConnection", "SSH")


def vmware_connection_ssh(node: Node, _context: Context) -> Iterator[Problem]:
    """A VMware connection over SSH."""
    return _fields(
        node, "VMwareConnection", "ConnectionType", lambda found: found["ConnectionType"] == VMWARE_CONNECTION_SSH
    )


def office365_custom_setting(node: Node, _context: Context) -> Iterator[Problem]:
    """Office 365 accounts selected in the first form."""
    yield from _fields(node, "Office365Connection", "CustomSetting")
    if node.type.name == "SourceConfig":
        for key, view in embedded(node):
            if view.type.name == "Office365CustomSetting" and in_use(view.value):
                yield problem(FIELD, key, place=quoted_name(key))


def office365_organization_flag(node: Node, _context: Context) -> Iterator[Problem]:
    """The switch for a whole Office 365 organisation, next to the settings that replaced it."""

    def is_outdated(found: Node) -> bool:
        return bool(found["Organization"]) and (found.has("FilterMode") or found.has("WholeOrg"))

    return _fields(node, "Office365CustomSettingV2", "Organization", is_outdated)


def vmware_backup_copy(node: Node, _context: Context) -> Iterator[Problem]:
    """The backup type "copy" in a protected item of VMware."""
    for key, value in props(node).items():
        if value == VMWARE_BACKUP_COPY and any(word in key.upper() for word in _BACKUP_TYPE_WORDS):
            yield problem(FIELD, key, key=quoted_name(key))


def reserved_retention_range(node: Node, _context: Context) -> Iterator[Problem]:
    """A retention rule of the type that was removed, outside the copies that the server keeps per device."""
    if node["Type"] == RETENTIONRANGE__RESERVED904 and node.enclosing("SourceBasicInfo") is None:
        yield problem("Type")


def old_security_keys(node: Node, _context: Context) -> Iterator[Problem]:
    """Keys for U2F; less of a matter where Comet has carried every one of them over to WebAuthn."""
    carried = {_key_identity(key) for key in node.children("WebAuthnRegistrations") if key["IsLegacyU2F"]}
    is_migrated = all(_key_identity(key) in carried for key in node.children("U2FRegistrations"))
    yield problem(
        "U2FRegistrations",
        severity=Severity.INFO if is_migrated else None,
        variant="migrated" if is_migrated else "",
    )


def object_lock_switch(node: Node, _context: Context) -> Iterator[Problem]:
    """The old switch for Object Lock; for information beside a mode that says the same."""
    same = node["ObjectLockMode"] == OBJECT_LOCK_ON
    yield problem("UseObjectLock", severity=Severity.INFO if same else None, variant="same" if same else "")


def disk_drive_geometry(node: Node, _context: Context) -> Iterator[Problem]:
    """A disk with a geometry; one problem, at the first number of it."""
    used = next((name for name in _GEOMETRY if node[name]), None)
    if used is not None:
        yield problem(used)


def whole_document(node: Node, _context: Context) -> Iterator[Problem]:
    """A document that is of a deprecated type as a whole."""
    if node.parent is None:
        yield problem()


def legacy_api_document(node: Node, _context: Context) -> Iterator[Problem]:
    """An answer of the API that is of a deprecated type, or that tells the server's version."""
    if node.parent is not None:
        return
    if node.type.name != "ServerMetaVersionInfo":
        yield problem(type=node.type.name)
    elif node["OverseerRole"]:
        yield problem("OverseerRole", variant="overseer")
    else:
        yield problem(variant="version")


def in_use(value: Any) -> bool:
    """Whether a value is anything but zero: exports contain every deprecated field with its zero value."""
    if isinstance(value, dict):
        return any(in_use(member) for member in value.values())
    return bool(value)


def _key_identity(key: Node) -> tuple[int, str]:
    # The owner may have given a key another name since, but not another time.
    registered = key["RegisterTime"]
    return (registered, "") if registered else (0, key["Description"])


def _fields(
    node: Node, type_name: str, field: str, is_wrong: Callable[[Node], bool] | None = None
) -> Iterator[Problem]:
    """The places where `field` of `type_name` is in use (or `is_wrong` holds), in or below `node`.

    `node` is a protected item, whose EngineProps may hold such an object as JSON, or an object with that type
    somewhere in it.
    """
    wrong = is_wrong or (lambda found: in_use(found[field]))
    if node.type.name != "SourceConfig":
        for way, found in within(node, type_name):
            if wrong(found):
                yield problem(*found.path[len(node.path) :], field, place=_dotted(way, field))
        return
    if not any(field in text for text in props(node).values()):
        return
    for key, view in embedded(node):
        for way, found in within(view, type_name):
            if wrong(found):
                yield problem(FIELD, key, place=f"{_dotted(way, field)} in {quoted_name(key)}")


def _dotted(way: str, field: str) -> str:
    return f"{way}.{field}" if way else field
