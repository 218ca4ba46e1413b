"""Findings for programs: version 1 of comet-lint's own JSON."""

from __future__ import annotations

from collections.abc import Mapping
from json.encoder import encode_basestring
from typing import Any

from comet_lint.findings import Finding, Related, Severity
from comet_lint.lint.results import Outcome
from comet_lint.reports.json_text import indented, printable_json
from comet_lint.reports.options import ReportOptions
from comet_lint.rules.rule import Rule

VERSION = 1
"""Fields may be added to a version; one that changes or goes makes a new version."""


def render_json(outcome: Outcome, rules: Mapping[str, Rule], options: ReportOptions) -> str:  # noqa: ARG001
    """One object, indented, in UTF-8 text; the same outcome gives the same bytes."""
    summary = {
        "documents": outcome.document_count,
        "errors": outcome.count(Severity.ERROR),
        "warnings": outcome.count(Severity.WARNING),
        "infos": outcome.count(Severity.INFO),
        "suppressed": outcome.suppressed,
        "baselined": outcome.baselined,
        "omitted": outcome.omitted,
    }
    hidden = [{"how": each.how, "source": each.source, "count": each.number} for each in outcome.hidden_by]
    incomplete = [{"path": part.path, "reason": part.reason} for part in outcome.incomplete]
    findings = ",\n    ".join(map(_finding, outcome.findings))
    listed = f"[\n    {findings}\n  ]" if findings else "[]"
    return printable_json(
        f"""{{
  "version": {VERSION},
  "findings": {listed},
  "summary": {indented(summary, _LINE)},
  "hidden": {indented(hidden, _LINE)},
  "incomplete": {indented(incomplete, _LINE)}
}}
"""
    )


_LINE = "\n  "
_LINE_OF_FINDING = "\n      "
_text = encode_basestring


def _finding(finding: Finding) -> str:
    # Written out: there may be very many, and from a dictionary it takes four times as long.
    line, column, end_line, end_column = finding.span
    related = [_related(related) for related in finding.related]
    omitted = f',\n      "omitted": {finding.omitted}' if finding.omitted else ""
    affected = f"[{', '.join(map(_text, finding.affected))}]"
    return f"""{{
      "rule": {_text(finding.rule)},
      "name": {_text(finding.name)},
      "severity": {_text(finding.severity.value)},
      "confidence": {_text(finding.confidence.value)},
      "message": {_text(finding.message)},
      "path": {_text(finding.path)},
      "kind": {_text(finding.kind)},
      "pointer": {_text(finding.pointer)},
      "line": {line},
      "column": {column},
      "end_line": {end_line},
      "end_column": {end_column},
      "affected": {affected},
      "related": {indented(related, _LINE_OF_FINDING) if related else "[]"},
      "fingerprint": {_text(finding.fingerprint)}{omitted}
    }}"""


def _related(related: Related) -> dict[str, Any]:
    return {
        "path": related.path,
        "pointer": related.pointer,
        "line": related.span.line,
        "column": related.span.column,
        "message": related.message,
    }
