"""Limits of the bandwidth by IP address."""

from __future__ import annotations

from collections.abc import Iterator

from comet_lint.checks.ip_expressions import judge
from comet_lint.comet.go_regex import needs_go_1_22, problem_with
from comet_lint.comet.node import Node
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, problem


def expression(node: Node, _context: Context) -> Iterator[Problem]:
    """An expression that is refused, or that fits more addresses than it seems to, or none."""
    pattern = node["MatchRegex"]
    reason = problem_with(pattern)
    if reason:
        yield problem("MatchRegex", reason=reason)
    elif needs_go_1_22(pattern):
        yield problem("MatchRegex", severity=Severity.WARNING, variant="named-group")
    elif not pattern:
        yield problem("MatchRegex", severity=Severity.WARNING, variant="empty")
    elif (verdict := judge(pattern)).kind == "nothing" and not verdict.variant:
        yield problem("MatchRegex", severity=Severity.WARNING, variant="nothing", reason=verdict.reason)
    elif pattern[0].isdigit():
        yield problem("MatchRegex", severity=Severity.INFO, variant="loose")
