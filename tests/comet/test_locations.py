"""Which storage locations are the same place."""

from __future__ import annotations

from typing import Any

import pytest

from comet_lint.comet.locations import Extent, Place, is_on_device, parts_of, place_of

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
        (
            changed(S3, S3Server="s3.wasabisys.com"),
            changed(S3, S3Server="https://s3.us-east-1.wasabisys.com"),
        ),
        (changed(S3, S3Server="http://s3.example.com:80"), changed(S3, S3Server="s3.example.com:443")),
        (changed(S3, S3Server="b\u00fccher.example"), changed(S3, S3Server="XN--BCHER-KVA.example.")),
        (changed(S3, S3Server="s3.us-west-004.backblazeb2.com", S3Subdir="a"), B2),
        (SFTP, changed(SFTP, SFTPServer="S.example.com:22", SFTPRemotePath="/v/")),
        (WINDOWS, changed(WINDOWS, LocalcopyPath="d:/vault/")),
        (WINDOWS, changed(WINDOWS, LocalcopyPath="\\\\?\\D:\\x\\..\\Vault\\.")),
        (changed(WINDOWS, LocalcopyPath="\\\\nas\\backup\\a\\b"), SMB),
        (changed(WINDOWS, LocalcopyPath="\\\\?\\UNC\\NAS\\backup\\a\\b\\"), SMB),
        (LINUX, changed(LINUX, LocalcopyPath="/srv//./Vault/")),
        (COMET, changed(COMET, CometServer="b.example.com", CometBucketKey="exampleKey")),
        (FTP, changed(FTP, FTPPort=21, FTPCustomBaseDirectory="v/", FTPSMode=2)),
        (AZURE, changed(AZURE, AZBAccountName="Example", AZBPrefix="/")),
        (AZURE, changed(AZURE, AZBRealm="https://blob.core.windows.net/")),
        (SPANNED, changed(SPANNED, SpanTargets=[S3, WINDOWS])),
        (SWIFT, changed(SWIFT, AuthURL="https://K.example.com:5000/v3/")),
        (B2, changed(B2, Prefix="/a/", AccountID="EXAMPLEKEY")),
        (STORJ, changed(STORJ, SatelliteAddress="US1.example.com:7777")),
        (WEBDAV, changed(WEBDAV, DavServer="https://dav.example.com:443/files/", Path="a/v")),
        (SMB, changed(SMB, SMBShare="backup\\A", SMBDirectory="b")),
        (SMB, changed(SMB, SMBServer="\\\\NAS", SMBShare="Backup", SMBDirectory="/A/B/")),
    ],
)
def test_one_place_written_in_two_ways(location: Location, same: Location) -> None:
    assert place_of(location) is not None
    assert place_of(location) == place_of(same)


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
    assert place_of(location) != place_of(other)


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
    assert place_of(location) is None


def test_no_secret_is_kept() -> None:
    place = place_of(STORJ)
    assert place is not None
    assert "exampleKey" not in " ".join(place.key)


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
    ("location", "extent"),
    [
        (S3, Extent.WORLD),
        (changed(S3, S3Server="192.168.1.5:9000"), Extent.NETWORK),
        (changed(S3, S3Server="minio"), Extent.NETWORK),
        (changed(S3, S3Server="localhost:9000"), Extent.DEVICE),
        (changed(SFTP, SFTPServer="[fd00::1]:22"), Extent.NETWORK),
        (changed(WINDOWS, LocalcopyPath="\\\\localhost\\Vault"), Extent.DEVICE),
        (WINDOWS, Extent.DEVICE),
        (SMB, Extent.NETWORK),
        (changed(SMB, SMBServer="files.example.com"), Extent.WORLD),
        (SPANNED, Extent.DEVICE),
        (changed(COMET, CometServer="http://10.0.0.1:8060"), Extent.NETWORK),
        (changed(COMET, CometServer="http://10.0.0.1:8060", CometBucket="0123456789abcdef0123"), Extent.WORLD),
        (B2, Extent.WORLD),
    ],
)
def test_how_far_a_place_is_the_same(location: Location, extent: Extent) -> None:
    place = place_of(location)
    assert place is not None
    assert place.extent is extent


def test_the_parts_of_a_spanned_location() -> None:
    nested = {"DestinationType": 1006, "SpanTargets": [S3, SPANNED]}
    assert list(parts_of(nested)) == [
        (("SpanTargets", 0), S3),
        (("SpanTargets", 1, "SpanTargets", 0), WINDOWS),
        (("SpanTargets", 1, "SpanTargets", 1), S3),
    ]
    assert list(parts_of(S3)) == [((), S3)]


def test_a_place_is_its_kind_with_what_tells_it_from_others() -> None:
    assert place_of(S3) == Place(("s3", "s3.example.com", "vault", ""), Extent.WORLD)
