"""A rule's message, filled in for one problem."""

from __future__ import annotations

import re

from comet_lint.engine.node import Node
from comet_lint.engine.problem import Problem
from comet_lint.engine.rule import Rule

_PLACEHOLDER = re.compile(r"\{([A-Za-z_][A-Za-z0-9_.-]*)\}")


def placeholders(template: str) -> list[str]:
    """The names in braces in a message."""
    return _PLACEHOLDER.findall(template)


def fill(rule: Rule, node: Node, problem: Problem) -> str:
    """The message for `problem` of `node`.

    A placeholder is a detail of the problem, `subject` (the thing concerned, as a person calls it), or a
    field of the object, of which only what may be shown is shown.
    """

    def text(match: re.Match[str]) -> str:
        name = match[1]
        if name in problem.details:
            return str(problem.details[name])
        return node.subject if name == "subject" else node.shown(name)

    template = rule.messages[problem.variant]
    message = _PLACEHOLDER.sub(text, template)
    return message[:1].upper() + message[1:] if template.startswith("{") else message
