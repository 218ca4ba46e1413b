"""Filters the findings of a run: severities, ignores per path, suppressions and baseline. Counts what is hidden."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from comet_lint.lint.results import Outcome
from comet_lint.rules.choice import RuleChoice
from comet_lint.suppress.baseline import KnownFinding, compare
from comet_lint.suppress.suppression import Filters
from comet_lint.suppress.suppressions import (
    CommentSuppression,
    apply_suppressions,
    per_path_ignores,
    severity_overrides,
)


def filtered(
    outcome: Outcome,
    filters: Filters,
    choice: RuleChoice,
    comments: Iterable[CommentSuppression],
    known: Sequence[KnownFinding] | None,
    today: date,
    whole: bool = True,
) -> tuple[Outcome, list[KnownFinding]]:
    """The outcome after severities, ignores per path, suppressions and baseline; and the baseline's fixed entries.

    `choice` tells the rules that ran. `known` are the entries of the baseline, None if there is none. `whole` tells
    that everything the configuration is for was checked. Raises UnknownRuleError.
    """
    rules = choice.known()
    ran = frozenset(rule.code for rule in choice.chosen())
    findings = severity_overrides(outcome.findings, filters.severity, rules)
    kept, hidden = per_path_ignores(findings, filters.per_path, rules, filters.root)
    left = apply_suppressions(kept, filters.suppressions, comments, rules, ran, today, whole)
    hidden += left.hidden
    new, fixed = left.findings, list[KnownFinding]()
    if known is not None:
        compared = compare(left.findings, known, {document.path for document in outcome.documents}, ran, filters.root)
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
