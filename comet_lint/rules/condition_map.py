"""The conditions of rules with `when` that apply to the objects of each type, by where these stand in a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from comet_lint.comet.model import Field, Model
from comet_lint.rules.conditions import Schema, compile_condition, conditions_schema, with_constants
from comet_lint.rules.rule import Rule

_Guard = tuple[tuple[str, tuple[Any, ...]], ...]
"""Sibling fields and the values that they must have."""


class ConditionScope(NamedTuple):
    """The objects that the same conditions apply to: their type, whether they are in use, and where they stand.

    Few rules speak of objects that are not `live`, that is in use. `site` is the field (`Type.Field`) that holds
    the objects; empty where that makes no difference.
    """

    type_name: str
    live: bool = True
    site: str = ""


class ConditionGroup(NamedTuple):
    """Conditions about the same variant of a type, such as vaults on S3, each with the rules that have it.

    They are about the objects that fit `where`.
    """

    where: Schema
    conditions: list[tuple[Schema, list[Rule]]]


class Child(NamedTuple):
    """A field that holds objects, and their scopes where it counts (see `Field.live_when`) and where it does not."""

    field: Field
    used: ConditionScope
    unused: ConditionScope


class ConditionMap:
    """The conditions of `rules`. A rule without one is about every object of its types."""

    def __init__(self, rules: Iterable[Rule], model: Model) -> None:
        self._model = model
        self._rules = tuple(rules)
        self._by_type: dict[str, list[tuple[Rule, _Guard]]] = {}

    def groups(self, scope: ConditionScope) -> list[ConditionGroup]:
        """The conditions for objects that stand in a scope."""
        by_guard: dict[_Guard, list[Rule]] = {}
        for rule, guard in self._about(scope.type_name):
            if (scope.live or rule.even_when_unused) and self._is_for(rule, scope.site):
                by_guard.setdefault(guard, []).append(rule)
        return [self._group(guard, rules, scope.type_name) for guard, rules in by_guard.items()]

    def children(self, scope: ConditionScope) -> Iterator[Child]:
        """The fields of objects in a scope that hold further objects."""
        for field in self._model.type(scope.type_name).object_fields:
            below, site = field.shape.object_type, f"{scope.type_name}.{field.name}"
            if not self._site_matters(below, site):
                site = ""
            # What is deprecated is reported as such, and not judged as if it were in use.
            is_ever_used = scope.live and not field.deprecated_since
            yield Child(field, ConditionScope(below, is_ever_used, site), ConditionScope(below, False, site))

    def has_any_below(self, scope: ConditionScope) -> bool:
        """Whether there may be conditions for objects in a scope or in these."""
        return any(
            scope.live or rule.even_when_unused
            for name in self._model.reachable(scope.type_name)
            for rule, _guard in self._about(name)
        )

    def _about(self, type_name: str) -> list[tuple[Rule, _Guard]]:
        """The rules about objects of a type, with what has to hold for them to be about something in use."""
        known = self._by_type.get(type_name)
        if known is None:
            is_other = frozenset(self._model.type(type_name).lineage).isdisjoint
            known = self._by_type[type_name] = [
                (rule, self._guard(rule, type_name)) for rule in self._rules if not is_other(rule.applies_to)
            ]
        return known

    def _guard(self, rule: Rule, type_name: str) -> _Guard:
        if rule.even_when_unused:
            return ()
        info = self._model.type(type_name)
        base = next(name for name in rule.applies_to if name in info.lineage)
        at = info.fields.get(rule.at)
        return (*self._model.base_condition(type_name, base), *(at.live_when if at is not None else ()))

    def _group(self, guard: _Guard, rules: list[Rule], type_name: str) -> ConditionGroup:
        conditions: dict[str, tuple[Schema, list[Rule]]] = {}
        for rule in rules:
            condition = compile_condition(
                with_constants(rule.when or {}, self._model.constants), type_name, self._model
            )
            # As text, because Python takes 0 and false for equal.
            conditions.setdefault(repr(condition), (condition, []))[1].append(rule)
        return ConditionGroup(conditions_schema(guard), list(conditions.values()))

    def _is_for(self, rule: Rule, site: str) -> bool:
        return not rule.inside or any(site_matches(self._model, site, wanted) for wanted in rule.inside)

    def _site_matters(self, type_name: str, site: str) -> bool:
        return any(rule.inside and self._is_for(rule, site) for rule, _guard in self._about(type_name))


def site_matches(model: Model, site: str, wanted: str) -> bool:
    """Whether the field `site` (`Type.Field`) is `wanted`, or the same field in a type that extends it."""
    if not site:
        return False
    type_name, _, field = site.partition(".")
    wanted_type, _, wanted_field = wanted.partition(".")
    return field == wanted_field and model.extends(type_name, wanted_type)
