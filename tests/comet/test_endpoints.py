"""Hosts and ports of storage servers."""

from __future__ import annotations

import pytest

from comet_lint.comet.endpoints import endpoint


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://B.example.com/", ("b.example.com", None, "")),
        ("http://b.example.com:80/x/", ("b.example.com", None, "/x")),
        ("http://b.example.com:8060", ("b.example.com", 8060, "")),
        ("b.example.com:443", ("b.example.com", None, "")),
        ("b.example.com.", ("b.example.com", None, "")),
        ("https://[::1]:8060/", ("::1", 8060, "")),
        ("", ("", None, "")),
        ("https://[b", ("", None, "")),
        ("b.example.com:port", ("", None, "")),
    ],
)
def test_endpoint(address: str, expected: tuple[str, int | None, str]) -> None:
    assert endpoint(address) == expected
