"""Findings that the user accepts: by the configuration, or by a comment in a YAML document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from comet_lint.findings import Finding, Severity
from comet_lint.lint.results import Hidden
from comet_lint.rules.rule import Rule
from comet_lint.rules.selection import UnknownRuleError, matching
from comet_lint.suppress.accepted import Accepted, RuleCodes
from comet_lint.suppress.comments import Commented, CommentSuppression
from comet_lint.suppress.suppression import Suppression


class Filtered(NamedTuple):
    """The findings that remain, those that are hidden, and notes for the user."""

    findings: list[Finding]
    hidden: list[Hidden]
    notes: list[str]


def apply_suppressions(
    findings: Iterable[Finding],
    suppressions: Sequence[Suppression],
    comments: Iterable[CommentSuppression],
    rules: Sequence[Rule],
    ran: frozenset[str],
    today: date,
    report_unused: bool = True,
) -> Filtered:
    """Take out what is suppressed. Raises UnknownRuleError for a rule that the configuration names and is none.

    `report_unused` is for runs over everything: where only some files are checked, a suppression may be for
    the others.
    """
    known = RuleCodes(rules)
    notes = [
        f"{entry.where}: this suppression expired on {entry.until}; its findings are reported again."
        for entry in suppressions
        if _is_over(entry, today)
    ]
    active = still_accepted(suppressions, known, today)
    accepted = Accepted(active)
    commented = Commented(comments, known)
    used: set[Suppression] = set()
    kept: list[Finding] = []
    hidden: list[Hidden] = []
    for finding in findings:
        if finding.omitted:
            # What it stands for is hidden by nothing.
            kept.append(finding)
            continue
        comment = commented.first(finding)
        entry = accepted.first(finding) if comment is None else None
        if comment is not None:
            hidden.append(Hidden(finding, "suppression", comment.reason, comment.path))
        elif entry is not None:
            used.add(entry)
            hidden.append(Hidden(finding, "suppression", entry.reason))
        else:
            kept.append(finding)
    if report_unused:
        notes += [
            f"{entry.where}: this suppression hides nothing any more; remove it."
            for entry, of_entry in active
            if entry not in used and not ran.isdisjoint(of_entry)
        ]
    return Filtered(kept, hidden, [*notes, *commented.notes(ran)])


def still_accepted(
    suppressions: Iterable[Suppression], known: RuleCodes, today: date
) -> list[tuple[Suppression, frozenset[str]]]:
    """The suppressions that have not expired, with the codes of their rules. Raises UnknownRuleError."""
    return [(entry, _codes_said(entry, known)) for entry in suppressions if not _is_over(entry, today)]


def _is_over(entry: Suppression, today: date) -> bool:
    return entry.until is not None and entry.until < today


def _codes_said(entry: Suppression, codes: RuleCodes) -> frozenset[str]:
    try:
        return codes.of(entry.rules)
    except UnknownRuleError as error:
        raise UnknownRuleError(f"{entry.where}: {error}") from None


def per_path_ignores(
    findings: Iterable[Finding],
    per_path: Iterable[tuple[str, Sequence[str]]],
    rules: Sequence[Rule],
    root: Path,
) -> tuple[list[Finding], list[Hidden]]:
    """Take out the findings of rules that are ignored in some files: by patterns relative to `root`."""
    accepted = ignored_in_paths(per_path, RuleCodes(rules), root)
    kept: list[Finding] = []
    hidden: list[Hidden] = []
    for finding in findings:
        entry = None if finding.omitted else accepted.first(finding)
        if entry is None:
            kept.append(finding)
        else:
            hidden.append(Hidden(finding, "suppression", entry.reason))
    return kept, hidden


def ignored_in_paths(per_path: Iterable[tuple[str, Sequence[str]]], known: RuleCodes, root: Path) -> Accepted:
    """The rules that are ignored in some files, as suppressions. Raises UnknownRuleError."""
    return Accepted(
        (Suppression((), f"ignored for {pattern}", path=pattern, root=root), known.of(names))
        for pattern, names in per_path
        if pattern
    )


def severity_overrides(
    findings: Iterable[Finding], overrides: Mapping[str, Severity], rules: Sequence[Rule]
) -> list[Finding]:
    """The findings with the severities that the user gave to rules."""
    by_code = {rule.code: severity for name, severity in overrides.items() for rule in matching(name, rules)}
    return [f._replace(severity=by_code[f.rule]) if f.rule in by_code else f for f in findings]
