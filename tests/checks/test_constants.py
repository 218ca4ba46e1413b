"""The values of a family of constants."""

from __future__ import annotations

import pytest

from comet_lint.comet.model import load_model


@pytest.mark.parametrize(
    ("family", "values"),
    [
        ("FTPS_MODE_", {0: "plaintext", 1: "implicit", 2: "explicit"}),
        ("SSHCONNECTION_AUTHMODE_", {1: "password", 2: "privatekey"}),
        ("RETENTIONMODE_", {801: "keep everything", 802: "delete except"}),
        (
            "SCHEDULE_FREQUENCY_",
            {
                8010: "onceonly",
                8011: "daily",
                8012: "hourly",
                8013: "weekly",
                8014: "monthly",
                8015: "periodic",
                8016: "yearly",
            },
        ),
        ("STREAM_LEVEL_", {"full": "full", "none": "none"}),
        ("NO_SUCH_FAMILY_", {}),
    ],
)
def test_published(family: str, values: dict[int | str, str]) -> None:
    assert load_model().published(family) == values


def test_reserved_numbers_and_limits_are_no_values() -> None:
    assert set(load_model().published("RETENTIONRANGE_")) == {*range(900, 904), *range(905, 912)}
