"""What rules say about the objects of a document that concern them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from comet_lint.comet.node import Node, document_node, node_at
from comet_lint.comet.redaction import printable
from comet_lint.comet.unknown import UnknownValue, skipping_unknown
from comet_lint.lint.drafts import Draft
from comet_lint.lint.error_places import crash_of
from comet_lint.lint.results import Crash
from comet_lint.lint.values import StructureProblem
from comet_lint.rules.problem import Problem, RelatedPlace
from comet_lint.rules.rule import Rule
from comet_lint.source.kinds import Unit
from comet_lint.text.pointers import Path

if TYPE_CHECKING:
    from comet_lint.lint.document import Examined
    from comet_lint.lint.linter import Linter

Matches = list[tuple[str, Path]]
"""Codes of rules, with the paths to objects that concern them."""


def judged(
    examined: Examined, units: list[Unit], matches: list[Matches], linter: Linter, crashes: list[Crash]
) -> list[Draft]:
    """The drafts for the structure problems of a document and for the `matches` in each of its typed documents."""
    document, result, problems, unjudged = examined
    # If something stands under an empty key, the rules about that look at all their objects.
    about_empty_keys = linter.plan(document.shape).about_empty_keys if result.has_empty_key else []
    has_unknown = bool(unjudged)
    nodes = [document_node(unit.value, unit.type_name, linter.model, unit.key) for unit in units]
    drafts: list[Draft] = []
    for problem in problems:
        rule = linter.rules.get(problem.rule)
        if rule is not None:
            drafts.append(_structure_draft(rule, problem, document.kind.name, units, nodes))
    for unit, root, found in zip(units, nodes, matches, strict=True):
        for code, path in found:
            if code not in about_empty_keys:
                drafts += _drafts(linter.rules[code], node_at(root, path), unit, has_unknown, linter, crashes)
        for code in about_empty_keys:
            for node in _objects(root, linter.rules[code]):
                drafts += _drafts(linter.rules[code], node, unit, has_unknown, linter, crashes)
    if not drafts:
        for root in nodes:
            root.let_go()
    return drafts


def _drafts(
    rule: Rule, node: Node, unit: Unit, has_unknown: bool, linter: Linter, crashes: list[Crash]
) -> Iterator[Draft]:
    """What a rule says about one object. In documents with values that are not known its condition may be open."""
    if not (node.live or rule.even_when_unused) or _is_empty_block(node, rule):
        return
    try:
        if has_unknown and not linter.surely_concerns(rule, node):
            return
        for problem in linter.check_of(rule)(node, linter.context) or ():
            yield _draft(rule, node, problem, unit)
    except UnknownValue:
        # What the rule needs is not known: it has no more to say about this object.
        return
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
        with skipping_unknown:
            for child in node.each(field.name) if node.value.get(field.name) else ():
                yield from _objects(child, rule)


def _draft(rule: Rule, node: Node, problem: Problem, unit: Unit) -> Draft:
    path = unit.base + node.path + problem.at
    if unit.base and problem.related:
        related = tuple(RelatedPlace(unit.base + place.path, place.message) for place in problem.related)
        problem = problem._replace(related=related)
    return Draft(rule, path, problem, node, unit.type_name)


def _structure_draft(
    rule: Rule, problem: StructureProblem, kind: str, units: Iterable[Unit], nodes: Iterable[Node]
) -> Draft:
    holder = None
    for unit, root in zip(units, nodes, strict=True):
        if problem.path[: len(unit.base)] == unit.base:
            kind, holder = unit.type_name, node_at(root, problem.path[len(unit.base) :])
    last = problem.path[-1] if problem.path else "the document"
    details = {"field": f"#{last + 1}" if isinstance(last, int) else printable(str(last)), **problem.details}
    details["subject"] = holder.subject if holder is not None else "the document"
    return Draft(rule, problem.path, Problem((), details, problem.variant, problem.severity), holder, kind)
