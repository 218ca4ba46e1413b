"""Where the data of a storage location lies, in a form that can be compared."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

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
from comet_lint.comet.fields import Object, block, entries, flag, number, text

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

_DEFAULT_PORTS = {"http": 80, "https": 443, "ftp": 21, "ftps": 990, "sftp": 22, "ssh": 22}
_FTP_PORTS = (0, 21, 990)
_AWS = ".amazonaws.com"
_SWIFT_ACCOUNT = ("Region", "Domain", "TenantDomain", "Tenant", "TenantID", "Username")

LocationKey = tuple[str, ...]


def location_key(location: Object) -> LocationKey | None:
    """The place that a `DestinationLocation` points to; equal for two locations that hold the same data.

    Upper and lower case, slashes, schemes and default ports do not count where they make no difference;
    accounts do, on servers that may give each account a home of its own. None if the location is incomplete,
    or of a kind that is not known. A path on a local disk does not say on which computer (`is_on_device`).
    """
    destination_type = number(location, "DestinationType")
    place = _PLACES.get(destination_type)
    parts = place(location) if place is not None else None
    return (str(destination_type), *parts) if parts is not None else None


def is_on_device(location: Object) -> bool:
    """Whether the location is a path on the computer that uses it, and so another place on each computer."""
    if number(location, "DestinationType") == DESTINATIONTYPE_SPANNED:
        return any(is_on_device(target) for _, target in entries(location, "SpanTargets"))
    return number(location, "DestinationType") == DESTINATIONTYPE_LOCALCOPY and not is_network_path(
        text(location, "LocalcopyPath")
    )


def is_network_path(path: str) -> bool:
    """Whether `path` is a UNC path, `\\\\server\\share`."""
    return path.strip().replace("\\", "/").startswith("//")


def normal_path(path: str) -> str:
    """`path` with single forward slashes, none at the end; Windows paths also in lower case."""
    path = path.strip()
    is_windows = "\\" in path or path[1:2] == ":"
    if is_windows:
        path = path.replace("\\", "/").lower()
    lead = "//" if path.startswith("//") and is_windows else "/" if path.startswith("/") else ""
    return lead + "/".join([part for part in path.split("/") if part not in ("", ".")])


@lru_cache(maxsize=4096)
def endpoint(address: str, default_port: int = 443) -> tuple[str, str]:
    """Host and port of a URL, host or `host:port`, and the path behind them; the host empty if there is none.

    The port is left out where it is the default: the scheme's own, or `default_port` without a scheme.
    """
    from urllib.parse import urlsplit

    address = address.strip()
    try:
        parts = urlsplit(address if "://" in address else "//" + address)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return "", ""
    if port == _DEFAULT_PORTS.get(parts.scheme, default_port):
        port = None
    return f"{host}:{port}" if host and port is not None else host, parts.path.rstrip("/")


def _s3(location: Object) -> LocationKey | None:
    host, _path = endpoint(text(location, "S3Server"))
    if host.endswith(_AWS):
        # One namespace of buckets, whatever the regional endpoint.
        host = _AWS[1:]
    return _unless_empty(host, text(location, "S3BucketName").strip(), rest=(_prefix(text(location, "S3Subdir")),))


def _sftp(location: Object) -> LocationKey | None:
    host, _path = endpoint(text(location, "SFTPServer"), 22)
    return _unless_empty(
        host, rest=(text(location, "SFTPUsername").strip(), normal_path(text(location, "SFTPRemotePath")))
    )


def _local(location: Object) -> LocationKey | None:
    return _unless_empty(normal_path(text(location, "LocalcopyPath")))


def _comet(location: Object) -> LocationKey | None:
    host, path = endpoint(text(location, "CometServer"))
    return _unless_empty(host, text(location, "CometBucket").strip(), rest=(path,))


def _ftp(location: Object) -> LocationKey | None:
    host, _path = endpoint(text(location, "FTPServer"), 21)
    port = str(number(location, "FTPPort") or "")
    folder = "~" if flag(location, "FTPBaseUseHomeDirectory") else normal_path(text(location, "FTPCustomBaseDirectory"))
    return _unless_empty(
        host, rest=("" if port in ("21", "990") else port, text(location, "FTPUsername").strip(), folder)
    )


def _azure(location: Object) -> LocationKey | None:
    realm, _path = endpoint(text(location, "AZBRealm"))
    account, container = (
        text(location, "AZBAccountName").strip().lower(),
        text(location, "AZBContainer").strip().lower(),
    )
    return _unless_empty(account, container, rest=(realm, _prefix(text(location, "AZBPrefix"))))


def _spanned(location: Object) -> LocationKey | None:
    keys = [location_key(target) for _, target in entries(location, "SpanTargets")]
    known = [key for key in keys if key is not None]
    return tuple(sorted("\n".join(key) for key in known)) if known and len(known) == len(keys) else None


def _swift(location: Object) -> LocationKey | None:
    settings = block(location, "Swift")
    host, path = endpoint(text(settings, "AuthURL"))
    account = tuple(text(settings, name).strip() for name in _SWIFT_ACCOUNT)
    return _unless_empty(
        host, text(settings, "Container").strip(), rest=(path, *account, _prefix(text(settings, "Prefix")))
    )


def _b2(location: Object) -> LocationKey | None:
    settings = block(location, "B2")
    return _unless_empty(text(settings, "Bucket").strip().lower(), rest=(_prefix(text(settings, "Prefix")),))


def _storj(location: Object) -> LocationKey | None:
    from hashlib import sha256

    settings = block(location, "Storj")
    # A bucket's name is unique in a project, which only the key tells; but no secret may be kept here.
    access = sha256(
        f"{text(settings, 'APIKey').strip()}\n{text(settings, 'Passphrase')}".encode(errors="replace")
    ).hexdigest()
    satellite = text(settings, "SatelliteAddress").strip().lower()
    return _unless_empty(
        satellite, text(settings, "StorjBucket").strip(), rest=(access, _prefix(text(settings, "StorjBucketPrefix")))
    )


def _webdav(location: Object) -> LocationKey | None:
    settings = block(location, "WebDav")
    host, path = endpoint(text(settings, "DavServer"))
    return _unless_empty(host, rest=(text(settings, "UserName").strip(), _prefix(f"{path}/{text(settings, 'Path')}")))


def _smb(location: Object) -> LocationKey | None:
    settings = block(location, "SMB")
    server = text(settings, "SMBServer").strip().strip("\\/").lower()
    share, folder = (_prefix(text(settings, name).replace("\\", "/")).lower() for name in ("SMBShare", "SMBDirectory"))
    return _unless_empty(server, share, rest=(folder,))


def _prefix(path: str) -> str:
    if "/" not in path:
        return path.strip()
    return "/".join(part for part in path.strip().split("/") if part)


def _unless_empty(*needed: str, rest: LocationKey = ()) -> LocationKey | None:
    return (*needed, *rest) if all(needed) else None


_PLACES: dict[int, Callable[[Object], LocationKey | None]] = {
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
