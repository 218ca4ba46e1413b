"""Storage vaults of all types."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.made import ZERO_PROFILE, Json, Maker, size_measured, some_retention

S3, SFTP, LOCAL, COMET, FTP, AZURE, SPANNED, SWIFT, B2, STORJ, WEBDAV, SMB = range(1000, 1012)
"""DestinationType"""
_IN_A_SPANNED = (S3, SFTP, LOCAL, B2, AZURE)

_ZERO: Json = ZERO_PROFILE["Destinations"]["d"]
_OF_A_VAULT = (
    "Description", "CreateTime", "ModifyTime", "PreExec", "ThawExec", "PostExec", "EncryptionKeyEncryptionMethod",
    "EncryptedEncryptionKey", "RepoInitTimestamp", "StorageLimitEnabled", "StorageLimitBytes", "Statistics",
    "DefaultRetention", "RebrandStorage", "RetentionError",
)  # fmt: skip
_ZERO_LOCATION = {name: value for name, value in _ZERO.items() if name not in _OF_A_VAULT}


def vault(maker: Maker, kind: int, name: str) -> Json:
    """A vault whose place nobody else has, if nobody else has its name."""
    location = _spanned(maker, name) if kind == SPANNED else _location(maker, kind, name)
    retention = some_retention(maker)
    limited = maker.chance(0.2) and retention["Mode"] != 801
    return {
        **_ZERO,
        **location,
        "Description": f"{_TYPES[kind][0]} {name}",
        "CreateTime": maker.time(),
        "ModifyTime": maker.time(),
        "EncryptionKeyEncryptionMethod": 1,
        "EncryptedEncryptionKey": maker.secret(88),
        "RepoInitTimestamp": maker.time(),
        "StorageLimitEnabled": limited,
        "StorageLimitBytes": 2 * 10**12 if limited else 0,
        "Statistics": _statistics(maker),
        "DefaultRetention": retention,
        "RebrandStorage": kind == COMET,
        "PostExec": ["/usr/local/bin/after-backup --vault " + name] if maker.chance(0.1) else None,
    }


def _spanned(maker: Maker, name: str) -> Json:
    kinds = maker.random.sample(_IN_A_SPANNED, maker.random.randint(2, 3))
    targets = [_location(maker, kind, f"{name}-part{number}") for number, kind in enumerate(kinds)]
    return {**_empty(), "DestinationType": SPANNED, "SpanTargets": targets, "SpanUseStaticSlots": True}


def _location(maker: Maker, kind: int, name: str) -> Json:
    return {**_empty(), "DestinationType": kind, **_TYPES[kind][1](maker, name)}


def _empty() -> Json:
    """Every field of every type of storage, as a server writes it."""
    return {**_ZERO_LOCATION, "Swift": {}, "B2": {}, "WebDav": {}}


def _statistics(maker: Maker) -> Json:
    size = maker.random.randrange(10**8, 10**12)
    start = maker.time()
    parts = maker.random.randrange(4)
    components = [{"Bytes": size // (part + 2), "UsedBy": [maker.guid()]} for part in range(parts)]
    content = {"MeasureStarted": start, "MeasureCompleted": start + 40, "Components": components or None}
    verified = maker.chance(0.5)
    return {
        "ClientProvidedSize": size_measured(maker, size),
        "ClientProvidedContent": content,
        **(
            {"LastSuccessfulDeepVerify_GUID": maker.guid(), "LastSuccessfulDeepVerify_StartTime": start}
            if verified
            else {}
        ),
    }


def _s3(maker: Maker, name: str) -> Json:
    locked = maker.chance(0.5)
    return {
        "S3Server": maker.random.choice(
            ("s3.eu-central-1.wasabisys.com", "s3.amazonaws.com", "minio.example.com:9000")
        ),
        "S3UsesTLS": True,
        "S3AccessKey": maker.needed_secret(20),
        "S3SecretKey": maker.needed_secret(),
        "S3BucketName": f"backup-{name}",
        "S3Subdir": maker.random.choice(("", "comet", "comet/data")),
        "S3CustomRegion": maker.random.choice(("", "eu-central-1")),
        "S3RemoveDeleted": locked,
        "S3ObjectLockMode": 1 if locked else 2,
        "S3ObjectLockDays": 30 if locked else 0,
    }


def _sftp(maker: Maker, name: str) -> Json:
    with_key = maker.chance(0.7)
    return {
        "SFTPServer": f"sftp{maker.random.randrange(4)}.example.com:22",
        "SFTPUsername": name,
        "SFTPRemotePath": f"/srv/backup/{name}",
        "SFTPAuthMode": 2 if with_key else 1,
        "SFTPPassword": "" if with_key else maker.needed_secret(24),
        "SFTPPrivateKey": maker.private_key() if with_key else "",
        "SFTPCustomAuth_UseKnownHostsFile": True,
        "SFTPCustomAuth_KnownHostsFile": "/etc/ssh/ssh_known_hosts",
    }


def _local(maker: Maker, name: str) -> Json:
    if maker.chance(0.5):
        return {"LocalcopyPath": f"E:\\Backup\\{name}"}
    return {
        "LocalcopyPath": f"\\\\nas.{name}.example.com\\backup\\{name}",
        "LocalcopyWinSMBUsername": f"CORP\\{name}",
        "LocalcopyWinSMBPassword": maker.secret(24),
        "LocalcopyWinSMBPasswordFormat": 1,
    }


def _comet(maker: Maker, name: str) -> Json:
    return {
        "CometServer": "https://backup.example.com/",
        "CometBucket": f"{name}-{maker.guid()}",
        "CometBucketKey": maker.needed_secret(64),
    }


def _ftp(maker: Maker, name: str) -> Json:
    return {
        "FTPServer": "ftp.example.com",
        "FTPUsername": name,
        "FTPPassword": maker.secret(24),
        "FTPCustomBaseDirectory": f"/{name}",
        "FTPSMode": 2,
        "FTPPort": 21,
        "FTPMaxConnections": 4,
    }


def _azure(maker: Maker, name: str) -> Json:
    return {
        "AZBAccountName": "acct" + maker.hexadecimal(12),
        "AZBAccountKey": maker.needed_secret(88),
        "AZBContainer": name,
        "AZBRealm": maker.random.choice(("", "core.windows.net")),
        "AZBPrefix": "comet",
    }


def _swift(maker: Maker, name: str) -> Json:
    settings = {
        "Username": name,
        "APIKey": maker.needed_secret(),
        "Region": "DFW",
        "AuthURL": "https://identity.example.com/v3",
        "Tenant": name,
        "Container": f"backup-{name}",
    }
    return {"Swift": settings}


def _b2(maker: Maker, name: str) -> Json:
    settings = {
        "AccountID": maker.hexadecimal(24),
        "Key": maker.needed_secret(32),
        "Bucket": f"b2-{name}",
        "Prefix": "comet/",
        "HideDeletedFiles": maker.chance(0.5),
    }
    return {"B2": settings}


def _storj(maker: Maker, name: str) -> Json:
    settings = {
        "SatelliteAddress": "eu1.storj.io:7777",
        "APIKey": maker.needed_secret(60),
        "Passphrase": maker.needed_secret(60),
        "StorjBucket": f"storj-{name}",
    }
    return {"Storj": settings}


def _webdav(maker: Maker, name: str) -> Json:
    settings = {
        "DavServer": f"https://cloud.example.com/remote.php/dav/{name}",
        "UserName": name,
        "AccessKey": maker.secret(24),
        "Path": "backup",
    }
    return {"WebDav": settings}


def _smb(maker: Maker, name: str) -> Json:
    settings = {
        "SMBServer": f"nas-{name}.example.com",
        "SMBShare": "backup",
        "SMBDirectory": name,
        "SMBUsername": name,
        "SMBPassword": maker.secret(24),
    }
    return {"SMB": settings}


_TYPES: dict[int, tuple[str, Callable[[Maker, str], Json]]] = {
    S3: ("S3", _s3),
    SFTP: ("SFTP", _sftp),
    LOCAL: ("NAS", _local),
    COMET: ("Comet", _comet),
    FTP: ("FTP", _ftp),
    AZURE: ("Azure", _azure),
    SPANNED: ("Spanned", lambda _maker, _name: {}),
    SWIFT: ("Swift", _swift),
    B2: ("B2", _b2),
    STORJ: ("Storj", _storj),
    WEBDAV: ("WebDAV", _webdav),
    SMB: ("SMB", _smb),
}
