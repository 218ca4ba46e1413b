"""The one place where findings are taken out of a report; it keeps count of what it hides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from comet_lint.baseline import Entry, compare
from comet_lint.config.settings import Settings
from comet_lint.engine.rule import Rule
from comet_lint.outcome import Outcome
from comet_lint.suppressions import (
    CommentSuppression,
    apply_suppressions,
    per_path_ignores,
    severity_overrides,
)


def filtered(
    outcome: Outcome,
    settings: Settings,
    rules: Sequence[Rule],
    comments: Iterable[CommentSuppression],
    known: Sequence[Entry] | None,
    today: date,
    whole: bool = True,
) -> tuple[Outcome, list[Entry]]:
    """The outcome after severities, ignores per path, suppressions and baseline; and the baseline's fixed entries.

    `whole` tells that everything the settings are for was checked. `known` are the entries of the baseline, None if
    there is none. Raises UnknownRuleError.
    """
    findings = severity_overrides(outcome.findings, settings.severity, rules)
    kept, hidden = per_path_ignores(findings, settings.per_path, rules, settings.root)
    left = apply_suppressions(kept, settings.suppressions, comments, rules, today, whole)
    hidden += left.hidden
    new, fixed = left.findings, list[Entry]()
    if known is not None:
        compared = compare(left.findings, known, {document.path for document in outcome.documents})
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
