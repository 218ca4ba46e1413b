"""Runs the check functions of rules on the objects that concern them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from comet_lint.comet.node import Node, document_node, node_at
from comet_lint.lint.drafts import Draft
from comet_lint.lint.error_places import crash_of
from comet_lint.lint.results import Crash
from comet_lint.lint.values import StructureProblem
from comet_lint.rules.problem import Problem, RelatedPlace
from comet_lint.rules.rule import Rule
from comet_lint.source.documents import Document
from comet_lint.source.kinds import Unit
from comet_lint.text.pointers import Path
from comet_lint.text.quotes import quoted_name

if TYPE_CHECKING:
    from comet_lint.lint.linter import Linter

Matches = list[tuple[str, Path]]
"""Codes of rules, with the paths to objects that concern them."""


def judged(
    document: Document,
    units: list[Unit],
    problems: list[StructureProblem],
    matches: list[Matches],
    about_empty_keys: list[str],
    linter: Linter,
    crashes: list[Crash],
) -> list[Draft]:
    """The drafts for structure `problems` of a document and for the `matches` in each of its typed documents.

    The rules `about_empty_keys` look at all their objects: something in the document stands under an empty key.
    """
    nodes = [document_node(unit.value, unit.type_name, linter.model, unit.key) for unit in units]
    drafts: list[Draft] = []
    for problem in problems:
        rule = linter.rules.get(problem.rule)
        if rule is not None:
            drafts.append(_structure_draft(rule, problem, document.kind.name, units, nodes))
    for unit, root, found in zip(units, nodes, matches, strict=True):
        for code, path in found:
            if code not in about_empty_keys:
                drafts += _drafts(linter.rules[code], node_at(root, path), unit, linter, crashes)
        for code in about_empty_keys:
            for node in _objects(root, linter.rules[code]):
                drafts += _drafts(linter.rules[code], node, unit, linter, crashes)
    if not drafts:
        for root in nodes:
            root.let_go()
    return drafts


def _drafts(rule: Rule, node: Node, unit: Unit, linter: Linter, crashes: list[Crash]) -> Iterator[Draft]:
    """What a rule says about one object."""
    if not (node.live or rule.even_when_unused) or _is_empty_block(node, rule):
        return
    try:
        for problem in linter.check_of(rule)(node, linter.context) or ():
            yield _draft(rule, node, problem, unit)
    except Exception as error:
        crashes.append(crash_of(rule, error))


def _is_empty_block(node: Node, rule: Rule) -> bool:
    # An empty object is as good as none to a rule that has no condition.
    return rule.when is None and not node.value and len(node.steps) == 1 and node.parent is not None


def _objects(node: Node, rule: Rule) -> Iterator[Node]:
    """The objects in a document, or the document, that are of the rule's types."""
    if not set(rule.applies_to).isdisjoint(node.type.lineage):
        yield node
    for field in node.type.object_fields:
        if node.value.get(field.name):
            for child in node.children(field.name):
                yield from _objects(child, rule)


def _draft(rule: Rule, node: Node, problem: Problem, unit: Unit) -> Draft:
    path = unit.base + node.path + problem.at
    if unit.base and problem.related:
        related = tuple(RelatedPlace(unit.base + place.path, place.message) for place in problem.related)
        problem = problem._replace(related=related)
    return Draft(rule, path, problem, node, unit.type_name)


def _called(path: Path) -> str:
    """What a person calls a field or an entry: `Emails`, `entry 2 of Emails`."""
    number = path[-1]
    if not isinstance(number, int):
        return quoted_name(str(number))
    holder = next((step for step in reversed(path) if isinstance(step, str)), "")
    return f"entry {number + 1} of {quoted_name(holder)}" if holder else f"entry {number + 1}"


def _structure_draft(
    rule: Rule, problem: StructureProblem, kind: str, units: Iterable[Unit], nodes: Iterable[Node]
) -> Draft:
    holder = None
    for unit, root in zip(units, nodes, strict=True):
        if problem.path[: len(unit.base)] == unit.base:
            kind, holder = unit.type_name, node_at(root, problem.path[len(unit.base) :])
    subject = holder.subject if holder is not None else "the document"
    at_root = not problem.path or any(problem.path == unit.base for unit in units)
    place = subject if at_root else f"{_called(problem.path)} of {subject}"
    details = {**problem.details, "place": place, "subject": subject}
    return Draft(rule, problem.path, Problem((), details, problem.variant, problem.severity), holder, kind)
