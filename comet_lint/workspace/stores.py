"""Where the data of users and servers is kept: the storage locations of a document as facts."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from comet_lint.comet.addresses import parse_address
from comet_lint.comet.constants import (
    DESTINATIONTYPE_AZUREBLOB,
    DESTINATIONTYPE_B2,
    DESTINATIONTYPE_COMET,
    DESTINATIONTYPE_FTP,
    DESTINATIONTYPE_S3,
    DESTINATIONTYPE_SFTP,
    DESTINATIONTYPE_SMB,
    DESTINATIONTYPE_STORJ,
    DESTINATIONTYPE_SWIFT,
    DESTINATIONTYPE_WEBDAV,
)
from comet_lint.comet.endpoints import endpoint
from comet_lint.comet.fields import Object, block, entries, members, number, text
from comet_lint.comet.locations import Extent, Place, azure_realm, bucket_host, extent_of, parts_of, place_of
from comet_lint.comet.model import Model, is_live
from comet_lint.comet.redaction import origin
from comet_lint.comet.stand_ins import is_redacted
from comet_lint.text.pointers import Path

_NOBODY = ("anonymous", "ftp")
"""Names with which FTP servers let everybody in (RFC 1635)."""


class Store(NamedTuple):
    """A place where data is kept: a vault, one part of a spanned vault, or a location of the server's own.

    `name` is that of the vault. `place` tells whether two are the same, unless parts of it were taken out; None if it
    is not known. `host`, `is_plain_http` and, for plain http, `address` (as it
    may be shown) are set for storage on a Comet Server only. `credential` is a digest of what the storage
    knows the client by, and of the storage; empty if there is none, or if it may be another one in each network.
    """

    at: Path
    name: str
    place: Place | None
    host: str = ""
    is_plain_http: bool = False
    address: str = ""
    credential: str = ""
    has_prefix: bool = False


def vault_stores(profile: Object) -> list[Store]:
    """The places of the vaults of a `UserProfileConfig`."""
    found: list[Store] = []
    for key, vault in members(profile, "Destinations"):
        _add_stores(found, vault, ("Destinations", key), text(vault, "Description").strip())
    return found


def server_stores(server: Object, model: Model) -> list[Store]:
    """The places of the self-backup targets and of the storage role of a `ServerConfigOptions`."""
    found: list[Store] = []
    for index, target in entries(block(server, "SelfBackup"), "Targets"):
        _add_stores(found, block(target, "Location"), ("SelfBackup", "Targets", index, "Location"), "")
    role = block(server, "StorageRole")
    if is_live(model.type("StorageRoleOptions").fields["Storage"].live_when, role):
        _add_stores(found, block(role, "Storage"), ("StorageRole", "Storage"), "")
    return found


def _add_stores(found: list[Store], location: Object, at: Path, name: str) -> None:
    for steps, part in parts_of(location):
        kind = number(part, "DestinationType")
        if kind == DESTINATIONTYPE_COMET:
            found.append(_comet_store(part, (*at, *steps), name))
        elif kind:
            account = _digest(*_account(part, kind))
            found.append(
                Store((*at, *steps), name, place_of(part), credential=account, has_prefix=_has_prefix(part, kind))
            )


def _comet_store(location: Object, at: Path, name: str) -> Store:
    place, url = place_of(location), text(location, "CometServer")
    address = parse_address(url)
    if address is None:
        return Store(at, name, place)
    is_plain = address.scheme == "http"
    return Store(at, name, place, host=address.host, is_plain_http=is_plain, address=origin(url) if is_plain else "")


def _account(location: Object, kind: int) -> tuple[str, ...]:
    """What the storage knows the client by, and on which host; none if it is another one in each network."""
    if kind == DESTINATIONTYPE_S3:
        server = endpoint(text(location, "S3Server"))
        return _in_the_world(server.host, bucket_host(server), text(location, "S3AccessKey"))
    if kind == DESTINATIONTYPE_SFTP:
        server = endpoint(text(location, "SFTPServer"), 22)
        return _in_the_world(server.host, server.authority, text(location, "SFTPUsername"))
    if kind == DESTINATIONTYPE_FTP:
        server = endpoint(text(location, "FTPServer"), 21)
        name = text(location, "FTPUsername")
        return () if name.strip().lower() in _NOBODY else _in_the_world(server.host, server.authority, name)
    if kind == DESTINATIONTYPE_AZUREBLOB:
        return ("azure", azure_realm(location), text(location, "AZBAccountName").strip().lower())
    if kind == DESTINATIONTYPE_B2:
        return ("b2", text(block(location, "B2"), "AccountID").strip())
    return _account_in_block(location, kind)


def _account_in_block(location: Object, kind: int) -> tuple[str, ...]:
    if kind == DESTINATIONTYPE_SWIFT:
        settings = block(location, "Swift")
        server = endpoint(text(settings, "AuthURL"))
        tenant = text(settings, "Tenant") + text(settings, "TenantID")
        name = text(settings, "Username").strip()
        return _in_the_world(server.host, server.authority, f"{tenant}/{name}" if name else "")
    if kind == DESTINATIONTYPE_WEBDAV:
        settings = block(location, "WebDav")
        server = endpoint(text(settings, "DavServer"))
        return _in_the_world(server.host, server.authority, text(settings, "UserName"))
    if kind == DESTINATIONTYPE_SMB:
        settings = block(location, "SMB")
        host = text(settings, "SMBServer").strip().strip("\\/").lower()
        return _in_the_world(host, host, text(settings, "SMBUsername"))
    if kind == DESTINATIONTYPE_STORJ:
        settings = block(location, "Storj")
        return ("storj", endpoint(text(settings, "SatelliteAddress")).host, text(settings, "APIKey").strip())
    return ()


def _in_the_world(host: str, server: str, name: str) -> tuple[str, ...]:
    return (server, name.strip()) if extent_of(host) is Extent.WORLD else ()


@lru_cache(maxsize=1024)
def _digest(*account: str) -> str:
    if not account or not all(account) or any(map(is_redacted, account)):
        return ""
    return blake2b("\n".join(account).encode(errors="surrogatepass"), digest_size=8).hexdigest()


def _has_prefix(location: Object, kind: int) -> bool:
    if kind == DESTINATIONTYPE_S3:
        return bool(text(location, "S3Subdir").strip("/ "))
    return kind == DESTINATIONTYPE_B2 and bool(text(block(location, "B2"), "Prefix").strip("/ "))
