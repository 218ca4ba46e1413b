"""Findings without their places in the text, as checking a document gives them."""

from __future__ import annotations

from typing import NamedTuple

from comet_lint.comet.model import Secrecy
from comet_lint.comet.node import Node, node_at
from comet_lint.findings import Related, Span
from comet_lint.rules.messages import fill
from comet_lint.rules.problem import Problem
from comet_lint.rules.rule import Rule
from comet_lint.text.pointers import Path


class Draft(NamedTuple):
    """A finding without its place in the text. `path` leads from the root of the document."""

    rule: Rule
    path: Path
    problem: Problem
    node: Node | None
    kind: str
    message: str | None = None
    span: Span | None = None
    elsewhere: tuple[Related, ...] = ()

    @property
    def misses_secret(self) -> bool:
        """Whether it is about a secret that is not there."""
        if self.node is None or not self.problem.at:
            return False
        *way, name = self.problem.at
        holder = node_at(self.node, tuple(way))
        field = holder.type.fields.get(str(name))
        return field is not None and field.secrecy is Secrecy.SECRET and not holder.value.get(field.name)


def message_of(draft: Draft) -> str:
    """The message: the draft's own, or that of the rule, filled in. Whatever the rule's details lack is an error."""
    if draft.message is not None:
        return draft.message
    if draft.node is not None:
        return fill(draft.rule, draft.node, draft.problem)
    text = draft.rule.messages[draft.problem.variant]
    for name, detail in draft.problem.details.items():
        text = text.replace("{" + name + "}", str(detail))
    return text[:1].upper() + text[1:]
