"""Findings that the user accepts: by the configuration, or by a comment in a YAML document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from comet_lint.findings import Finding, Severity
from comet_lint.lint.results import Hidden
from comet_lint.rules.rule import Rule
from comet_lint.rules.selection import UnknownRuleError, matching
from comet_lint.suppress.accepted import Accepted, RuleCodes
from comet_lint.suppress.suppression import Suppression

_COMMENT = re.compile(rb"(?:^|(?<=\s))#\s*comet-lint:\s*ignore\[([^\]\n]*)\][ \t]*([^\r\n]*)", re.MULTILINE)


class CommentSuppression(NamedTuple):
    """A comment in a YAML file. It holds for its own line or, standing alone, for the next."""

    path: str
    line: int
    covered_line: int
    rules: tuple[str, ...]
    reason: str


class Filtered(NamedTuple):
    """The findings that remain, those that are hidden, and notes for the user."""

    findings: list[Finding]
    hidden: list[Hidden]
    notes: list[str]


def comment_suppressions(path: str, data: bytes) -> list[CommentSuppression]:
    """The suppression comments in the text of a YAML file."""
    found: list[CommentSuppression] = []
    line, here = 1, 0
    for match in _COMMENT.finditer(data):
        line += data.count(b"\n", here, match.start())
        here = match.start()
        before = data[data.rfind(b"\n", 0, match.start()) + 1 : match.start()]
        rules = tuple(name.strip() for name in match[1].decode("utf-8", "replace").split(",") if name.strip())
        reason = match[2].decode("utf-8", "replace").strip()
        found.append(CommentSuppression(path, line, line if before.strip() else line + 1, rules, reason))
    return found


def apply_suppressions(
    findings: Iterable[Finding],
    suppressions: Sequence[Suppression],
    comments: Iterable[CommentSuppression],
    rules: Sequence[Rule],
    ran: frozenset[str],
    today: date,
    report_unused: bool = True,
) -> Filtered:
    """Take out what is suppressed. Raises UnknownRuleError for a rule that does not exist.

    `report_unused` is for runs over everything: where only some files are checked, a suppression may be for
    the others.
    """
    known = RuleCodes(rules)
    expired = [entry for entry in suppressions if entry.until is not None and entry.until < today]
    notes = [
        f"{entry.where}: this suppression expired on {entry.until}; its findings are reported again."
        for entry in expired
    ]
    active = [
        (entry, _codes_said(entry.where, entry.rules, known))
        for entry in suppressions
        if entry.until is None or entry.until >= today
    ]
    accepted = Accepted(active)
    by_line: dict[tuple[str, int], list[CommentSuppression]] = {}
    for comment in comments:
        if comment.reason:
            by_line.setdefault((comment.path, comment.covered_line), []).append(comment)
        else:
            notes.append(
                f"{comment.path}:{comment.line}: this suppression has no effect: say the reason after the bracket."
            )
    codes = {
        comment: _codes_said(f"{comment.path}:{comment.line}", comment.rules, known)
        for group in by_line.values()
        for comment in group
    }
    used: set[object] = set()
    kept: list[Finding] = []
    hidden: list[Hidden] = []
    for finding in findings:
        said = next(
            (each for each in by_line.get((finding.path, finding.span.line), ()) if finding.rule in codes[each]),
            None,
        )
        entry = accepted.first(finding) if said is None else None
        if said is not None:
            used.add(said)
            hidden.append(Hidden(finding, "suppression", said.reason))
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
    notes += [
        f"{comment.path}:{comment.line}: this suppression hides nothing; remove it."
        for comment in codes
        if comment not in used and not ran.isdisjoint(codes[comment])
    ]
    return Filtered(kept, hidden, notes)


def _codes_said(where: str, names: Iterable[str], codes: RuleCodes) -> frozenset[str]:
    try:
        return codes.of(names)
    except UnknownRuleError as error:
        raise UnknownRuleError(f"{where}: {error}") from None


def per_path_ignores(
    findings: Iterable[Finding],
    per_path: Iterable[tuple[str, Sequence[str]]],
    rules: Sequence[Rule],
    root: Path,
) -> tuple[list[Finding], list[Hidden]]:
    """Take out the findings of rules that are ignored in some files: by patterns relative to `root`."""
    known = RuleCodes(rules)
    accepted = Accepted(
        (Suppression((), f"ignored for {pattern}", path=pattern, root=root), known.of(names))
        for pattern, names in per_path
        if pattern
    )
    kept: list[Finding] = []
    hidden: list[Hidden] = []
    for finding in findings:
        entry = accepted.first(finding)
        if entry is None:
            kept.append(finding)
        else:
            hidden.append(Hidden(finding, "suppression", entry.reason))
    return kept, hidden


def severity_overrides(
    findings: Iterable[Finding], overrides: Mapping[str, Severity], rules: Sequence[Rule]
) -> list[Finding]:
    """The findings with the severities that the user gave to rules."""
    by_code = {rule.code: severity for name, severity in overrides.items() for rule in matching(name, rules)}
    return [f._replace(severity=by_code[f.rule]) if f.rule in by_code else f for f in findings]
