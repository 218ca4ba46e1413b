"""The one place where findings are taken out of a report; it keeps count of what it hides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from comet_lint.lint.results import Outcome
from comet_lint.suppress.baseline import Entry, compare
from comet_lint.suppress.comments import CommentSuppression
from comet_lint.suppress.suppressions import (
    apply_suppressions,
    per_path_ignores,
    severity_overrides,
)

if TYPE_CHECKING:
    from comet_lint.cli.settings_options import Prepared


def filtered(
    outcome: Outcome,
    prepared: Prepared,
    comments: Iterable[CommentSuppression],
    known: Sequence[Entry] | None,
    today: date,
    whole: bool = True,
) -> tuple[Outcome, list[Entry]]:
    """The outcome after severities, ignores per path, suppressions and baseline; and the baseline's fixed entries.

    `known` are the entries of the baseline, None if there is none. `whole` tells that everything the settings are for
    was checked. Raises UnknownRuleError.
    """
    settings, rules = prepared.settings, prepared.choice.known()
    ran = frozenset(rule.code for rule in prepared.choice.chosen())
    findings = severity_overrides(outcome.findings, settings.severity, rules)
    kept, hidden = per_path_ignores(findings, settings.per_path, rules, settings.root)
    left = apply_suppressions(kept, settings.suppressions, comments, rules, ran, today, whole)
    hidden += left.hidden
    new, fixed = left.findings, list[Entry]()
    if known is not None:
        compared = compare(left.findings, known, {document.path for document in outcome.documents}, ran, settings.root)
        new, fixed = compared.new, compared.fixed
        hidden += compared.known
    return (
        outcome._replace(
            findings=tuple(new),
            hidden=tuple(hidden),
            notes=(*outcome.notes, *left.notes),
            fixed_in_baseline=len(fixed),
        ),
        fixed,
    )
