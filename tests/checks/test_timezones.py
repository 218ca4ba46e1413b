"""The names of time zones."""

from __future__ import annotations

import zoneinfo

import pytest

from comet_lint.checks.timezones import _hint
from comet_lint.comet.time_zones import zone_names


@pytest.mark.parametrize("name", ["Europe/Berlin", "US/Eastern", "Etc/GMT+5", "UTC", "America/Argentina/Ushuaia"])
def test_names(name: str) -> None:
    assert name in zone_names()


@pytest.mark.parametrize("name", ["", "europe/berlin", "Europe/Berlin ", "Europe", "../UTC", "zones", "posix/UTC"])
def test_other_names(name: str) -> None:
    assert name not in zone_names()


def test_every_name_can_be_loaded() -> None:
    assert {zoneinfo.ZoneInfo(name).key for name in zone_names()} == zone_names()


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("Europe/Viena", " Did you mean Europe/Vienna?"),
        ("europe/vienna", " Did you mean Europe/Vienna?"),
        ("America/New York", " Did you mean America/New_York?"),
        ("utc", " Did you mean UTC?"),
        ("UTC+2", " Did you mean Etc/GMT-2?"),
        ("GMT-05:00", " Did you mean Etc/GMT+5?"),
        ("UTC+05:30", ""),
        ("UTC+99", ""),
        ("Europe/Munich", ""),
        ("EET2", ""),
    ],
)
def test_a_hint_never_means_another_time(name: str, hint: str) -> None:
    assert _hint(name) == hint
