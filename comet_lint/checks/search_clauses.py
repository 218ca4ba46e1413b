"""The filters of reports: what one of their rules compares."""

from __future__ import annotations

import re
from collections.abc import Iterator

from comet_lint.comet.go_regex import needs_go_1_22, problem_with
from comet_lint.comet.model import INT64_MAX, INT64_MIN
from comet_lint.comet.node import Node
from comet_lint.comet.unknown import skipping_unknown
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, problem
from comet_lint.text.suggestions import did_you_mean

_OPERATORS = "SEARCHOPERATOR_"
_REGEX_OPERATORS = ("str_regexmatch", "str_nregexmatch")
_INTEGER = re.compile(r"[+-]?0*[0-9]{1,19}")
_BOOLEANS = ("1", "t", "T", "true", "TRUE", "True", "0", "f", "F", "false", "FALSE", "False")
_PREFIXES = {"string": "str", "int": "int", "bool": "bool"}
"""How the operators begin that fit the fields of a kind."""

_COMPARED = {"str": "texts", "int": "numbers", "bool": "yes or no"}
_HELD = {"str": "a text", "int": "a number", "bool": "yes or no"}


def comparison(node: Node, _context: Context) -> Iterator[Problem]:
    """A comparison that can never be true, or not be made. Groups and empty filters compare nothing."""
    operator = node["RuleOperator"]
    if node["ClauseType"] or not operator:
        return
    known = node.model.published(_OPERATORS)
    if operator not in known:
        yield problem(
            "RuleOperator",
            variant="operator",
            operator=node.shown("RuleOperator"),
            hint=did_you_mean(operator, map(str, known)),
        )
        return
    with skipping_unknown:
        yield from _value_problem(operator, node["RuleValue"])
    wanted, actual = operator.partition("_")[0], _prefix_for_field(node)
    if actual and actual != wanted:
        yield problem(
            "RuleOperator",
            severity=Severity.WARNING,
            variant="family",
            operator=operator,
            wanted=_COMPARED[wanted],
            field=node.shown("RuleField"),
            actual=_HELD[actual],
        )


def _value_problem(operator: str, value: str) -> Iterator[Problem]:
    if operator.startswith("int_"):
        if not _INTEGER.fullmatch(value) or not INT64_MIN <= int(value) <= INT64_MAX:
            yield problem("RuleValue", operator=operator, expected="a whole number")
    elif operator.startswith("bool_"):
        if value not in _BOOLEANS:
            yield problem("RuleValue", operator=operator, expected="true or false")
    elif operator in _REGEX_OPERATORS:
        reason = problem_with(value)
        if reason:
            yield problem("RuleValue", variant="regex", reason=reason)
        elif needs_go_1_22(value):
            yield problem("RuleValue", severity=Severity.WARNING, variant="named-group")


def _prefix_for_field(node: Node) -> str:
    """How an operator for the compared field begins; empty unless it is one of a backup job, which are known."""
    field = node.model.type("BackupJobDetail").fields.get(node["RuleField"].rpartition(".")[2])
    return _PREFIXES.get(field.shape.kind, "") if field is not None else ""
