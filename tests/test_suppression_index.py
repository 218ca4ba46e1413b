"""The first suppression that covers a finding is found, whatever it is filed under."""

from __future__ import annotations

from pathlib import Path

import pytest

from comet_lint.config.settings import Suppression
from comet_lint.findings import Confidence, Finding, Severity, Span
from comet_lint.suppression_index import SuppressionIndex

CODES = frozenset({"S603"})
FINDING = Finding(
    "S603",
    "ftp-plaintext",
    Severity.WARNING,
    Confidence.HIGH,
    "",
    "a/b/x.json",
    "UserProfileConfig",
    "/Destinations/v/FTPSMode",
    Span(1, 1, 1, 2),
    "",
    entities=(("vault", "nas"), ("user", "bob")),
)
COVERING: list[dict[str, object]] = [
    {},
    {"path": "x.json"},
    {"path": "a/b/x.json"},
    {"path": "/a/"},
    {"path": "b"},
    {"path": "*.json"},
    {"path": "a/**"},
    {"pointer": "/Destinations/v/FTPSMode"},
    {"pointer": "/Destinations/*/FTPSMode"},
    {"pointer": "/**/FTPSMode"},
    {"entities": (("user", "bob"),)},
    {"entities": (("user", "bob"), ("vault", "nas")), "path": "a/b/", "pointer": "/**"},
]
OTHERS: list[dict[str, object]] = [
    {"path": "y.json"},
    {"path": "b/x.json"},
    {"path": "/b/"},
    {"path": "!x.json"},
    {"pointer": "/Destinations/v"},
    {"pointer": "/Destinations/*"},
    {"entities": (("user", "nas"),)},
    {"entities": (("user", "bob"), ("vault", "usb"))},
    {"entities": (("user", "bob"),), "path": "y.json"},
]


def entry(**said: object) -> Suppression:
    return Suppression(("S603",), str(said), root=Path(), **said)  # type: ignore[arg-type]


@pytest.mark.parametrize("said", COVERING)
def test_covering(said: dict[str, object]) -> None:
    wanted = entry(**said)
    entries = [*(entry(**other) for other in OTHERS), wanted, *(entry(**other) for other in COVERING)]
    assert SuppressionIndex((each, CODES) for each in entries).find(FINDING) == wanted
    assert SuppressionIndex((each, frozenset({"S601"})) for each in entries).find(FINDING) is None


def test_the_root_may_be_above_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "deep").mkdir()
    monkeypatch.chdir(tmp_path / "deep")
    above = Suppression(("S603",), "known", path="deep/", root=tmp_path)
    assert SuppressionIndex([(above, CODES)]).find(FINDING) == above


@pytest.mark.parametrize("said", OTHERS)
def test_not_covering(said: dict[str, object]) -> None:
    assert SuppressionIndex([(entry(**said), CODES)]).find(FINDING) is None
