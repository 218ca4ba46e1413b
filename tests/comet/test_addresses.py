import pytest

from comet_lint.comet.addresses import (
    Address,
    is_loopback,
    is_private,
    is_public,
    is_wildcard,
    parse_address,
    parse_listen,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://Backup.Example.com/", Address("https", "backup.example.com", None, False)),
        ("HTTP://backup.example.com:8060", Address("http", "backup.example.com", 8060, False)),
        ("https://user:example@backup.example.com", Address("https", "backup.example.com", None, True)),
        ("https://backup.example.com/path?token=example", Address("https", "backup.example.com", None, True)),
        ("https://backup.example.com./", Address("https", "backup.example.com", None, False)),
        ("s3.example.com", Address("", "s3.example.com", None, False)),
        ("s3.example.com:9000", Address("", "s3.example.com", 9000, False)),
        (" s3.example.com ", Address("", "s3.example.com", None, False)),
        ("[2001:db8::1]:22", Address("", "2001:db8::1", 22, False)),
        ("https://[2001:DB8::1]/", Address("https", "2001:db8::1", None, False)),
        ("2001:DB8::1", Address("", "2001:db8::1", None, False)),
        ("192.0.2.1", Address("", "192.0.2.1", None, False)),
        ("http://192.0.2.1:99999", None),
        ("http://[2001:db8::1", None),
        ("host name", None),
        ("http://", None),
        ("/srv/storage", None),
        ("C:\\backup", None),
        ("$self$", None),
        ("", None),
    ],
)
def test_parse_address(text: str, expected: Address | None) -> None:
    assert parse_address(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (":443", Address("", "", 443, False)),
        ("0.0.0.0:8060", Address("", "0.0.0.0", 8060, False)),
        ("[::1]:8060", Address("", "::1", 8060, False)),
        ("LocalHost:80", Address("", "localhost", 80, False)),
        ("::1:8060", None),
        ("8060", None),
        ("127.0.0.1", None),
        (":https", None),
        (":65536", None),
        ("http://127.0.0.1:8060", None),
        ("", None),
    ],
)
def test_parse_listen(text: str, expected: Address | None) -> None:
    assert parse_listen(text) == expected


@pytest.mark.parametrize(
    ("host", "loopback", "private"),
    [
        ("localhost", True, False),
        ("app.localhost", True, False),
        ("127.0.0.1", True, False),
        ("127.8.8.8", True, False),
        ("::1", True, False),
        ("::ffff:127.0.0.1", True, False),
        ("10.1.2.3", False, True),
        ("172.31.255.255", False, True),
        ("172.32.0.1", False, False),
        ("192.168.1.1", False, True),
        ("169.254.1.1", False, True),
        ("100.64.0.1", False, True),
        ("fd00::1", False, True),
        ("fe80::1%eth0", False, True),
        ("::ffff:10.0.0.1", False, True),
        ("minio", False, True),
        ("minio1", False, True),
        ("nas.local", False, True),
        ("db.prod.internal", False, True),
        ("203.0.113.9", False, False),
        ("2001:db8::1", False, False),
        ("127.0.0.1.example.com", False, False),
        ("localhost.example.com", False, False),
        ("", False, False),
    ],
)
def test_kind_of_network(host: str, loopback: bool, private: bool) -> None:
    assert is_loopback(host) is loopback
    assert is_private(host) is private
    assert is_public(host) is (bool(host) and not loopback and not private)


@pytest.mark.parametrize(
    ("host", "expected"),
    [("", True), ("0.0.0.0", True), ("::", True), ("10.0.0.1", False), ("example.com", False)],
)
def test_is_wildcard(host: str, expected: bool) -> None:
    assert is_wildcard(host) is expected
