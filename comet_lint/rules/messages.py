"""A rule's message, filled in for one problem."""

from __future__ import annotations

import re
from functools import lru_cache

from comet_lint.comet.node import Node
from comet_lint.rules.problem import Problem
from comet_lint.rules.rule import Rule
from comet_lint.text.quotes import capitalised, quoted

_PLACEHOLDER = re.compile(r"\{([A-Za-z_][A-Za-z0-9_.-]*)\}")


def placeholders(template: str) -> list[str]:
    """The names in braces in a message."""
    return _PLACEHOLDER.findall(template)


@lru_cache(maxsize=2048)
def _parts(template: str) -> tuple[str, ...]:
    """The texts of a message and, between them, the names in its braces."""
    return tuple(_PLACEHOLDER.split(template))


def fill(rule: Rule, node: Node | None, problem: Problem) -> str:
    """The message for `problem` of `node`, with quotes of the document in it.

    A placeholder is a detail of the problem, `subject` (the thing concerned, as a person calls it), or a field of the
    object, of which only what may be shown is shown. What rules and checks say in words of their own is no quote and
    so never masked: a masked word of a text that everybody knows tells the secret.
    """
    template = rule.messages[problem.variant]
    parts = list(_parts(template))
    for index in range(1, len(parts), 2):
        name = parts[index]
        if name in problem.details:
            detail = problem.details[name]
            parts[index] = detail if isinstance(detail, str) else quoted(str(detail))
        elif node is None:
            parts[index] = "{" + name + "}"
        else:
            parts[index] = node.subject if name == "subject" else node.shown(name)
    message = "".join(parts)
    return capitalised(message) if template.startswith("{") else message
