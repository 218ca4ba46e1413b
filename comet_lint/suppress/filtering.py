"""Filters the findings of a run: severities, ignores per path, suppressions and baseline. Counts what is hidden."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from comet_lint.lint.results import HiddenBy, Outcome
from comet_lint.rules.choice import RuleChoice
from comet_lint.rules.rule import Rule
from comet_lint.rules.selection import select_rules
from comet_lint.source.discovery import path_below
from comet_lint.suppress.baseline import Baseline, KnownFinding, compare
from comet_lint.suppress.comments import CommentSuppression
from comet_lint.suppress.suppression import Filters
from comet_lint.suppress.suppressions import (
    apply_suppressions,
    per_path_ignores,
    severity_overrides,
)


def filtered(
    outcome: Outcome,
    filters: Filters,
    choice: RuleChoice,
    comments: Iterable[CommentSuppression],
    baseline: Baseline | None,
    today: date,
    whole: bool = True,
) -> tuple[Outcome, list[KnownFinding]]:
    """The outcome after severities, ignores per path, suppressions and baseline; and the baseline's fixed entries.

    `choice` tells the rules that ran. `whole` tells that everything the configuration is for was checked.
    Raises UnknownRuleError.
    """
    rules = choice.known()
    ran = frozenset(rule.code for rule in choice.chosen())
    config = _shown(filters.source)
    findings = severity_overrides(outcome.findings, filters.severity, rules)
    lowered = sum(
        new.stands_for
        for new, old in zip(findings, outcome.findings, strict=True)
        if new.severity.rank > old.severity.rank
    )
    kept, hidden = per_path_ignores(findings, filters.per_path, rules, filters.root)
    left = apply_suppressions(kept, filters.suppressions, comments, rules, ran, today, whole)
    hidden = [each if each.source else each._replace(source=config) for each in (*hidden, *left.hidden)]
    new, fixed = left.findings, list[KnownFinding]()
    if baseline is not None:
        compared = compare(
            left.findings, baseline.entries, {document.path for document in outcome.documents}, ran, filters.root
        )
        new, fixed = compared.new, compared.fixed
        hidden += [each._replace(source=_shown(baseline.path)) for each in compared.known]
    return (
        outcome._replace(
            findings=tuple(new),
            hidden=tuple(hidden),
            notes=(*outcome.notes, *left.notes),
            fixed_in_baseline=len(fixed),
            eased=tuple(
                HiddenBy(how, config, count)
                for how, count in (("lowered", lowered), ("left out", _left_out(filters, choice, rules, ran)))
                if count
            ),
        ),
        fixed,
    )


def _left_out(filters: Filters, choice: RuleChoice, rules: Sequence[Rule], ran: frozenset[str]) -> int:
    """How many rules would run if the configuration did not select and ignore some."""
    if not filters.select and not filters.ignore:
        return 0
    here = () if choice.select == filters.select else choice.select
    usual = select_rules(rules, choice.preset, here, choice.extend_select)
    left = select_rules(rules, choice.preset, choice.select, choice.extend_select, filters.ignore)
    return len({rule.code for rule in usual} - {rule.code for rule in left} - ran)


def _shown(path: Path | None) -> str:
    return path_below(Path(), str(path)) if path is not None else ""
