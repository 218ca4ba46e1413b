"""What suppressions and comments hide, and the notes about them."""

from __future__ import annotations

from datetime import date

from comet_lint.findings import Finding
from comet_lint.rules.rule_files import shipped_rules
from comet_lint.suppress.comments import CommentSuppression
from comet_lint.suppress.suppression import Suppression
from comet_lint.suppress.suppressions import Filtered, apply_suppressions
from tests.suppress.findings import make_finding

TODAY = date(2026, 7, 1)


def applied(finding: Finding, *suppressions: Suppression, comments: tuple[CommentSuppression, ...] = ()) -> Filtered:
    ran = frozenset({"S603", "S606"})
    return apply_suppressions([finding], suppressions, comments, shipped_rules(), ran, TODAY)


def test_a_suppression_hides_with_its_reason() -> None:
    finding = make_finding("S603")
    result = applied(finding, Suppression(("S603",), "replaced in June"))
    assert (result.findings, result.notes) == ([], [])
    assert [(hidden.finding, hidden.by, hidden.reason) for hidden in result.hidden] == [
        (finding, "suppression", "replaced in June")
    ]


def test_a_suppression_holds_on_its_last_day_and_is_expired_the_day_after() -> None:
    finding = make_finding("S603")
    assert applied(finding, Suppression(("S603",), "r", until=TODAY)).findings == []
    expired = applied(finding, Suppression(("S603",), "r", until=date(2026, 6, 30), where="c.yaml:3:5"))
    assert expired.findings == [finding]
    assert expired.notes == ["c.yaml:3:5: this suppression expired on 2026-06-30; its findings are reported again."]


def test_a_suppression_that_hides_nothing_is_noted() -> None:
    finding = make_finding("S603")
    result = applied(finding, Suppression(("S606",), "r", where="c.yaml:3:5"))
    assert result.findings == [finding]
    assert result.notes == ["c.yaml:3:5: this suppression hides nothing any more; remove it."]


def test_a_comment_without_reason_hides_nothing() -> None:
    finding = make_finding("S603", "a.yaml", line=2)
    result = applied(finding, comments=(CommentSuppression("a.yaml", 1, 2, ("S603",), ""),))
    assert result.findings == [finding]
    assert result.notes == ["a.yaml:1: this suppression has no effect: say the reason after the bracket."]


def test_a_comment_hides_only_on_its_line() -> None:
    comment = CommentSuppression("a.yaml", 1, 2, ("S603",), "known")
    assert applied(make_finding("S603", "a.yaml", line=2), comments=(comment,)).findings == []
    other = make_finding("S603", "a.yaml", line=3)
    assert applied(other, comments=(comment,)).findings == [other]
