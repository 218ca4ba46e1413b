"""Annotations of a GitHub workflow run: one workflow command a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from comet_lint.findings import Finding, Severity
from comet_lint.lint.results import Outcome
from comet_lint.reports.options import ReportOptions
from comet_lint.reports.wording import hidden_by, one_line, place, unjudged_counts
from comet_lint.rules.rule import Rule

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render_github(outcome: Outcome, rules: Mapping[str, Rule], options: ReportOptions) -> str:  # noqa: ARG001
    """The worst first, because GitHub shows only ten annotations of a kind for a step."""
    lines = list(_not_checked(outcome))
    lines += [
        command("notice", {"title": "comet-lint: hidden", "file": one_line(each.source)}, f"Hidden: {hidden_by(each)}")
        for each in outcome.hidden_by
    ]
    unjudged = unjudged_counts(outcome)
    if unjudged:
        lines.append(command("notice", {"title": "comet-lint: not judged"}, f"Not judged: {unjudged}"))
    worst_first = sorted(outcome.findings, key=lambda finding: finding.severity.rank)
    lines += [_annotation(finding) for finding in worst_first]
    return "".join(f"{line}\n" for line in lines)


def command(name: str, properties: Mapping[str, str], message: str) -> str:
    """A workflow command. The characters that would end a property, the command or the line are escaped."""
    written = ",".join(f"{key}={_property(value)}" for key, value in properties.items() if value)
    return f"::{name} {written}::{_data(message)}"


def _not_checked(outcome: Outcome) -> Iterator[str]:
    for part in outcome.incomplete:
        properties = {"title": "comet-lint: not checked", "file": one_line(part.path)}
        yield command("error", properties, one_line(f"{part.path}: {part.reason}" if part.path else part.reason))


def _annotation(finding: Finding) -> str:
    span = finding.span
    properties = {
        "title": f"{finding.rule} {finding.name}",
        "file": one_line(finding.path),
        "line": str(span.line),
        "endLine": str(max(span.end_line, span.line)),
    }
    if span.end_line == span.line:
        properties |= {"col": str(span.column), "endColumn": str(max(span.end_column, span.column))}
    # The annotation shows the place by itself, the log of the step only the message.
    message = f"{place(finding.path, span)}: {finding.message}"
    return command(_COMMANDS[finding.severity], properties, one_line(message))


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
