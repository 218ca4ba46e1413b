"""Findings that the user accepts: by the configuration, or by a comment in a YAML document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from comet_lint.config.settings import Suppression
from comet_lint.engine.rule import Rule
from comet_lint.findings import Finding
from comet_lint.outcome import Hidden
from comet_lint.selection import UnknownRuleError, matching

_COMMENT = re.compile(rb"(?:^|(?<=\s))#\s*comet-lint:\s*ignore\[([^\]\n]*)\][ \t]*([^\r\n]*)", re.MULTILINE)


class CommentSuppression(NamedTuple):
    """A comment in a YAML file. It holds for its own line or, standing alone, for the next."""

    path: str
    line: int
    covered_line: int
    rules: tuple[str, ...]
    reason: str


class Filtered(NamedTuple):
    """What is left after suppressions, what they hide, and what is to be said about them."""

    findings: list[Finding]
    hidden: list[Hidden]
    notes: list[str]


def comment_suppressions(path: str, data: bytes) -> list[CommentSuppression]:
    """The suppression comments in the text of a YAML file."""
    found: list[CommentSuppression] = []
    for match in _COMMENT.finditer(data):
        line = data.count(b"\n", 0, match.start()) + 1
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
    active = [entry for entry in suppressions if entry.until is None or entry.until >= today]
    notes = [
        f"{entry.where}: this suppression expired on {entry.until}; its findings are reported again."
        for entry in suppressions
        if entry not in active
    ]
    tests = [(entry, _matcher(entry, rules)) for entry in active]
    by_line: dict[tuple[str, int], list[CommentSuppression]] = {}
    for comment in comments:
        if comment.reason:
            by_line.setdefault((comment.path, comment.covered_line), []).append(comment)
        else:
            notes.append(
                f"{comment.path}:{comment.line}: this suppression has no effect: say the reason after the bracket."
            )
    codes = {comment: _codes_of_comment(comment, rules) for group in by_line.values() for comment in group}
    used: set[object] = set()
    kept: list[Finding] = []
    hidden: list[Hidden] = []
    for finding in findings:
        said = next(
            (each for each in by_line.get((finding.path, finding.span.line), ()) if finding.rule in codes[each]),
            None,
        )
        entry = next((each for each, matches in tests if matches(finding)), None) if said is None else None
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
            for entry in active
            if entry not in used and not ran.isdisjoint(_codes(entry.rules, rules))
        ]
    notes += [
        f"{comment.path}:{comment.line}: this suppression hides nothing; remove it."
        for comment in codes
        if comment not in used and not ran.isdisjoint(codes[comment])
    ]
    return Filtered(kept, hidden, notes)


def _codes(names: Iterable[str], rules: Sequence[Rule]) -> frozenset[str]:
    return frozenset(rule.code for name in names for rule in matching(name, rules))


def _codes_of_comment(comment: CommentSuppression, rules: Sequence[Rule]) -> frozenset[str]:
    try:
        return _codes(comment.rules, rules)
    except UnknownRuleError as error:
        raise UnknownRuleError(f"{comment.path}:{comment.line}: {error}") from None


def _matcher(entry: Suppression, rules: Sequence[Rule]) -> Callable[[Finding], bool]:
    try:
        codes = _codes(entry.rules, rules)
    except UnknownRuleError as error:
        raise UnknownRuleError(f"{entry.where}: {error}") from None
    in_path = path_matcher(entry.root, entry.path) if entry.path else None
    at_pointer = re.compile(_pointer_pattern(entry.pointer)) if entry.pointer else None

    def matches(finding: Finding) -> bool:
        return (
            finding.rule in codes
            and (in_path is None or in_path(finding.path))
            and (at_pointer is None or at_pointer.fullmatch(finding.pointer) is not None)
            and all(entity in finding.entities for entity in entry.entities)
        )

    return matches


def path_matcher(root: Path, *patterns: str) -> Callable[[str], bool]:
    """Whether a path matches one of these gitignore patterns, which are relative to `root`."""
    from pathspec import GitIgnoreSpec

    from comet_lint.documents.discovery import path_below

    spec = GitIgnoreSpec.from_lines(patterns)
    known: dict[str, bool] = {}

    def matches(path: str) -> bool:
        verdict = known.get(path)
        if verdict is None:
            verdict = known[path] = spec.match_file(path_below(root, path))
        return verdict

    return matches


def _pointer_pattern(glob: str) -> str:
    return "".join(
        "(?:/[^/]*)*" if step == "**" else "/" + re.escape(step).replace(r"\*", "[^/]*") for step in glob.split("/")[1:]
    )


def per_path_ignores(
    findings: Iterable[Finding],
    per_path: Iterable[tuple[str, Sequence[str]]],
    rules: Sequence[Rule],
    root: Path,
) -> tuple[list[Finding], list[Hidden]]:
    """Take out the findings of rules that are ignored in some files: by patterns relative to `root`."""
    tests: list[tuple[str, Callable[[str], bool], frozenset[str]]] = [
        (pattern, path_matcher(root, pattern), _codes(names, rules)) for pattern, names in per_path
    ]
    kept: list[Finding] = []
    hidden: list[Hidden] = []
    for finding in findings:
        pattern = next(
            (each for each, matches, codes in tests if finding.rule in codes and matches(finding.path)), None
        )
        if pattern is None:
            kept.append(finding)
        else:
            hidden.append(Hidden(finding, "suppression", f"ignored for {pattern}"))
    return kept, hidden


def severity_overrides(
    findings: Iterable[Finding], overrides: Mapping[str, object], rules: Sequence[Rule]
) -> list[Finding]:
    """The findings with the severities that the user gave to rules."""
    by_code = {rule.code: severity for name, severity in overrides.items() for rule in matching(name, rules)}
    return [f._replace(severity=by_code[f.rule]) if f.rule in by_code else f for f in findings]  # type: ignore[arg-type]
