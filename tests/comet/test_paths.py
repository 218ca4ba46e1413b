"""Paths that can be compared."""

from __future__ import annotations

import pytest

from comet_lint.comet.paths import network_host, normal_path


@pytest.mark.parametrize(
    ("path", "normal"),
    [
        ("C:\\", "c:"),
        ("C:\\Users\\", "c:/users"),
        ("\\\\NAS\\Share\\", "//nas/share"),
        ("/", "/"),
        ("/srv//Comet/", "/srv/Comet"),
        ("vault/a", "vault/a"),
        ("C:\\a\\..\\B", "c:/b"),
        ("/a/../../b", "/b"),
        ("../a", "../a"),
        ("\\\\?\\C:\\A", "c:/a"),
        ("\\\\.\\C:\\A", "c:/a"),
        ("\\\\?\\UNC\\NAS\\A", "//nas/a"),
        ("", ""),
    ],
)
def test_normal_path(path: str, normal: str) -> None:
    assert normal_path(path) == normal


@pytest.mark.parametrize(
    ("path", "host"),
    [
        ("\\\\NAS\\Share", "nas"),
        ("//nas/share", "nas"),
        ("\\\\?\\UNC\\nas\\share", "nas"),
        ("\\\\?\\C:\\x", ""),
        ("C:\\x", ""),
        ("/srv", ""),
    ],
)
def test_the_computer_of_a_share(path: str, host: str) -> None:
    assert network_host(path) == host
