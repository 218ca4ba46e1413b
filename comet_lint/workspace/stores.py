"""Where the data of users and servers is kept: the storage locations of a document as facts."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from comet_lint.comet.addresses import parse_address
from comet_lint.comet.constants import (
    DESTINATIONTYPE_B2,
    DESTINATIONTYPE_COMET,
    DESTINATIONTYPE_LOCALCOPY,
    DESTINATIONTYPE_S3,
    DESTINATIONTYPE_SFTP,
    DESTINATIONTYPE_SPANNED,
)
from comet_lint.comet.fields import Object, block, entries, members, number, text
from comet_lint.comet.locations import LocationKey, endpoint, is_on_device, location_key
from comet_lint.comet.model import Model, is_live
from comet_lint.comet.redaction import origin
from comet_lint.comet.stand_ins import is_redacted
from comet_lint.text.pointers import Path

_NAME_LIMIT = 41
_GENERATED_BUCKET = 16
"""Names of buckets with at least so many characters are generated ones, and unique."""


class Store(NamedTuple):
    """A place where data is kept: a vault, one part of a spanned vault, or a location of the server's own.

    `name` is that of the vault. `place` tells whether two are the same (see `location_key`), unless parts of
    it were taken out; None if it is not known. `host`, `is_plain_http` and, for plain http, `address` (as it
    may be shown) are set for storage on a Comet Server only. `credential` is a digest of the name by which
    the storage knows the client, never of a password; empty if there is none.
    """

    at: Path
    name: str
    place: LocationKey | None
    is_on_device: bool = False
    host: str = ""
    is_plain_http: bool = False
    address: str = ""
    credential: str = ""
    has_prefix: bool = False


def vault_stores(profile: Object) -> list[Store]:
    """The places of the vaults of a `UserProfileConfig`."""
    found: list[Store] = []
    for key, vault in members(profile, "Destinations"):
        _add_stores(found, vault, ("Destinations", key), text(vault, "Description").strip()[:_NAME_LIMIT])
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
    kind = number(location, "DestinationType")
    if kind == DESTINATIONTYPE_SPANNED:
        for index, target in entries(location, "SpanTargets"):
            _add_stores(found, target, (*at, "SpanTargets", index), name)
    elif kind == DESTINATIONTYPE_COMET:
        found.append(_comet_store(location, at, name))
    elif kind == DESTINATIONTYPE_LOCALCOPY:
        found.append(Store(at, name, location_key(location), is_on_device(location)))
    elif kind:
        credential, has_prefix = _credential(location, kind), _has_prefix(location, kind)
        found.append(Store(at, name, location_key(location), credential=credential, has_prefix=has_prefix))


def _comet_store(location: Object, at: Path, name: str) -> Store:
    bucket = text(location, "CometBucket").strip()
    # The server may be reached under several names; a generated bucket is the same one under all of them.
    place = (str(DESTINATIONTYPE_COMET), bucket) if len(bucket) >= _GENERATED_BUCKET else location_key(location)
    url = text(location, "CometServer")
    address = parse_address(url)
    if address is None:
        return Store(at, name, place)
    is_plain = address.scheme == "http"
    return Store(at, name, place, host=address.host, is_plain_http=is_plain, address=origin(url) if is_plain else "")


def _credential(location: Object, kind: int) -> str:
    account: tuple[str, ...]
    if kind == DESTINATIONTYPE_S3:
        account = (text(location, "S3AccessKey").strip(),)
    elif kind == DESTINATIONTYPE_SFTP:
        account = (text(location, "SFTPUsername").strip(), endpoint(text(location, "SFTPServer"), 22)[0])
    elif kind == DESTINATIONTYPE_B2:
        account = (text(block(location, "B2"), "AccountID").strip(),)
    else:
        return ""
    return _digest(kind, account)


@lru_cache(maxsize=1024)
def _digest(kind: int, account: tuple[str, ...]) -> str:
    if not all(account) or any(map(is_redacted, account)):
        return ""
    known = "\n".join((str(kind), *account))
    return blake2b(known.encode(errors="surrogatepass"), digest_size=8).hexdigest()


def _has_prefix(location: Object, kind: int) -> bool:
    if kind == DESTINATIONTYPE_S3:
        return bool(text(location, "S3Subdir").strip("/ "))
    return kind == DESTINATIONTYPE_B2 and bool(text(block(location, "B2"), "Prefix").strip("/ "))
