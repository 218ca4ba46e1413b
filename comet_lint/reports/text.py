"""The report for people at a terminal, in the manner of ruff and zizmor."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from comet_lint.findings import Finding, Severity
from comet_lint.lint.results import Outcome
from comet_lint.reports.grouping import FindingGroup, grouped
from comet_lint.reports.options import ReportOptions
from comet_lint.reports.style import Paint, painter
from comet_lint.reports.wording import (
    documents_checked,
    eased_counts,
    explain_command,
    help_for,
    hidden_counts,
    one_line,
    place,
    plural,
    severity_counts,
    unjudged_counts,
)

if TYPE_CHECKING:
    from comet_lint.rules.rule import Rule

_KEY = r'(?:"(?:[^"\\]|\\.)*"|[^\s"\':]+)(?=\s*:(?:\s|$))'
_NARROWEST = 40
_NOT_CHECKED = "NOT CHECKED"
_PASSES = {
    Severity.ERROR: "None is an error, so the run passes.",
    Severity.WARNING: "None is a warning or worse, so the run passes.",
}


def render_text(outcome: Outcome, rules: Mapping[str, Rule], options: ReportOptions) -> str:
    """The whole report. Ends with a newline unless it is empty."""
    paint = painter(options.color)
    blocks: list[str] = []
    if options.statistics:
        blocks += _statistics(outcome, paint)
    else:
        for group in grouped(outcome.findings, options.show_all):
            blocks.append("\n".join(_group_lines(group, rules, options, paint)))
    blocks += _not_checked(outcome, options, paint)
    if not options.quiet:
        blocks.append("\n".join(_summary(outcome, rules, options, paint)))
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _group_lines(group: FindingGroup, rules: Mapping[str, Rule], options: ReportOptions, paint: Paint) -> Iterator[str]:
    finding = group.first
    label = f"{finding.severity.value}[{finding.rule} {finding.name}]"
    head, *more = _wrapped(f"{label}: {one_line(finding.message)}", options.width, indent=2)
    yield paint(label, finding.severity.value) + paint(head[len(label) :], "bold")
    for line in more:
        yield paint(line, "bold")
    gutter = " " * len(str(finding.span.line))
    yield f"{gutter}{paint('-->', 'frame')} {one_line(place(finding.path, finding.span))}"
    if finding.excerpt:
        yield from _excerpt_lines(finding, gutter, paint)
    for name, text in _remarks(finding, rules, options):
        yield from _remark_lines(name, text, gutter, options, paint)
    if len(group.findings) > 1:
        yield from _others(group, gutter, paint)


def _excerpt_lines(finding: Finding, gutter: str, paint: Paint) -> Iterator[str]:
    excerpt = one_line(finding.excerpt)
    key = re.match(_KEY, excerpt)
    underline = "^" * columns(key[0] if key else excerpt)
    bar = paint("|", "frame")
    yield f"{gutter} {bar}"
    yield f"{paint(str(finding.span.line), 'frame')} {bar} {excerpt}"
    yield f"{gutter} {bar} {paint(underline, finding.severity.value)}"


def _remarks(finding: Finding, rules: Mapping[str, Rule], options: ReportOptions) -> Iterator[tuple[str, str]]:
    for related in finding.related:
        yield "see", f"{one_line(place(related.path, related.span))}: {one_line(related.message)}"
    rule = rules.get(finding.rule)
    if options.verbose and finding.pointer:
        yield "at", one_line(finding.pointer)
    if options.verbose and rule is not None:
        yield "why", " ".join(rule.why.split())
        yield "help", " ".join(rule.fix.split())
    elif rule is not None:
        yield "help", help_for(finding, rules)


def _remark_lines(name: str, text: str, gutter: str, options: ReportOptions, paint: Paint) -> Iterator[str]:
    lead = f"{gutter} = {name}: "
    head, *more = _wrapped(lead + text, options.width, indent=len(lead))
    yield f"{gutter} {paint('=', 'frame')} {paint(f'{name}:', 'bold')} {head[len(lead) :]}"
    yield from more


def _others(group: FindingGroup, gutter: str, paint: Paint) -> Iterator[str]:
    where = f" in {one_line(group.where)}" if group.where else ""
    owners = plural(group.owners - 1, f"other {group.owner_noun}")
    count = f"and {len(group.findings) - 1:,} more for {owners}{where}:"
    yield f"{gutter} {paint('=', 'frame')} {paint(count, 'bold')}"
    places = [one_line(place(sample.path, sample.span)) for sample in group.samples]
    width = max(map(columns, places))
    for sample, text in zip(group.samples, places, strict=True):
        padding = " " * (width - columns(text))
        yield f"{gutter}     {text}{padding}  {one_line(sample.owner)}".rstrip()
    left = len(group.findings) - 1 - len(places)
    if left:
        yield f"{gutter}     {paint(f'… and {left:,} more; --show-all lists every one', 'dim')}"


def _statistics(outcome: Outcome, paint: Paint) -> Iterator[str]:
    counts = Counter((finding.rule, finding.name, finding.severity) for finding in outcome.findings)
    if not counts:
        return
    rows = sorted(counts.items(), key=lambda item: (-item[1], item[0][0], item[0][2].rank))
    width = len(f"{rows[0][1]:,}")
    yield "\n".join(
        f"{count:>{width},}  {paint(f'{severity.value:<7}', severity.value)}  {rule} {name}"
        for (rule, name, severity), count in rows
    )


def _not_checked(outcome: Outcome, options: ReportOptions, paint: Paint) -> Iterator[str]:
    lines: list[str] = []
    for path, reason in outcome.incomplete:
        what = one_line(f"{path}: {reason}" if path else reason)
        head, *more = _wrapped(f"{_NOT_CHECKED}  {what}", options.width, indent=len(_NOT_CHECKED) + 2)
        lines += [paint(_NOT_CHECKED, "alarm") + head[len(_NOT_CHECKED) :], *more]
    if lines:
        yield "\n".join(lines)


def _summary(outcome: Outcome, rules: Mapping[str, Rule], options: ReportOptions, paint: Paint) -> Iterator[str]:
    for note in outcome.notes:
        yield from _wrapped(f"note: {one_line(note)}", options.width, indent=6)
    yield _verdict(outcome, paint)
    hidden = hidden_counts(outcome)
    if hidden:
        yield from _wrapped(f"Not shown: {hidden} (--no-ignores shows them).", options.width, indent=2)
    eased = eased_counts(outcome)
    if eased:
        yield from _wrapped(f"Configured: {eased}.", options.width, indent=2)
    if outcome.fixed_in_baseline:
        fixed = plural(outcome.fixed_in_baseline, "entry")
        yield f"Fixed since the baseline: {fixed} (`comet-lint check --prune` removes what is fixed)."
    if options.verbose and outcome.passed_over:
        yield f"Passed over {plural(outcome.passed_over, 'file')} without Comet documents."
    unjudged = unjudged_counts(outcome)
    if unjudged:
        more = "" if options.verbose else " (-v lists them)"
        yield from _wrapped(f"Not judged: {unjudged}{more}.", options.width, indent=2)
    if options.verbose:
        for place in outcome.unjudged_places:
            yield one_line(f"  {place.path}{place.pointer and '#'}{place.pointer}: {place.why}")
    if outcome.incomplete:
        yield paint(f"The run is incomplete: {plural(len(outcome.incomplete), 'part')} not checked.", "error")
    if outcome.findings:
        worst = min(outcome.findings, key=lambda finding: finding.severity.rank)
        command = explain_command(worst.rule, rules, options.rule_options)
        yield f"Why a rule matters and what to do: `{command}`."


def _verdict(outcome: Outcome, paint: Paint) -> str:
    checked = documents_checked(outcome)
    if outcome.findings:
        worst = min((finding.severity for finding in outcome.findings), key=lambda severity: severity.rank)
        verdict = f"{paint(f'Found {severity_counts(outcome)}', worst.value)} in {checked}."
        if outcome.exit_code == 0 and outcome.fail_on is not None:
            verdict += f" {_PASSES[outcome.fail_on]}"
        return verdict
    if outcome.incomplete:
        return f"No problems in what was checked: {checked}."
    if not outcome.document_count:
        return paint("Nothing was checked: no Comet document found.", "warning")
    return f"{paint('All checks passed', 'good')}: {checked}."


def columns(text: str) -> int:
    """How many columns of a terminal `text` takes: wide characters take two, combining ones none."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def _may_start_line(word: str) -> bool:
    # A line that starts with `::`, after any space, is a command to GitHub's runner.
    return word.strip() != "" and not word.lstrip().startswith("::")


def _wrapped(text: str, width: int, indent: int) -> list[str]:
    if not width or columns(text) <= width:
        return [text]
    limit = max(width, _NARROWEST)
    line, *words = text.split(" ")
    lines: list[str] = []
    for word in words:
        longer = f"{line} {word}"
        if columns(longer) > limit and line.strip() and _may_start_line(word):
            lines.append(line)
            longer = " " * indent + word
        line = longer
    return [*lines, line]
