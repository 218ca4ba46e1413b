"""The function that judges an object which concerns a rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from comet_lint.comet.node import Node
from comet_lint.rules.named_functions import load_check
from comet_lint.rules.problem import Problem
from comet_lint.rules.references import make_reference_check
from comet_lint.rules.rule import Rule

if TYPE_CHECKING:
    from comet_lint.comet.model import Model
    from comet_lint.rules.context import Context

Check = Callable[[Node, "Context"], "Iterable[Problem] | None"]


def check_of(rule: Rule, model: Model) -> Check:
    """The check of a rule: its function, its reference, or one finding per object that its condition matches.

    Raises LookupError for a function that does not exist.
    """
    if rule.check:
        return load_check(rule.check)
    if rule.reference is not None:
        return make_reference_check(rule, model)
    found = (Problem((rule.at,) if rule.at else ()),)
    return lambda _node, _context: found
