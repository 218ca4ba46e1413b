"""Findings for programs: version 1 of comet-lint's own JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from comet_lint.engine.rule import Rule
from comet_lint.findings import Finding, Related, Severity
from comet_lint.outcome import Outcome
from comet_lint.reports.json_text import Entries, json_text
from comet_lint.reports.options import ReportOptions

VERSION = 1
"""Fields may be added to a version; one that changes or goes makes a new version."""


def render_json(outcome: Outcome, rules: Mapping[str, Rule], options: ReportOptions) -> str:  # noqa: ARG001
    """One object, indented, in UTF-8 text; the same outcome gives the same bytes."""
    report = {
        "version": VERSION,
        "findings": Entries(_finding, outcome.findings),
        "summary": {
            "documents": outcome.document_count,
            "errors": outcome.count(Severity.ERROR),
            "warnings": outcome.count(Severity.WARNING),
            "infos": outcome.count(Severity.INFO),
            "suppressed": outcome.suppressed,
            "baselined": outcome.baselined,
        },
        "incomplete": [{"path": part.path, "reason": part.reason} for part in outcome.incomplete],
    }
    return json_text(report)


def _finding(finding: Finding) -> dict[str, Any]:
    span = finding.span
    return {
        "rule": finding.rule,
        "name": finding.name,
        "severity": finding.severity.value,
        "confidence": finding.confidence.value,
        "message": finding.message,
        "path": finding.path,
        "kind": finding.kind,
        "pointer": finding.pointer,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "related": [_related(related) for related in finding.related],
        "fingerprint": finding.fingerprint,
    }


def _related(related: Related) -> dict[str, Any]:
    return {
        "path": related.path,
        "pointer": related.pointer,
        "line": related.span.line,
        "column": related.span.column,
        "message": related.message,
    }
