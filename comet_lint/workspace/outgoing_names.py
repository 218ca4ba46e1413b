"""Names that lead out of a document: what rules look for among the policies and tenants of the workspace."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from comet_lint.comet.fields import Object, text
from comet_lint.comet.model import Field, Model, is_live
from comet_lint.comet.unknown import skipping_unknown
from comet_lint.rules.context import Context
from comet_lint.rules.plan import BoundCheck, Plans
from comet_lint.rules.references import names_in
from comet_lint.rules.rule import COLLECTIONS, Rule
from comet_lint.text.pointers import Path


class NameUse(NamedTuple):
    """A name that a rule of the kind `reference` must find in a collection of the workspace.

    `rule` is a code, `at` the way from the document. `tenant` is the id of the tenant that the object around the
    name belongs to, empty for the top level.
    """

    rule: str
    at: Path
    name: str
    tenant: str


def refers_outside(rule: Rule) -> bool:
    """Whether the rule is a reference to a collection of the workspace."""
    return rule.reference is not None and rule.reference.target in COLLECTIONS


class NameFinder:
    """Finds the names in documents that `rules` look for outside of them."""

    def __init__(self, rules: Iterable[Rule], model: Model) -> None:
        self._model = model
        self._plans = Plans(model, [rule for rule in rules if refers_outside(rule)], lambda _rule: _no_check)
        self._types: dict[str, _TypeNames] = {}

    def names(self, document: Object, type_name: str, key: str | None) -> tuple[NameUse, ...]:
        """The names in a document: those of an object before those of the objects below it."""
        found: list[NameUse] = []
        self._find(_Holder(document, (), key or "", "", True), self._type(type_name), (), found)
        return tuple(found)

    def _find(self, holder: _Holder, names: _TypeNames, site: tuple[_Source, ...], found: list[NameUse]) -> None:
        value, path, _key, _tenant, is_in_use = holder
        tenant = names.tenant_of(holder)
        for rule, field, expected, conditions in (*names.sources, *site):
            named = value.get(field)
            if not named or not isinstance(named, expected):
                continue
            if rule.even_when_unused or (is_in_use and (not conditions or is_live(conditions, value))):
                if isinstance(named, str):
                    found.append(NameUse(rule.code, (*path, field), named, tenant))
                else:
                    found += [NameUse(rule.code, path + at, name, tenant) for at, name in names_in(named, field)]
        for field_below, type_below, sources_there in names.children:
            # What is deprecated is not judged as if it were in use.
            below = is_in_use and not field_below.deprecated_since and is_live(field_below.live_when, value)
            for steps, key, child in _objects_in(value, field_below):
                inner = _Holder(child, path + steps, key, tenant, below)
                self._find(inner, self._type(type_below), sources_there, found)

    def _type(self, name: str) -> _TypeNames:
        known = self._types.get(name)
        if known is None:
            known = self._types[name] = self._make_type(name)
        return known

    def _make_type(self, name: str) -> _TypeNames:
        fields, plan = self._model.type(name).fields, self._plans.of(name)
        children = [
            (fields[child], fields[child].shape.object_type, self._sources(fields[child].shape.object_type, checks))
            for child, checks in plan.children
        ]
        return _TypeNames(
            sources=self._sources(name, plan.checks),
            children=tuple(children),
            names_tenant="OrganizationID" in fields,
            is_tenant=name == "Organization",
        )

    def _sources(self, type_name: str, checks: Iterable[BoundCheck]) -> tuple[_Source, ...]:
        fields = self._model.type(type_name).fields
        return tuple(
            _Source(rule, rule.reference.source, fields[rule.reference.source].python_class, conditions)
            for rule, _check, conditions in checks
            if rule.reference is not None
        )


class _Holder(NamedTuple):
    """An object with names in or below it; `tenant` is that of the object around it."""

    value: Object
    path: Path
    key: str
    tenant: str
    is_in_use: bool


class _Source(NamedTuple):
    """A field that holds names for a rule, the class of a well-formed value, and when the field is in use."""

    rule: Rule
    field: str
    expected: type
    conditions: tuple[tuple[str, tuple[object, ...]], ...]


class _TypeNames(NamedTuple):
    """Where the names are in objects of one type: its own fields, and the fields that lead to others."""

    sources: tuple[_Source, ...]
    children: tuple[tuple[Field, str, tuple[_Source, ...]], ...]
    names_tenant: bool
    is_tenant: bool

    def tenant_of(self, holder: _Holder) -> str:
        """The tenant of an object: the one it names, the one it is, else that of the object around it."""
        if self.names_tenant:
            with skipping_unknown:
                return text(holder.value, "OrganizationID")
            return "?"
        return holder.key if self.is_tenant else holder.tenant


def _objects_in(owner: Object, field: Field) -> Iterator[tuple[Path, str, Object]]:
    """The objects in a field: the way to each from its owner, and its key in a dictionary."""
    name, kind, item = field.name, field.shape.kind, field.shape.item
    value = owner.get(name)
    if kind == "object":
        yield (name,), "", value if isinstance(value, dict) else {}
    elif item is not None and item.type_name:
        if kind == "dict" and isinstance(value, dict):
            yield from (((name, key), key, member) for key, member in value.items() if isinstance(member, dict))
        elif kind == "list" and isinstance(value, list):
            yield from (((name, index), "", member) for index, member in enumerate(value) if isinstance(member, dict))


def _no_check(_node: object, _context: Context) -> tuple[()]:
    return ()
