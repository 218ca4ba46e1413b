"""The one place where findings are taken out of a report; it keeps count of what it hides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from comet_lint.lint.results import HiddenBy, Outcome
from comet_lint.rules.rule import Rule
from comet_lint.rules.selection import select_rules
from comet_lint.source.discovery import path_below
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
    baseline: Path | None = None,
) -> tuple[Outcome, list[Entry]]:
    """The outcome after severities, ignores per path, suppressions and baseline; and the baseline's fixed entries.

    `known` are the entries of the file `baseline`, None if there is none. `whole` tells that everything the
    settings are for was checked. Raises UnknownRuleError.
    """
    settings, rules = prepared.settings, prepared.choice.known()
    ran = frozenset(rule.code for rule in prepared.choice.chosen())
    config = _shown(settings.source)
    findings = severity_overrides(outcome.findings, settings.severity, rules)
    lowered = sum(new.severity.rank > old.severity.rank for new, old in zip(findings, outcome.findings, strict=True))
    kept, hidden = per_path_ignores(findings, settings.per_path, rules, settings.root)
    left = apply_suppressions(kept, settings.suppressions, comments, rules, ran, today, whole)
    hidden = [each if each.source else each._replace(source=config) for each in (*hidden, *left.hidden)]
    new, fixed = left.findings, list[Entry]()
    if known is not None:
        compared = compare(left.findings, known, {document.path for document in outcome.documents}, ran, settings.root)
        new, fixed = compared.new, compared.fixed
        hidden += [each._replace(source=_shown(baseline)) for each in compared.known]
    return (
        outcome._replace(
            findings=tuple(new),
            hidden=tuple(hidden),
            notes=(*outcome.notes, *left.notes),
            fixed_in_baseline=len(fixed),
            eased=tuple(
                HiddenBy(how, config, count)
                for how, count in (("lowered", lowered), ("left out", _left_out(prepared, rules, ran)))
                if count
            ),
        ),
        fixed,
    )


def _left_out(prepared: Prepared, rules: Sequence[Rule], ran: frozenset[str]) -> int:
    """How many rules would run if the configuration did not select and ignore some."""
    settings = prepared.settings
    select, ignore = settings.of_file
    if not select and not ignore:
        return 0
    here = () if settings.select == select else settings.select
    further = settings.extend_select
    usual = select_rules(rules, settings.preset, here, further)
    left = select_rules(rules, settings.preset, settings.select, further, ignore)
    return len({rule.code for rule in usual} - {rule.code for rule in left} - ran)


def _shown(path: Path | None) -> str:
    return path_below(Path(), str(path)) if path is not None else ""
