"""A summary in Markdown, for the summary page of a CI job or a comment on a merge request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from comet_lint.findings import Finding, Severity
from comet_lint.lint.results import Outcome
from comet_lint.reports.grouping import RuleFindings, by_rule
from comet_lint.reports.markup import code, escaped, prose
from comet_lint.reports.options import ReportOptions
from comet_lint.reports.wording import (
    documents_checked,
    eased_counts,
    hidden_counts,
    plural,
    severity_counts,
    unjudged_counts,
)
from comet_lint.rules.rule import Rule

LONGEST = 60_000
"""Characters. GitHub cuts comments at 65,536 and summaries at 1 MiB."""

_MARKS = {Severity.ERROR: "🔴", Severity.WARNING: "🟠", Severity.INFO: "🔵"}
_ROWS = 10
_RULES_LISTED = 100
_TABLE_HEAD = "| Place | Finding |\n| --- | --- |"
_ROOM_FOR_LAST_WORDS = 160
_UNCHECKED_SHOWN = 20


def render_markdown(outcome: Outcome, rules: Mapping[str, Rule], options: ReportOptions) -> str:
    """A table of the rules, then the first findings of each (`show_all`: all), as far as there is room."""
    found = by_rule(outcome.findings)
    blocks = [f"## comet-lint: {_headline(outcome)}", _checked(outcome)]
    blocks += _not_checked(outcome)
    blocks += [f"> {escaped(note)}" for note in outcome.notes]
    if found and not options.quiet:
        blocks.append(_overview(found))
        if not options.statistics:
            room = LONGEST - sum(len(block) + 2 for block in blocks)
            blocks += _details(found, rules, options, room)
    return "\n\n".join(block for block in blocks if block) + "\n"


def _headline(outcome: Outcome) -> str:
    if outcome.findings:
        return severity_counts(outcome)
    if outcome.incomplete:
        return "incomplete"
    return "all checks passed" if outcome.document_count else "nothing was checked"


def _checked(outcome: Outcome) -> str:
    hidden = hidden_counts(outcome)
    shown = f" Not shown: {escaped(hidden)}." if hidden else ""
    eased = eased_counts(outcome)
    shown += f" Configured: {escaped(eased)}." if eased else ""
    unjudged = unjudged_counts(outcome)
    shown += f" Not judged: {unjudged}." if unjudged else ""
    fixed = f" Fixed since the baseline: {outcome.fixed_in_baseline:,}." if outcome.fixed_in_baseline else ""
    return f"{documents_checked(outcome)} checked.{shown}{fixed}"


def _not_checked(outcome: Outcome) -> Iterator[str]:
    if not outcome.incomplete:
        return
    lines = ["> [!CAUTION]", "> **The run is incomplete.** Not checked:", ">"]
    for path, reason in outcome.incomplete[:_UNCHECKED_SHOWN]:
        lines.append(f"> - {code(path)}: {escaped(reason)}" if path else f"> - {escaped(reason)}")
    left = len(outcome.incomplete) - _UNCHECKED_SHOWN
    if left > 0:
        lines.append(f"> - and {left:,} more")
    yield "\n".join(lines)


def _overview(found: list[RuleFindings]) -> str:
    lines = ["| Severity | Rule | Findings | First place |", "| --- | --- | ---: | --- |"]
    for rule in found[:_RULES_LISTED]:
        severity = f"{_MARKS[rule.severity]} {rule.severity.value}"
        count, first = f"{len(rule.findings):,}", _place(rule.findings[0])
        lines.append(f"| {severity} | {rule.code} {rule.name} | {count} | {first} |")
    left = len(found) - _RULES_LISTED
    return "\n".join([*lines, "", f"… and {plural(left, 'rule')} more."] if left > 0 else lines)


def _details(found: list[RuleFindings], rules: Mapping[str, Rule], options: ReportOptions, room: int) -> Iterator[str]:
    for number, rule in enumerate(found):
        most = len(rule.findings) if options.show_all else _ROWS
        block = _rule_block(rule, rules.get(rule.code), most, room - _ROOM_FOR_LAST_WORDS)
        if not block:
            yield f"Left out for length: the findings of {plural(len(found) - number, 'rule')}."
            return
        room -= len(block) + 2
        yield block


def _rule_block(found: RuleFindings, rule: Rule | None, most: int, room: int) -> str:
    title = f"{_MARKS[found.severity]} {found.code} {found.name}: {plural(len(found.findings), 'finding')}"
    parts = [f"<details><summary>{title}</summary>"]
    if rule is not None:
        parts += [prose(rule.why), f"**What to do:** {prose(rule.fix)}"]
    room -= sum(len(part) + 2 for part in parts) + len(_TABLE_HEAD)
    rows: list[str] = []
    for finding in found.findings[:most]:
        row = f"\n| {_place(finding)} | {escaped(finding.message)} |"
        room -= len(row)
        if room < 0:
            break
        rows.append(row)
    if not rows:
        return ""
    left = len(found.findings) - len(rows)
    parts += [_TABLE_HEAD + "".join(rows), f"… and {left:,} more." if left else "", "</details>"]
    return "\n\n".join(part for part in parts if part)


def _place(finding: Finding) -> str:
    return code(f"{finding.path}:{finding.span.line}")
