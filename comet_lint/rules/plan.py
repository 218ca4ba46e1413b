"""Which checks run on which objects, computed once per type."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from comet_lint.comet.model import Model
from comet_lint.rules.checking import Check
from comet_lint.rules.condition_map import site_matches
from comet_lint.rules.rule import Rule


class BoundCheck(NamedTuple):
    """A rule with its check, and the conditions under which what it is about is in use."""

    rule: Rule
    check: Check
    conditions: tuple[tuple[str, tuple[object, ...]], ...]


class TypePlan(NamedTuple):
    """What to do at an object of one type: the checks to run and the fields to go on with."""

    checks: list[BoundCheck]
    children: list[tuple[str, list[BoundCheck]]]


class Plans:
    """The plans for `rules`, per type, made when first needed; `check_of` gives the check of a rule."""

    def __init__(self, model: Model, rules: Iterable[Rule], check_of: Callable[[Rule], Check]) -> None:
        self._model = model
        self._rules = tuple(rules)
        self._check_of = check_of
        self._plans: dict[str, TypePlan] = {}
        self._checked_types = frozenset(name for rule in self._rules for name in rule.applies_to)

    def of(self, type_name: str) -> TypePlan:
        """The plan for objects of a type."""
        plan = self._plans.get(type_name)
        if plan is None:
            plan = self._plans[type_name] = self._make(type_name)
        return plan

    def _make(self, type_name: str) -> TypePlan:
        plan = TypePlan([bound for bound in self._applying(type_name) if not bound.rule.inside], [])
        for child in self._model.type(type_name).object_fields:
            child_type = child.shape.object_type
            if self._reaches_checks(child_type):
                site = f"{type_name}.{child.name}"
                there = [
                    bound
                    for bound in self._applying(child_type)
                    if any(site_matches(self._model, site, wanted) for wanted in bound.rule.inside)
                ]
                plan.children.append((child.name, there))
        return plan

    def _applying(self, type_name: str) -> list[BoundCheck]:
        lineage = self._model.type(type_name).lineage
        bound: list[BoundCheck] = []
        for rule in self._rules:
            base = next((name for name in rule.applies_to if name in lineage), None)
            if base is not None:
                conditions = self._model.base_condition(type_name, base)
                bound.append(BoundCheck(rule, self._check_of(rule), conditions))
        return bound

    def _reaches_checks(self, type_name: str) -> bool:
        return any(
            not self._checked_types.isdisjoint(self._model.type(name).lineage)
            for name in self._model.reachable(type_name)
        )
