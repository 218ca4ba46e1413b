"""Reports: from the outcome of a run to the text of a format. Pure functions; nothing is printed here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from comet_lint.lint.results import Outcome
from comet_lint.reports.options import ReportOptions

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


def render(format_name: str, outcome: Outcome, rules: Mapping[str, Rule], options: ReportOptions) -> str:
    """The report of `outcome` in one of FORMATS. `rules` are the rules that ran, by code."""
    module, _, function = FORMATS[format_name].partition(":")
    renderer: Callable[[Outcome, Mapping[str, Rule], ReportOptions], str]
    renderer = getattr(import_module(f"{__name__}.{module}"), function)
    return renderer(outcome, rules, options)
