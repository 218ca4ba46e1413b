"""The audit report: one HTML file that needs no network and no server."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from comet_lint import __version__
from comet_lint.findings import Finding, Severity
from comet_lint.lint.results import Hidden, Outcome
from comet_lint.reports.audit import Audit, Scope, audit_of
from comet_lint.reports.grouping import RuleFindings
from comet_lint.reports.options import ReportOptions
from comet_lint.reports.titles import family_title, title
from comet_lint.reports.wording import documents_checked, hidden_by, left_out, one_line, place, plural, why_hidden
from comet_lint.rules.rule import Rule

_TEMPLATES = Path(__file__).parent / "templates"
_ROWS = 50
"""Of a rule, until the reader asks for all."""

_ROWS_WITHOUT_SCRIPT = 10
_HIDDEN_SHOWN = 100


class Row(NamedTuple):
    """A finding as it is shown: every text safe to print, none escaped for HTML yet."""

    severity: str
    message: str
    place: str
    pointer: str
    excerpt: str
    owner: str
    related: tuple[tuple[str, str], ...]


class Section(NamedTuple):
    """The findings of one rule."""

    code: str
    name: str
    title: str
    severity: str
    family: str
    why: str
    fix: str
    references: tuple[str, ...]
    total: int
    users: int
    rows: tuple[Row, ...]


def render_html(outcome: Outcome, rules: Mapping[str, Rule], options: ReportOptions) -> str:
    """A page with all findings in it. Its own policy lets nothing run or load but its script and style."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_printable,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "plural": plural,
        "number": "{:,}".format,
        "percent_of": _percent_of,
        "shares": _shares,
    }
    audit = audit_of(outcome)
    script, style = _template_text("report.js"), _template_text("report.css")
    return environment.get_template("report.html").render(
        version=__version__,
        generated=options.generated,
        checked=f"{documents_checked(outcome)}{left_out(outcome)}",
        outcome=outcome,
        audit=audit,
        scope_names=[_scope_name(scope) for scope in audit.scopes],
        sections=[_section(found, rules.get(found.code)) for found in audit.rules],
        hidden_by=[hidden_by(each) for each in outcome.hidden_by],
        hidden=[_hidden(entry) for entry in outcome.hidden[:_HIDDEN_SHOWN]],
        data=_data(outcome, audit, options),
        script=script,
        style=style,
        script_hash=_hash(script),
        style_hash=_hash(style),
    )


def _printable(value: object) -> object:
    """What the template prints, on one line without control characters; markup is left as it is."""
    return one_line(value) if type(value) is str else value


def _section(found: RuleFindings, rule: Rule | None) -> Section:
    return Section(
        code=found.code,
        name=found.name,
        title=title(found.name),
        severity=found.severity.value,
        family=family_title(found.code),
        why=" ".join(rule.why.split()) if rule is not None else "",
        fix=" ".join(rule.fix.split()) if rule is not None else "",
        references=rule.references if rule is not None else (),
        total=len(found.findings),
        users=len({finding.owner for finding in found.findings if finding.owner.startswith("user ")}),
        rows=tuple(map(_row, found.findings[:_ROWS_WITHOUT_SCRIPT])),
    )


def _row(finding: Finding) -> Row:
    return Row(
        severity=finding.severity.value,
        message=one_line(finding.message),
        place=one_line(place(finding.path, finding.span)),
        pointer=one_line(finding.pointer),
        excerpt=one_line(finding.excerpt),
        owner=one_line(finding.owner),
        related=tuple(
            (one_line(place(related.path, related.span)), one_line(related.message)) for related in finding.related
        ),
    )


def _hidden(entry: Hidden) -> tuple[str, Row, str]:
    return f"{entry.finding.rule} {entry.finding.name}", _row(entry.finding), why_hidden(entry)


def _scope_name(scope: Scope) -> str:
    names = [one_line(name) for name in (scope.server, scope.tenant) if name]
    return " / ".join(names) or "Without a server configuration"


def _data(outcome: Outcome, audit: Audit, options: ReportOptions) -> dict[str, Any]:
    """All findings for the script: lists for size, in the order of the sections."""
    scope_of = {id(finding): scope for finding, scope in zip(outcome.findings, audit.scope_of, strict=True)}
    return {
        "limit": 0 if options.show_all else _ROWS,
        "scopes": [_scope_name(scope) for scope in audit.scopes],
        "servers": [scope.parent for scope in audit.scopes],
        "rules": [
            {
                "words": f"{found.code} {found.name} {title(found.name)}",
                "family": family_title(found.code),
                "severity": found.severity.value,
                "rows": [[*_row(finding), scope_of[id(finding)]] for finding in found.findings],
            }
            for found in audit.rules
        ],
    }


def _shares(counts: Sequence[int], whole: int) -> list[tuple[str, float, float]]:
    """The parts of a chart: severity, start and width in percent of `whole`."""
    parts: list[tuple[str, float, float]] = []
    start = 0
    for severity, number in zip(Severity, counts, strict=True):
        if number:
            parts.append((severity.value, round(100 * start / whole, 3), round(100 * number / whole, 3)))
        start += number
    return parts


def _percent_of(number: int, whole: int) -> str:
    percent = 100 * number / whole
    return "< 1 %" if 0 < percent < 1 else f"{percent:.0f} %"


def _template_text(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
