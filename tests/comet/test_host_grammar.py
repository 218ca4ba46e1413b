"""The grammar of host names and of web addresses."""

from __future__ import annotations

import pytest

from comet_lint.comet.host_grammar import ascii_name, name_flaw, url_flaw

LONG_LABEL = "a" * 63


@pytest.mark.parametrize(
    "name",
    [
        "backup.example.com",
        "backup.example.com.",
        "nas",
        "my_nas",
        "3com.example",
        "b\u00fccher.example",
        "xn--bcher-kva.example",
        "\u4f8b\u3048.\u30c6\u30b9\u30c8",
        f"{LONG_LABEL}.example",
        ".".join([LONG_LABEL] * 3 + ["a" * 61]),
    ],
)
def test_names(name: str) -> None:
    assert name_flaw(name) == ""


@pytest.mark.parametrize(
    ("name", "flaw"),
    [
        ("", "is empty"),
        ("  ", "is empty"),
        ("backup example.com", "contains a blank"),
        ("backup.example.com\u200b", "contains an invisible character"),
        ("\ufeffbackup.example.com", "contains an invisible character"),
        ("back\u00adup.example.com", "contains an invisible character"),
        ("*.example.com", "contains the character *"),
        ("a.example.com,b.example.com", "contains the character ,"),
        ("a.example.com;b.example.com", "contains the character ;"),
        ("https://a.example.com", "contains the character :"),
        ("a..example.com", "has nothing between two dots"),
        (".example.com", "begins with a dot"),
        (f"a{LONG_LABEL}.example", "has a part of more than 63 characters"),
        (".".join([LONG_LABEL] * 4), "has more than 253 characters"),
        ("-a.example", "has a part that begins or ends with a hyphen"),
        ("a-.example", "has a part that begins or ends with a hyphen"),
        ("a_.example", "has a part that begins or ends with an underscore"),
        ("300.1.1.1", "looks like an IP address but is none"),
        ("\u2713.example", "contains characters that no host name can have"),
    ],
)
def test_no_names(name: str, flaw: str) -> None:
    assert name_flaw(name) == flaw


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Backup.Example.COM", "backup.example.com"),
        ("B\u00dcCHER.example", "xn--bcher-kva.example"),
        ("bu\u0308cher.example", "xn--bcher-kva.example"),
        ("stra\u00dfe.example", "xn--strae-oqa.example"),
        ("\u2713.example", None),
    ],
)
def test_ascii_names(name: str, expected: str | None) -> None:
    assert ascii_name(name) == expected


@pytest.mark.parametrize(
    "url",
    [
        "https://backup.example.com/",
        "HTTP://backup.example.com:8060/path?a=b#c",
        "https://user:example@b\u00fccher.example",
        "https://192.0.2.1/",
        "https://[2001:db8::1]:8060/",
    ],
)
def test_urls(url: str) -> None:
    assert url_flaw(url) == ""


@pytest.mark.parametrize(
    ("url", "flaw"),
    [
        ("", "is empty"),
        ("backup.example.com", "does not begin with http:// or https://"),
        ("https:/backup.example.com", "does not begin with http:// or https://"),
        ("ftp://backup.example.com/", "does not begin with http:// or https://"),
        ("https://https://backup.example.com/", "begins with http:// or https:// twice"),
        ("https:// backup.example.com/", "contains a blank"),
        ("https://backup.example.com/\u200b", "contains an invisible character"),
        ("https:///path", "has no host name"),
        ("https://backup.example.com:0/", "has the port 0"),
        ("https://backup.example.com:65536/", "has a port above 65535"),
        ("https://[2001:db8::1/", "has no host and port that can be told apart"),
        ("https://a,b.example/", "has a host name that contains the character ,"),
    ],
)
def test_no_urls(url: str, flaw: str) -> None:
    assert url_flaw(url) == flaw
