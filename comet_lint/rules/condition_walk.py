"""Finds the objects in a document that the conditions of `when` rules hold for.

A validator that is asked for its errors quotes whole objects in them, which takes longer than everything else that
is done to a document. So each object is asked about by itself: first whether any condition holds for it, and only
then which.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from comet_lint.comet.model import Model, Shape, is_live
from comet_lint.rules.condition_map import ConditionMap, Spot
from comet_lint.rules.conditions import Schema
from comet_lint.rules.rule import Rule
from comet_lint.text.pointers import Path

_DIALECT = "https://json-schema.org/draft/2020-12/schema"

Match = tuple[Rule, Path]
"""A rule and the path to an object for which its condition holds."""

_Test = Callable[[Mapping[str, Any]], bool]


class ConditionWalk:
    """The conditions of `rules`, each compiled when a document first has an object to ask it about."""

    def __init__(self, rules: Iterable[Rule], model: Model) -> None:
        self._stations = _Stations(ConditionMap(rules, model, is_well_formed=False))

    def matches(self, value: Any, type_name: str) -> list[Match]:
        """The rules that speak of a document or of an object in it, with the path to the object."""
        found: list[Match] = []
        self._look(value, self._stations[Spot(type_name)], (), found)
        return found

    def _look(self, value: Any, station: _Station, path: Path, found: list[Match]) -> None:
        if not isinstance(value, dict):
            return
        if station.is_silent is not None and not station.is_silent(value):
            found += [(rule, path) for rule in station.speaking(value)]
        for name, live_when, shape, used, unused in station.onwards:
            member = value.get(name)
            if member is not None:
                spot = used if not live_when or _counts(live_when, value) else unused
                if spot is not None:
                    below = self._stations[spot]
                    if shape.item is None:
                        self._look(member, below, (*path, name), found)
                    else:
                        for place, each in _objects(member, shape, (*path, name)):
                            self._look(each, below, place, found)


class _Way(NamedTuple):
    """A field that holds objects, and their spots where it counts and where not; None where no rule looks."""

    field: str
    live_when: tuple[tuple[str, tuple[Any, ...]], ...]
    shape: Shape
    used: Spot | None
    unused: Spot | None


class _Station:
    """What there is to do with objects at one spot."""

    def __init__(self, conditions: ConditionMap, spot: Spot) -> None:
        self._groups = conditions.groups(spot)
        self.onwards = list(_ways(spot, conditions))
        self.is_silent = self._none_holds()
        """Whether no condition holds for an object; None if there are none."""

    def speaking(self, value: Mapping[str, Any]) -> list[Rule]:
        """The rules that speak of the object itself."""
        return [rule for holds, rules in self._each if holds(value) for rule in rules]

    def _none_holds(self) -> _Test | None:
        if not self._groups:
            return None
        return _test(
            {
                "allOf": [
                    {"if": where, "then": {"allOf": [{"not": condition} for condition, _rules in conditions]}}
                    for where, conditions in self._groups
                ]
            }
        )

    @cached_property
    def _each(self) -> list[tuple[_Test, list[Rule]]]:
        return [
            (_test({"allOf": [where, condition]}), rules)
            for where, conditions in self._groups
            for condition, rules in conditions
        ]


class _Stations(dict[Spot, _Station]):
    """The stations of spots, each made when it is first asked for."""

    def __init__(self, conditions: ConditionMap) -> None:
        super().__init__()
        self._conditions = conditions

    def __missing__(self, spot: Spot) -> _Station:
        station = self[spot] = _Station(self._conditions, spot)
        return station


def _ways(spot: Spot, conditions: ConditionMap) -> Iterator[_Way]:
    for field, used, unused in conditions.children(spot):
        used_spot, unused_spot = (each if conditions.has_any_below(each) else None for each in (used, unused))
        if used_spot or unused_spot:
            yield _Way(field.name, field.live_when, field.shape, used_spot, unused_spot)


def _test(schema: Schema) -> _Test:
    from comet_lint.rules.json_schema import fast_validator

    test: _Test = fast_validator({"$schema": _DIALECT, **schema}).is_valid
    return test


def _counts(conditions: tuple[tuple[str, tuple[Any, ...]], ...], value: Mapping[str, Any]) -> bool:
    # As JSON Schema has it, for which true is not 1.
    return is_live(conditions, value) and all(
        value.get(sibling) is None or isinstance(value[sibling], bool) == isinstance(allowed[0], bool)
        for sibling, allowed in conditions
    )


def _objects(value: Any, shape: Shape, path: Path) -> Iterator[tuple[Path, Any]]:
    if shape.item is None:
        yield path, value
    elif shape.kind == "dict" and isinstance(value, dict):
        for key, member in value.items():
            yield from _objects(member, shape.item, (*path, key))
    elif shape.kind == "list" and isinstance(value, list):
        for number, member in enumerate(value):
            yield from _objects(member, shape.item, (*path, number))
