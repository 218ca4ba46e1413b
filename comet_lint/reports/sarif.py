"""SARIF 2.1.0, for code scanning services and viewers.

What each service makes of it: GitHub shows `help.markdown`, sorts by `security-severity` (only if the tags
include `security`) and takes suppressed results for open ones; `include_hidden` leaves them out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PureWindowsPath
from posixpath import normpath
from typing import Any
from urllib.parse import quote

from comet_lint import __version__
from comet_lint.findings import Finding, Related, Severity, Span
from comet_lint.lint.results import Hidden, HiddenBy, Incomplete, Outcome
from comet_lint.reports.fingerprints import unique_fingerprints
from comet_lint.reports.json_text import json_text
from comet_lint.reports.markup import prose
from comet_lint.reports.options import ReportOptions
from comet_lint.reports.titles import family_of, pascal_case, title
from comet_lint.reports.wording import encodable, explain_command, hidden_by, one_line, unjudged_counts, why_hidden
from comet_lint.rules.rule import Rule

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
HOMEPAGE = "urn:comet-lint"
"""Where to learn more about the tool; an address of the web once the project has one."""

FINGERPRINT = "cometLint/v1"

_ROOT = "%SRCROOT%"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEM_SEVERITIES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
_SECURITY_SCORES = {Severity.ERROR: "8.0", Severity.WARNING: "5.5", Severity.INFO: "2.0"}
"""In the bands that CVSS and GitHub call high, medium and low."""


def render_sarif(outcome: Outcome, rules: Mapping[str, Rule], options: ReportOptions) -> str:
    """A log with one run; its rules are those with results."""
    hidden = outcome.hidden if options.include_hidden else ()
    findings = [*outcome.findings, *(entry.finding for entry in hidden)]
    suppressions = [*([] for _ in outcome.findings), *([_suppression(entry)] for entry in hidden)]
    samples = {finding.rule: finding for finding in findings}
    indexes = {code: index for index, code in enumerate(sorted(samples))}
    run = {
        "tool": {
            "driver": {
                "name": "comet-lint",
                "fullName": f"comet-lint {__version__}",
                "semanticVersion": __version__,
                "informationUri": HOMEPAGE,
                "rules": [_descriptor(samples[code], rules, options.rule_options) for code in indexes],
            }
        },
        "invocations": [_invocation(outcome, options.root)],
        "originalUriBaseIds": {_ROOT: _root_location(options.root)},
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(finding, indexes[finding.rule], unique, suppression, options.root)
            for finding, unique, suppression in zip(findings, unique_fingerprints(findings), suppressions, strict=True)
        ],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json_text(log)


def _descriptor(sample: Finding, rules: Mapping[str, Rule], rule_options: str) -> dict[str, Any]:
    rule = rules.get(sample.rule)
    descriptor: dict[str, Any] = {
        "id": sample.rule,
        "name": pascal_case(sample.name),
        "shortDescription": {"text": f"{title(sample.name)}."},
    }
    if rule is None:
        return descriptor
    family = family_of(rule.code) or "custom"
    tags = ["comet-backup", family]
    properties: dict[str, Any] = {
        "tags": tags,
        "precision": rule.confidence.value,
        "problem.severity": _PROBLEM_SEVERITIES[rule.severity],
    }
    if family == "security":
        properties["security-severity"] = _SECURITY_SCORES[rule.severity]
    return {
        **descriptor,
        "fullDescription": {"text": " ".join(rule.why.split())},
        "help": {
            "text": _help_text(rule),
            "markdown": _help_markdown(rule, explain_command(rule.code, rules, rule_options)),
        },
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": properties,
    }


def _help_text(rule: Rule) -> str:
    parts = [" ".join(rule.why.split()), " ".join(rule.fix.split())]
    if rule.references:
        parts.append(f"See {'; '.join(rule.references)}.")
    return "\n".join(parts)


def _help_markdown(rule: Rule, explain: str) -> str:
    parts = [
        f"**{rule.code} {rule.name}** ({rule.severity.value})",
        f"**Why it matters.** {prose(rule.why)}",
        f"**What to do.** {prose(rule.fix)}",
    ]
    if rule.references:
        parts += ["**References**", "\n".join(f"- {prose(reference)}" for reference in rule.references)]
    parts.append(f"`{explain}` shows examples.")
    return "\n\n".join(parts)


def _result(
    finding: Finding, rule_index: int, fingerprint: str, suppressions: Sequence[Mapping[str, str]], root: str
) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": rule_index,
        "level": _LEVELS[finding.severity],
        "message": {"text": _plain(finding.message)},
        "locations": [_location(finding.path, finding.span, finding.pointer, root)],
        "partialFingerprints": {FINGERPRINT: fingerprint},
        "properties": {"confidence": finding.confidence.value, "documentKind": finding.kind},
    }
    if finding.related:
        result["relatedLocations"] = [
            _related_location(related, number, root) for number, related in enumerate(finding.related, 1)
        ]
    if suppressions:
        result["suppressions"] = list(suppressions)
    return result


def _related_location(related: Related, number: int, root: str) -> dict[str, Any]:
    return {
        "id": number,
        **_location(related.path, related.span, related.pointer, root),
        "message": {"text": _plain(related.message)},
    }


def _location(path: str, span: Span, pointer: str, root: str) -> dict[str, Any]:
    location: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": artifact_location(path, root),
            "region": {
                "startLine": max(span.line, 1),
                "startColumn": max(span.column, 1),
                "endLine": max(span.end_line, span.line, 1),
                "endColumn": max(span.end_column, 1),
            },
        }
    }
    if pointer:
        location["logicalLocations"] = [{"fullyQualifiedName": pointer}]
    return location


def artifact_location(path: str, root: str) -> dict[str, str]:
    """A file relative to the root, or by its full `file:` address if it is not below the root."""
    if not (_is_absolute(path) or path.startswith("../")):
        return {"uri": quote(encodable(path)), "uriBaseId": _ROOT}
    return {"uri": _file_uri(path if _is_absolute(path) or not root else normpath(f"{root}/{path}"))}


def _root_location(root: str) -> dict[str, Any]:
    if not root:
        return {"description": {"text": "The folder in which comet-lint was started."}}
    return {"uri": _file_uri(root.rstrip("/") + "/")}


def _is_absolute(path: str) -> bool:
    return path.startswith("/") or PureWindowsPath(path).is_absolute()


def _file_uri(path: str) -> str:
    slashed = path.replace("\\", "/") if not path.startswith("/") else path
    return f"file:///{quote(encodable(slashed.lstrip('/')), safe='/:')}"


def _suppression(hidden: Hidden) -> dict[str, str]:
    kind = "inSource" if hidden.source == hidden.finding.path else "external"
    suppression = {"kind": kind, "status": "accepted"}
    return {**suppression, "justification": why_hidden(hidden)}


def _invocation(outcome: Outcome, root: str) -> dict[str, Any]:
    notifications = [_notification(part, root) for part in outcome.incomplete]
    notifications += [{"level": "note", "message": {"text": _plain(note)}} for note in outcome.notes]
    unjudged = unjudged_counts(outcome)
    if unjudged:
        notifications.append({"level": "note", "message": {"text": f"Not judged: {unjudged}."}})
    notifications += [_hidden_notification(hidden, root) for hidden in outcome.hidden_by]
    return {
        "executionSuccessful": not outcome.incomplete,
        "exitCode": outcome.exit_code,
        "toolExecutionNotifications": notifications,
    }


def _notification(part: Incomplete, root: str) -> dict[str, Any]:
    notification: dict[str, Any] = {
        "level": "error",
        "message": {"text": f"Not checked: {_plain(part.reason)}"},
    }
    if part.path:
        notification["locations"] = [{"physicalLocation": {"artifactLocation": artifact_location(part.path, root)}}]
    return notification


def _hidden_notification(hidden: HiddenBy, root: str) -> dict[str, Any]:
    return {
        "level": "note",
        "message": {"text": f"Hidden: {_plain(hidden_by(hidden))}."},
        "locations": [{"physicalLocation": {"artifactLocation": artifact_location(hidden.source, root)}}],
    }


def _plain(text: str) -> str:
    # In SARIF a plain text may hold links, written [text](address); a name in a document must not make one.
    return one_line(text).replace("](", "] (")
