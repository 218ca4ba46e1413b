"""Drafts: findings without their place in the text."""

from __future__ import annotations

from typing import NamedTuple

from comet_lint.comet.node import Node
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


def message_of(draft: Draft) -> str:
    """The message: the draft's own, or that of the rule, filled in. Whatever the rule's details lack is an error.

    What it quotes of the document is not rendered yet (see `quotes`).
    """
    return draft.message if draft.message is not None else fill(draft.rule, draft.node, draft.problem)
