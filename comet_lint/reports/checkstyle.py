"""Checkstyle XML, which many CI servers and editors read."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from comet_lint.lint.results import Outcome
from comet_lint.reports.options import ReportOptions
from comet_lint.reports.wording import hidden_by, one_line
from comet_lint.reports.xml_text import document, element
from comet_lint.rules.rule import Rule


def render_checkstyle(outcome: Outcome, rules: Mapping[str, Rule], options: ReportOptions) -> str:  # noqa: ARG001
    """A `file` for every file with findings. What was not checked is an error at its first line."""
    files: dict[str, list[Element]] = {}
    for finding in outcome.findings:
        attributes = {
            "line": str(finding.span.line),
            "column": str(finding.span.column),
            "severity": finding.severity.value,
            "message": one_line(finding.message),
            "source": f"comet-lint.{finding.rule}.{finding.name}",
        }
        files.setdefault(finding.path, []).append(element("error", attributes))
    for part in outcome.incomplete:
        attributes = {
            "line": "1",
            "severity": "error",
            "message": f"Not checked: {one_line(part.reason)}",
            "source": "comet-lint.incomplete",
        }
        files.setdefault(part.path or "comet-lint", []).append(element("error", attributes))
    for each in outcome.hidden_by:
        attributes = {
            "line": "1",
            "severity": "info",
            "message": f"Hidden: {hidden_by(each)}",
            "source": "comet-lint.hidden",
        }
        files.setdefault(each.source, []).append(element("error", attributes))
    root = element("checkstyle", {"version": "4.3"})
    for path, errors in sorted(files.items()):
        file = element("file", {"name": one_line(path)})
        file.extend(errors)
        root.append(file)
    return document(root)
