"""Where the data of a storage location lies, in a form that can be compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import IntEnum
from typing import NamedTuple

from comet_lint.comet.addresses import ascii_host, is_loopback, is_private
from comet_lint.comet.constants import (
    DESTINATIONTYPE_AZUREBLOB,
    DESTINATIONTYPE_B2,
    DESTINATIONTYPE_COMET,
    DESTINATIONTYPE_FTP,
    DESTINATIONTYPE_LOCALCOPY,
    DESTINATIONTYPE_S3,
    DESTINATIONTYPE_SFTP,
    DESTINATIONTYPE_SMB,
    DESTINATIONTYPE_SPANNED,
    DESTINATIONTYPE_STORJ,
    DESTINATIONTYPE_SWIFT,
    DESTINATIONTYPE_WEBDAV,
)
from comet_lint.comet.endpoints import Endpoint, endpoint
from comet_lint.comet.fields import Object, block, entries, flag, number, text
from comet_lint.comet.paths import network_host, normal_path
from comet_lint.text.pointers import Path

TECHNOLOGIES = {
    DESTINATIONTYPE_S3: "S3",
    DESTINATIONTYPE_SFTP: "SFTP",
    DESTINATIONTYPE_LOCALCOPY: "local path",
    DESTINATIONTYPE_COMET: "Comet Server",
    DESTINATIONTYPE_FTP: "FTP",
    DESTINATIONTYPE_AZUREBLOB: "Azure Blob",
    DESTINATIONTYPE_SPANNED: "spanned",
    DESTINATIONTYPE_SWIFT: "Swift",
    DESTINATIONTYPE_B2: "B2",
    DESTINATIONTYPE_STORJ: "Storj",
    DESTINATIONTYPE_WEBDAV: "WebDAV",
    DESTINATIONTYPE_SMB: "SMB",
}

_AWS = ".amazonaws.com"
_WASABI = ".wasabisys.com"
_BACKBLAZE = ".backblazeb2.com"
_BUCKETS_OF_ALL = (_AWS, _WASABI, _BACKBLAZE)
"""Hosts with one namespace of buckets, whatever the regional endpoint."""

_GENERATED_BUCKET = 16
"""Names of buckets on Comet Servers with at least so many characters are generated ones, and unique."""

_AZURE_PUBLIC = "core.windows.net"
_SWIFT_ACCOUNT = ("Region", "Domain", "TenantDomain", "Tenant", "TenantID", "Username")

LocationKey = tuple[str, ...]


class Extent(IntEnum):
    """How far the same words mean the same place."""

    DEVICE = 1
    """On one computer: a local disk, or an address such as localhost."""

    NETWORK = 2
    """In one network: private addresses, names without a domain."""

    WORLD = 3


class Place(NamedTuple):
    """Where data lies; the keys of two places are equal if they hold the same data, as far as `extent` goes."""

    key: LocationKey
    extent: Extent


def place_of(location: Object) -> Place | None:
    """The place that a `DestinationLocation` points to; None if it is incomplete, or of a kind that is not known.

    Upper and lower case, slashes, schemes and default ports do not count where they make no difference; accounts do,
    on servers that may give each account a home of its own.
    """
    find = _PLACES.get(number(location, "DestinationType"))
    return find(location) if find is not None else None


def is_on_device(location: Object) -> bool:
    """Whether the location is, in part at least, on the computer that uses it."""
    if number(location, "DestinationType") == DESTINATIONTYPE_SPANNED:
        return any(is_on_device(target) for _, target in entries(location, "SpanTargets"))
    if number(location, "DestinationType") != DESTINATIONTYPE_LOCALCOPY:
        return False
    host = network_host(text(location, "LocalcopyPath"))
    return not host or is_loopback(host)


def parts_of(location: Object) -> Iterator[tuple[Path, Object]]:
    """The location, or those that a spanned one is put together from, each with the way that leads to it."""
    if number(location, "DestinationType") != DESTINATIONTYPE_SPANNED:
        yield (), location
        return
    for index, target in entries(location, "SpanTargets"):
        for steps, part in parts_of(target):
            yield ("SpanTargets", index, *steps), part


def extent_of(host: str) -> Extent:
    """How far a host name or address means the same computer."""
    if is_loopback(host):
        return Extent.DEVICE
    return Extent.NETWORK if is_private(host) else Extent.WORLD


def _place(kind: str, host: str, *needed: str, rest: LocationKey = ()) -> Place | None:
    return Place((kind, *needed, *rest), extent_of(host)) if all(needed) else None


def _s3(location: Object) -> Place | None:
    server = endpoint(text(location, "S3Server"))
    bucket, prefix = text(location, "S3BucketName").strip(), _prefix(text(location, "S3Subdir"))
    host = bucket_host(server)
    if host == _BACKBLAZE[1:]:
        return _place("b2", host, bucket.lower(), rest=(prefix,))
    return _place("s3", server.host, host, bucket, rest=(prefix,))


def bucket_host(server: Endpoint) -> str:
    """The host that tells whose buckets a name is one of."""
    return next((name[1:] for name in _BUCKETS_OF_ALL if server.host.endswith(name)), server.authority)


def _sftp(location: Object) -> Place | None:
    server = endpoint(text(location, "SFTPServer"), 22)
    rest = (text(location, "SFTPUsername").strip(), normal_path(text(location, "SFTPRemotePath")))
    return _place("sftp", server.host, server.authority, rest=rest)


def _local(location: Object) -> Place | None:
    path = text(location, "LocalcopyPath")
    host = network_host(path)
    if not host:
        return Place(("path", normal_path(path)), Extent.DEVICE) if path.strip() else None
    return _share(host, *normal_path(path.replace("/", "\\"))[2:].split("/")[1:])


def _share(server: str, share: str = "", *folders: str) -> Place | None:
    host = ascii_host(server.rstrip("."))
    return _place("smb", host, host, share, rest=("/".join(folders),))


def _comet(location: Object) -> Place | None:
    server, bucket = endpoint(text(location, "CometServer")), text(location, "CometBucket").strip()
    if len(bucket) >= _GENERATED_BUCKET:
        # The server may be reached under several names; a generated bucket is the same one under all of them.
        return Place(("comet", bucket), Extent.WORLD)
    return _place("comet", server.host, server.authority, bucket, rest=(server.path,))


def _ftp(location: Object) -> Place | None:
    server = endpoint(text(location, "FTPServer"), 21)
    port = str(number(location, "FTPPort") or "")
    folder = "~" if flag(location, "FTPBaseUseHomeDirectory") else normal_path(text(location, "FTPCustomBaseDirectory"))
    rest = ("" if port in ("21", "990") else port, text(location, "FTPUsername").strip(), folder)
    return _place("ftp", server.host, server.authority, rest=rest)


def _azure(location: Object) -> Place | None:
    account, container = (text(location, name).strip().lower() for name in ("AZBAccountName", "AZBContainer"))
    rest = (azure_realm(location), _prefix(text(location, "AZBPrefix")))
    return _place("azure", rest[0], account, container, rest=rest)


def azure_realm(location: Object) -> str:
    """The host below which Azure keeps accounts: that of the public cloud unless another is named."""
    return endpoint(text(location, "AZBRealm")).authority.removeprefix("blob.") or _AZURE_PUBLIC


def _spanned(location: Object) -> Place | None:
    places = [place_of(target) for _, target in entries(location, "SpanTargets")]
    known = [place for place in places if place is not None]
    if not known or len(known) != len(places):
        return None
    keys = sorted("\n".join(place.key) for place in known)
    return Place(("spanned", *keys), min(place.extent for place in known))


def _swift(location: Object) -> Place | None:
    settings = block(location, "Swift")
    server = endpoint(text(settings, "AuthURL"))
    account = tuple(text(settings, name).strip() for name in _SWIFT_ACCOUNT)
    rest = (server.path, *account, _prefix(text(settings, "Prefix")))
    return _place("swift", server.host, server.authority, text(settings, "Container").strip(), rest=rest)


def _b2(location: Object) -> Place | None:
    settings = block(location, "B2")
    bucket = text(settings, "Bucket").strip().lower()
    return _place("b2", _BACKBLAZE[1:], bucket, rest=(_prefix(text(settings, "Prefix")),))


def _storj(location: Object) -> Place | None:
    from hashlib import sha256

    settings = block(location, "Storj")
    # A bucket's name is unique in a project, which only the key tells; but no secret may be kept here.
    secret = f"{text(settings, 'APIKey').strip()}\n{text(settings, 'Passphrase')}"
    access = sha256(secret.encode(errors="replace")).hexdigest()
    satellite = endpoint(text(settings, "SatelliteAddress").strip().rpartition("@")[2], _STORJ_PORT)
    rest = (access, _prefix(text(settings, "StorjBucketPrefix")))
    return _place("storj", satellite.host, satellite.authority, text(settings, "StorjBucket").strip(), rest=rest)


_STORJ_PORT = 7777


def _webdav(location: Object) -> Place | None:
    settings = block(location, "WebDav")
    server = endpoint(text(settings, "DavServer"))
    rest = (text(settings, "UserName").strip(), _prefix(f"{server.path}/{text(settings, 'Path')}"))
    return _place("webdav", server.host, server.authority, rest=rest)


def _smb(location: Object) -> Place | None:
    settings = block(location, "SMB")
    server = text(settings, "SMBServer").strip().strip("\\/").lower()
    if not text(settings, "SMBShare").strip("\\/ "):
        return None
    path = f"{text(settings, 'SMBShare')}/{text(settings, 'SMBDirectory')}".replace("\\", "/").lower()
    return _share(server, *_prefix(path).split("/")) if server else None


def _prefix(path: str) -> str:
    if "/" not in path:
        return path.strip()
    return "/".join(part for part in path.strip().split("/") if part)


_PLACES: dict[int, Callable[[Object], Place | None]] = {
    DESTINATIONTYPE_S3: _s3,
    DESTINATIONTYPE_SFTP: _sftp,
    DESTINATIONTYPE_LOCALCOPY: _local,
    DESTINATIONTYPE_COMET: _comet,
    DESTINATIONTYPE_FTP: _ftp,
    DESTINATIONTYPE_AZUREBLOB: _azure,
    DESTINATIONTYPE_SPANNED: _spanned,
    DESTINATIONTYPE_SWIFT: _swift,
    DESTINATIONTYPE_B2: _b2,
    DESTINATIONTYPE_STORJ: _storj,
    DESTINATIONTYPE_WEBDAV: _webdav,
    DESTINATIONTYPE_SMB: _smb,
}
