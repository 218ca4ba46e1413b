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
from comet_lint.comet.node import Node

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

Key = tuple[str, ...]


def location_key(node: Node) -> Key | None:
    """The place that a `DestinationLocation` points to; equal for two locations that hold the same data.

    Upper and lower case, slashes, schemes and default ports do not count where they make no difference;
    accounts do, on servers that may give each account a home of its own. None if the location is incomplete,
    or of a kind that is not known. A path on a local disk does not say on which computer (`is_on_device`).
    """
    destination_type = node["DestinationType"]
    place = _PLACES.get(destination_type)
    parts = place(node) if place is not None else None
    return (str(destination_type), *parts) if parts is not None else None


def is_on_device(node: Node) -> bool:
    """Whether the location is a path on the computer that uses it, and so another place on each computer."""
    if node["DestinationType"] == DESTINATIONTYPE_SPANNED:
        return any(map(is_on_device, node.children("SpanTargets")))
    return node["DestinationType"] == DESTINATIONTYPE_LOCALCOPY and not is_network_path(node["LocalcopyPath"])


def is_network_path(path: str) -> bool:
    """Whether `path` is a UNC path, `\\\\server\\share`."""
    return path.strip().replace("\\", "/").startswith("//")


def normal_path(path: str) -> str:
    """`path` with single forward slashes, none at the end; Windows paths also in lower case."""
    text = path.strip()
    is_windows = "\\" in text or text[1:2] == ":"
    if is_windows:
        text = text.replace("\\", "/").lower()
    lead = "//" if text.startswith("//") and is_windows else "/" if text.startswith("/") else ""
    return lead + "/".join(part for part in text.split("/") if part not in ("", "."))


@lru_cache(maxsize=4096)
def endpoint(address: str, default_port: int = 443) -> tuple[str, str]:
    """Host and port of a URL, host or `host:port`, and the path behind them; the host empty if there is none.

    The port is left out where it is the default: the scheme's own, or `default_port` without a scheme.
    """
    from urllib.parse import urlsplit

    text = address.strip()
    try:
        parts = urlsplit(text if "://" in text else "//" + text)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return "", ""
    if port == _DEFAULT_PORTS.get(parts.scheme, default_port):
        port = None
    return f"{host}:{port}" if host and port is not None else host, parts.path.rstrip("/")


def _s3(node: Node) -> Key | None:
    host, _path = endpoint(node["S3Server"])
    if host.endswith(_AWS):
        # One namespace of buckets, whatever the regional endpoint.
        host = _AWS[1:]
    return _unless_empty(host, node["S3BucketName"].strip(), rest=(_prefix(node["S3Subdir"]),))


def _sftp(node: Node) -> Key | None:
    host, _path = endpoint(node["SFTPServer"], 22)
    return _unless_empty(host, rest=(node["SFTPUsername"].strip(), normal_path(node["SFTPRemotePath"])))


def _local(node: Node) -> Key | None:
    return _unless_empty(normal_path(node["LocalcopyPath"]))


def _comet(node: Node) -> Key | None:
    host, path = endpoint(node["CometServer"])
    return _unless_empty(host, node["CometBucket"].strip(), rest=(path,))


def _ftp(node: Node) -> Key | None:
    host, _path = endpoint(node["FTPServer"], 21)
    port = str(node["FTPPort"] or "")
    folder = "~" if node["FTPBaseUseHomeDirectory"] else normal_path(node["FTPCustomBaseDirectory"])
    return _unless_empty(host, rest=("" if port in ("21", "990") else port, node["FTPUsername"].strip(), folder))


def _azure(node: Node) -> Key | None:
    realm, _path = endpoint(node["AZBRealm"])
    account, container = node["AZBAccountName"].strip().lower(), node["AZBContainer"].strip().lower()
    return _unless_empty(account, container, rest=(realm, _prefix(node["AZBPrefix"])))


def _spanned(node: Node) -> Key | None:
    keys = [location_key(target) for target in node.children("SpanTargets")]
    known = [key for key in keys if key is not None]
    return tuple(sorted("\n".join(key) for key in known)) if known and len(known) == len(keys) else None


def _swift(node: Node) -> Key | None:
    block = node.child("Swift")
    host, path = endpoint(block["AuthURL"])
    account = tuple(block[name].strip() for name in _SWIFT_ACCOUNT)
    return _unless_empty(host, block["Container"].strip(), rest=(path, *account, _prefix(block["Prefix"])))


def _b2(node: Node) -> Key | None:
    block = node.child("B2")
    return _unless_empty(block["Bucket"].strip().lower(), rest=(_prefix(block["Prefix"]),))


def _storj(node: Node) -> Key | None:
    from hashlib import sha256

    block = node.child("Storj")
    # A bucket's name is unique in a project, which only the key tells; but no secret may be kept here.
    access = sha256(f"{block['APIKey'].strip()}\n{block['Passphrase']}".encode(errors="replace")).hexdigest()
    satellite = block["SatelliteAddress"].strip().lower()
    return _unless_empty(satellite, block["StorjBucket"].strip(), rest=(access, _prefix(block["StorjBucketPrefix"])))


def _webdav(node: Node) -> Key | None:
    block = node.child("WebDav")
    host, path = endpoint(block["DavServer"])
    return _unless_empty(host, rest=(block["UserName"].strip(), _prefix(f"{path}/{block['Path']}")))


def _smb(node: Node) -> Key | None:
    block = node.child("SMB")
    server = block["SMBServer"].strip().strip("\\/").lower()
    share, folder = (_prefix(block[name].replace("\\", "/")).lower() for name in ("SMBShare", "SMBDirectory"))
    return _unless_empty(server, share, rest=(folder,))


def _prefix(text: str) -> str:
    return "/".join(part for part in text.strip().split("/") if part)


def _unless_empty(*needed: str, rest: Key = ()) -> Key | None:
    return (*needed, *rest) if all(needed) else None


_PLACES: dict[int, Callable[[Node], Key | None]] = {
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
