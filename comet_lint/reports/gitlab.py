"""GitLab's code quality report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from comet_lint.findings import Finding, Severity
from comet_lint.lint.results import HiddenBy, Incomplete, Outcome
from comet_lint.reports.fingerprints import salted, unique_fingerprints
from comet_lint.reports.json_text import json_text
from comet_lint.reports.options import ReportOptions
from comet_lint.reports.wording import hidden_by, one_line
from comet_lint.rules.rule import Rule

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.INFO: "info"}


def render_gitlab(outcome: Outcome, rules: Mapping[str, Rule], options: ReportOptions) -> str:  # noqa: ARG001
    """A list of issues; their fingerprints are unique and know no lines. The unchecked is a blocker."""
    fingerprints = unique_fingerprints(outcome.findings)
    entries: list[Incomplete | tuple[Finding, str]] = [
        *outcome.incomplete,
        *zip(outcome.findings, fingerprints, strict=True),
    ]
    return json_text([*(_entry(entry) for entry in entries), *map(_hidden, outcome.hidden_by)])


def _entry(entry: Incomplete | tuple[Finding, str]) -> dict[str, Any]:
    return _not_checked(entry) if isinstance(entry, Incomplete) else _issue(*entry)


def _issue(finding: Finding, fingerprint: str) -> dict[str, Any]:
    return {
        "type": "issue",
        "check_name": finding.name,
        "description": f"{finding.rule}: {one_line(finding.message)}",
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": finding.path,
            "lines": {"begin": finding.span.line, "end": max(finding.span.end_line, finding.span.line)},
        },
    }


def _hidden(hidden: HiddenBy) -> dict[str, Any]:
    # The number is in the fingerprint: a merge request that hides more shows.
    return {
        "type": "issue",
        "check_name": "hidden",
        "description": f"Hidden: {hidden_by(hidden)}",
        "fingerprint": salted(hidden.source, f"{hidden.how} {hidden.number}"),
        "severity": "info",
        "location": {"path": hidden.source, "lines": {"begin": 1, "end": 1}},
    }


def _not_checked(part: Incomplete) -> dict[str, Any]:
    return {
        "type": "issue",
        "check_name": "incomplete",
        "description": f"Not checked: {one_line(part.reason)}",
        "fingerprint": salted(part.path, part.reason),
        "severity": "blocker",
        "location": {"path": part.path or ".", "lines": {"begin": 1, "end": 1}},
    }
