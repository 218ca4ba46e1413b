"""The last day of a suppression."""

from __future__ import annotations

from datetime import date

import pytest

from comet_lint.suppress.suppression import Suppression
from comet_lint.suppress.suppressions import apply_suppressions
from tests.reports.fakes import FTP, make_finding

FINDING = make_finding()


@pytest.mark.parametrize(
    ("today", "hides"),
    [
        (date(2026, 12, 30), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
    ],
)
def test_it_holds_on_its_last_day(today: date, hides: bool) -> None:
    entry = Suppression(("S603",), "accepted", until=date(2026, 12, 31), where="a.yaml:1:1")
    result = apply_suppressions([FINDING], [entry], (), [FTP], frozenset({"S603"}), today)
    assert [each.finding for each in result.hidden] == ([FINDING] if hides else [])
    assert result.findings == ([] if hides else [FINDING])
    expired = "a.yaml:1:1: this suppression expired on 2026-12-31; its findings are reported again."
    assert result.notes == ([] if hides else [expired])
