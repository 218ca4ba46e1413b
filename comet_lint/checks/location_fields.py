"""Which settings the storage technologies need."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from comet_lint.checks.remote_server_fields import BLOCKS
from comet_lint.comet.constants import (
    DESTINATIONTYPE_AZUREBLOB,
    DESTINATIONTYPE_B2,
    DESTINATIONTYPE_COMET,
    DESTINATIONTYPE_FTP,
    DESTINATIONTYPE_LOCALCOPY,
    DESTINATIONTYPE_S3,
    DESTINATIONTYPE_SFTP,
    DESTINATIONTYPE_SMB,
    DESTINATIONTYPE_STORJ,
    DESTINATIONTYPE_SWIFT,
    DESTINATIONTYPE_WEBDAV,
)
from comet_lint.comet.locations import TECHNOLOGIES
from comet_lint.comet.node import Node
from comet_lint.comet.unknown import skipping_unknown, surely
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, problem
from comet_lint.text.lists import listing


class _NeededFields(NamedTuple):
    """Fields, in `block` if there is one, with what a person calls them. `more` are not always needed."""

    block: str
    place: dict[str, str]
    credentials: dict[str, str]
    more: tuple[str, ...] = ()

    @property
    def way(self) -> tuple[str, ...]:
        return (self.block,) if self.block else ()


_SETTINGS = {
    DESTINATIONTYPE_S3: _NeededFields(
        "",
        {"S3Server": "the server", "S3BucketName": "the bucket"},
        {"S3AccessKey": "the access key", "S3SecretKey": "the secret key"},
        ("S3CustomRegion",),
    ),
    DESTINATIONTYPE_SFTP: _NeededFields(
        "", {"SFTPServer": "the server", "SFTPUsername": "the user name"}, {}, ("SFTPPassword",)
    ),
    DESTINATIONTYPE_LOCALCOPY: _NeededFields(
        "", {"LocalcopyPath": "the path"}, {}, ("LocalcopyWinSMBUsername", "LocalcopyWinSMBPassword")
    ),
    DESTINATIONTYPE_COMET: _NeededFields(
        "",
        {"CometServer": "the server", "CometBucket": "the bucket"},
        {"CometBucketKey": "the key of the bucket"},
    ),
    DESTINATIONTYPE_FTP: _NeededFields("", {"FTPServer": "the server"}, {}, ("FTPUsername", "FTPPassword")),
    DESTINATIONTYPE_AZUREBLOB: _NeededFields(
        "",
        {"AZBAccountName": "the account name", "AZBContainer": "the container"},
        {"AZBAccountKey": "the account key"},
        ("AZBRealm",),
    ),
    DESTINATIONTYPE_SWIFT: _NeededFields(
        "Swift",
        {"AuthURL": "the login URL", "Container": "the container"},
        {},
        ("Username", "APIKey", "Region", "Domain", "Tenant", "TenantDomain", "TenantID"),
    ),
    DESTINATIONTYPE_B2: _NeededFields("B2", {"Bucket": "the bucket"}, {"AccountID": "the key ID", "Key": "the key"}),
    DESTINATIONTYPE_STORJ: _NeededFields(
        "Storj",
        {"SatelliteAddress": "the satellite address", "StorjBucket": "the bucket"},
        {"APIKey": "the API key"},
    ),
    DESTINATIONTYPE_WEBDAV: _NeededFields("WebDav", {"DavServer": "the server"}, {}, ("UserName", "AccessKey")),
    DESTINATIONTYPE_SMB: _NeededFields(
        "SMB", {"SMBServer": "the server", "SMBShare": "the share"}, {}, ("SMBUsername", "SMBPassword")
    ),
}

_PATHS = ("LocalcopyPath",)
_FREE_TEXTS = ("DisplayName", "CustomBody", "Passphrase", "SearchFilter", "SearchDN", "BindUser")
"""Texts of remote servers that may begin and end as they like, or that no one logs in with."""


def missing(node: Node, _context: Context) -> Iterator[Problem]:
    """The settings that a storage location needs and does not have; missing credentials count for less."""
    settings = _SETTINGS.get(node["DestinationType"])
    if settings is None:
        return
    block = node.child(settings.block) if settings.block else node
    place = [name for name in settings.place if _is_empty(block, name)]
    credentials = [name for name in settings.credentials if _is_empty(block, name)]
    empty = place + credentials
    if empty:
        names = settings.place | settings.credentials
        yield problem(
            *settings.way,
            empty[0],
            severity=None if place else Severity.WARNING,
            technology=TECHNOLOGIES[node["DestinationType"]],
            missing=listing([names[name] for name in empty]),
        )


def blanks(node: Node, _context: Context) -> Iterator[Problem]:
    """Names and credentials with blanks at their ends."""
    if "DestinationLocation" in node.type.lineage:
        settings = _SETTINGS.get(node["DestinationType"])
        if settings is None:
            return
        names = (*settings.place, *settings.credentials, *settings.more)
        yield from _with_blanks(node, settings.block, tuple(name for name in names if name not in _PATHS))
        return
    block_name = BLOCKS.get(node["Type"])
    if block_name is None:
        return
    if not block_name:
        yield from _with_blanks(node, "", ("RemoteAddress", "Username", "Password"))
        return
    fields = node.child(block_name).type.fields.values()
    texts = (field.name for field in fields if field.shape.kind == "string" and field.name not in _FREE_TEXTS)
    yield from _with_blanks(node, block_name, tuple(texts))


def _is_empty(block: Node, name: str) -> bool:
    return surely(lambda block: not block[name].strip(), block)


def _with_blanks(node: Node, block_name: str, names: tuple[str, ...]) -> Iterator[Problem]:
    block = node.child(block_name) if block_name else node
    for name in names:
        with skipping_unknown:
            value = block[name]
            if value and value != value.strip():
                way = (block_name, name) if block_name else (name,)
                yield problem(*way, field=".".join(way))
