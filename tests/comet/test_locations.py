"""Which storage locations are the same place."""

from __future__ import annotations

from typing import Any

import pytest

from comet_lint.comet.locations import endpoint, is_on_device, location_key, normal_path

Location = dict[str, Any]

S3: Location = {"DestinationType": 1000, "S3Server": "s3.example.com", "S3BucketName": "vault"}
SFTP: Location = {
    "DestinationType": 1001,
    "SFTPServer": "s.example.com",
    "SFTPUsername": "alice",
    "SFTPRemotePath": "/v",
}
WINDOWS: Location = {"DestinationType": 1002, "LocalcopyPath": "D:\\Vault"}
LINUX: Location = {"DestinationType": 1002, "LocalcopyPath": "/srv/Vault"}
COMET: Location = {"DestinationType": 1003, "CometServer": "https://b.example.com/", "CometBucket": "b1"}
FTP: Location = {
    "DestinationType": 1004,
    "FTPServer": "ftp.example.com",
    "FTPUsername": "a",
    "FTPCustomBaseDirectory": "v",
}
AZURE: Location = {"DestinationType": 1005, "AZBAccountName": "example", "AZBContainer": "vault"}
SPANNED: Location = {"DestinationType": 1006, "SpanTargets": [WINDOWS, S3]}
SWIFT: Location = {
    "DestinationType": 1007,
    "Swift": {"AuthURL": "https://k.example.com:5000/v3", "Container": "vault"},
}
B2: Location = {"DestinationType": 1008, "B2": {"Bucket": "vault", "Prefix": "a"}}
STORJ: Location = {
    "DestinationType": 1009,
    "Storj": {"SatelliteAddress": "us1.example.com:7777", "StorjBucket": "vault", "APIKey": "exampleKey"},
}
WEBDAV: Location = {
    "DestinationType": 1010,
    "WebDav": {"DavServer": "https://dav.example.com/files/a", "Path": "v"},
}
SMB: Location = {
    "DestinationType": 1011,
    "SMB": {"SMBServer": "nas", "SMBShare": "backup", "SMBDirectory": "a\\b"},
}


def changed(location: Location, **changes: Any) -> Location:
    block = next((name for name, value in location.items() if isinstance(value, dict)), "")
    return {**location, block: {**location[block], **changes}} if block else {**location, **changes}


@pytest.mark.parametrize(
    ("location", "same"),
    [
        (S3, changed(S3, S3Server="https://S3.example.com:443/", S3Subdir="/")),
        (
            changed(S3, S3Server="s3.amazonaws.com"),
            changed(S3, S3Server="s3.eu-west-1.amazonaws.com"),
        ),
        (SFTP, changed(SFTP, SFTPServer="S.example.com:22", SFTPRemotePath="/v/")),
        (WINDOWS, changed(WINDOWS, LocalcopyPath="d:/vault/")),
        (LINUX, changed(LINUX, LocalcopyPath="/srv//./Vault/")),
        (COMET, changed(COMET, CometServer="b.example.com", CometBucketKey="exampleKey")),
        (FTP, changed(FTP, FTPPort=21, FTPCustomBaseDirectory="v/", FTPSMode=2)),
        (AZURE, changed(AZURE, AZBAccountName="Example", AZBPrefix="/")),
        (SPANNED, changed(SPANNED, SpanTargets=[S3, WINDOWS])),
        (SWIFT, changed(SWIFT, AuthURL="https://K.example.com:5000/v3/")),
        (B2, changed(B2, Prefix="/a/", AccountID="EXAMPLEKEY")),
        (STORJ, changed(STORJ, SatelliteAddress="US1.example.com:7777")),
        (WEBDAV, changed(WEBDAV, DavServer="https://dav.example.com:443/files/", Path="a/v")),
        (SMB, changed(SMB, SMBServer="\\\\NAS", SMBShare="Backup", SMBDirectory="/A/B/")),
    ],
)
def test_one_place_written_in_two_ways(location: Location, same: Location) -> None:
    assert location_key(location) is not None
    assert location_key(location) == location_key(same)


@pytest.mark.parametrize(
    ("location", "other"),
    [
        (S3, changed(S3, S3Subdir="a")),
        (S3, changed(S3, S3Server="s3.example.com:9000")),
        (SFTP, changed(SFTP, SFTPUsername="bob")),
        (SFTP, changed(SFTP, SFTPServer="s.example.com:2222")),
        (SFTP, changed(SFTP, SFTPRemotePath="v")),
        (LINUX, changed(LINUX, LocalcopyPath="/srv/vault")),
        (WINDOWS, changed(WINDOWS, LocalcopyPath="\\\\d\\vault")),
        (COMET, changed(COMET, CometBucket="b2")),
        (COMET, changed(COMET, CometServer="https://b.example.com:8060/")),
        (FTP, changed(FTP, FTPPort=2121)),
        (FTP, changed(FTP, FTPBaseUseHomeDirectory=True)),
        (AZURE, changed(AZURE, AZBRealm="core.example.cn")),
        (SPANNED, changed(SPANNED, SpanTargets=[S3])),
        (SWIFT, changed(SWIFT, Tenant="other")),
        (B2, changed(B2, Prefix="b")),
        (STORJ, changed(STORJ, APIKey="exampleOtherKey")),
        (WEBDAV, changed(WEBDAV, UserName="bob")),
        (SMB, changed(SMB, SMBDirectory="")),
        (WINDOWS, LINUX),
    ],
)
def test_two_places(location: Location, other: Location) -> None:
    assert location_key(location) != location_key(other)


@pytest.mark.parametrize(
    "location",
    [
        {},
        {"DestinationType": 1000, "S3Server": "s3.example.com"},
        {"DestinationType": 1002, "LocalcopyPath": " "},
        {"DestinationType": 1006, "SpanTargets": []},
        {"DestinationType": 1006, "SpanTargets": [WINDOWS, {"DestinationType": 1002}]},
        {"DestinationType": 1003, "CometServer": "https://[b", "CometBucket": "b1"},
        {"DestinationType": 1100},
        {"DestinationType": 1012},
    ],
)
def test_incomplete_and_unknown_places(location: Location) -> None:
    assert location_key(location) is None


def test_no_secret_is_kept() -> None:
    key = location_key(STORJ)
    assert key is not None
    assert "exampleKey" not in " ".join(key)


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        (WINDOWS, True),
        (LINUX, True),
        (changed(WINDOWS, LocalcopyPath="\\\\nas\\backup"), False),
        (S3, False),
        (SPANNED, True),
        (changed(SPANNED, SpanTargets=[S3, B2]), False),
    ],
)
def test_paths_that_are_another_place_on_each_computer(location: Location, expected: bool) -> None:
    assert is_on_device(location) is expected


@pytest.mark.parametrize(
    ("path", "normal"),
    [
        ("C:\\", "c:"),
        ("C:\\Users\\", "c:/users"),
        ("\\\\NAS\\Share\\", "//nas/share"),
        ("/", "/"),
        ("/srv//Comet/", "/srv/Comet"),
        ("vault/a", "vault/a"),
        ("", ""),
    ],
)
def test_normal_path(path: str, normal: str) -> None:
    assert normal_path(path) == normal


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://B.example.com/", ("b.example.com", "")),
        ("http://b.example.com:80/x/", ("b.example.com", "/x")),
        ("http://b.example.com:8060", ("b.example.com:8060", "")),
        ("b.example.com:443", ("b.example.com", "")),
        ("b.example.com.", ("b.example.com", "")),
        ("https://[::1]:8060/", ("::1:8060", "")),
        ("", ("", "")),
        ("https://[b", ("", "")),
        ("b.example.com:port", ("", "")),
    ],
)
def test_endpoint(address: str, expected: tuple[str, str]) -> None:
    assert endpoint(address) == expected
