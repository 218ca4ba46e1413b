"""Taking facts: which ones the selected rules need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from comet_lint.comet.model import Model, is_live
from comet_lint.comet.node import Node
from comet_lint.rules.context import Context
from comet_lint.rules.plan import BoundCheck, Plans, TypePlan
from comet_lint.rules.references import is_across, names_in
from comet_lint.rules.rule import COLLECTIONS, Rule
from comet_lint.workspace.facts import Facts, NameUse, Unit, facts_of


def refers_outside(rule: Rule) -> bool:
    """Whether the rule is a reference to a collection of the workspace."""
    return rule.reference is not None and rule.reference.target in COLLECTIONS


class FactCollector:
    """Takes the facts of one document after the other."""

    def __init__(self, rules: Iterable[Rule], model: Model) -> None:
        self._names = _NameFinder(rules, model)

    def __call__(self, node: Node, unit: Unit) -> Facts:
        """The facts of the document whose root is `node`."""
        return facts_of(node, unit, tuple(self._names.of(node)))


def fact_collector(rules: Iterable[Rule], model: Model) -> FactCollector | None:
    """What takes the facts that `rules` need; None if none of them needs any."""
    across = [rule for rule in rules if is_across(rule)]
    return FactCollector(across, model) if across else None


class _NameFinder:
    """Finds the names that lead out of a document."""

    def __init__(self, rules: Iterable[Rule], model: Model) -> None:
        self._plans = Plans(model, [rule for rule in rules if refers_outside(rule)], lambda _rule: _no_check)

    def of(self, root: Node) -> Iterator[NameUse]:
        """The names in the document whose root is `root`."""
        return self._uses(root, self._plans.of(root.type.name), ())

    def _uses(self, node: Node, plan: TypePlan, site_checks: Iterable[BoundCheck]) -> Iterator[NameUse]:
        for checks in (plan.checks, site_checks):
            for rule, _check, conditions in checks:
                if rule.even_when_unused or (node.live and is_live(conditions, node.value)):
                    yield from _names(rule, node)
        for name, checks_there in plan.children:
            for child in node.children(name):
                yield from self._uses(child, self._plans.of(child.type.name), checks_there)


def _names(rule: Rule, node: Node) -> Iterator[NameUse]:
    if rule.reference is not None:
        for at, name in names_in(node, rule.reference.source):
            yield NameUse(rule.code, node.path + at, name, _tenant_of(node))


def _no_check(_node: Node, _context: Context) -> tuple[()]:
    return ()


def _tenant_of(node: Node) -> str:
    owner: Node | None = node
    while owner is not None:
        if "OrganizationID" in owner.type.fields:
            return str(owner["OrganizationID"])
        if owner.type.name == "Organization":
            return owner.key
        owner = owner.parent
    return ""
