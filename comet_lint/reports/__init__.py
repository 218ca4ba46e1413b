"""Reports: from the outcome of a run to the text of a format. Pure functions; nothing is printed here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from comet_lint.lint.results import Outcome
from comet_lint.reports.options import ReportOptions
from comet_lint.text.ci_commands import without_commands

if TYPE_CHECKING:
    from comet_lint.rules.rule import Rule

__all__ = ["FORMATS", "ReportOptions", "render"]

FORMATS: Mapping[str, str] = {
    "text": "text:render_text",
    "json": "json_report:render_json",
    "sarif": "sarif:render_sarif",
    "junit": "junit:render_junit",
    "github": "github:render_github",
    "gitlab": "gitlab:render_gitlab",
    "checkstyle": "checkstyle:render_checkstyle",
    "markdown": "markdown:render_markdown",
    "html": "html:render_html",
}
"""The formats by name: `module:function` in this package, imported only when used."""


_ESCAPES = {
    **dict.fromkeys(("json", "sarif", "gitlab"), ("#\\u0023", "\\u003a")),
    **dict.fromkeys(("junit", "checkstyle", "html"), ("#&#35;", "&#58;")),
}
"""How formats write the `#` and `:` of what a CI system would take for a command, so that it is read back as it was."""


def render(format_name: str, outcome: Outcome, rules: Mapping[str, Rule], options: ReportOptions) -> str:
    """The report of `outcome` in one of FORMATS. `rules` are the rules that ran, by code.

    Nothing in it is a command to a CI system, but for the annotations of the format `github`.
    """
    module, _, function = FORMATS[format_name].partition(":")
    renderer: Callable[[Outcome, Mapping[str, Rule], ReportOptions], str]
    renderer = getattr(import_module(f"{__name__}.{module}"), function)
    report = renderer(outcome, rules, options)
    hashes, colon = _ESCAPES.get(format_name, ("## ", ": "))
    return report if format_name == "github" else without_commands(report, hashes, colon)
