"""Names with which the parts of a document refer to each other, found in its plain values.

A rule about such names concerns few objects of a document, mostly none. One scan collects each set of names once
and tells which objects these are; only they are looked at as typed nodes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from comet_lint.comet.unknown import Unknown
from comet_lint.text.pointers import Path

if TYPE_CHECKING:
    from comet_lint.comet.model import Field, Model
    from comet_lint.rules.rule import Rule

_REFERENCE, _UNREFERENCED, _UNIQUE, _KEY = "reference", "unreferenced", "unique", "key"


class Link(NamedTuple):
    """What a rule says of names in documents of one type.

    `kind` is the keyword in the rule's file. `collection` is the field of the document that holds the objects which
    the rule is about, empty for the document itself; `field` is one of theirs. `others` are the fields, as
    (collection, field), with which names are compared; the keys of a collection where `field` is empty. For "unique"
    they are the fields that two objects should not share, as (field, sibling, values of it with which it counts), and
    `field` is the list of parts that an object is put together from.

    For a rule about the key under which a document stands in a map, `field` is the one that repeats it.
    """

    code: str
    kind: str
    collection: str = ""
    field: str = ""
    others: tuple[tuple[Any, ...], ...] = ()


def link_of(rule: Rule, root_type: str, model: Model) -> Link | None:
    """The link that a rule is about, if it is one between what documents of `root_type` hold directly."""
    collection = _collection(rule, root_type, model)
    if collection is None:
        return None
    if rule.key:
        return Link(rule.code, _KEY, "", "" if rule.is_about_empty_keys else rule.key)
    if rule.reference is not None and (target := _inside(rule.reference.target, root_type)):
        return Link(rule.code, _REFERENCE, collection, rule.reference.source, ((target[0], ""),))
    if rule.unreferenced and collection:
        others = (_inside(dotted, root_type) for dotted in rule.unreferenced)
        return Link(rule.code, _UNREFERENCED, collection, "", tuple((each[0], each[1]) for each in others))
    if rule.unique is not None and (holder := _inside(rule.unique.holder, root_type)):
        info = model.type(model.type(root_type).fields[holder[0]].shape.object_type)
        fields = tuple(_with_use(info.fields[name]) for name in rule.unique.fields)
        return Link(rule.code, _UNIQUE, holder[0], rule.unique.parts, fields)
    return None


def candidates(document: Mapping[str, Any], key: str | None, links: Iterable[Link]) -> Iterator[tuple[str, Path]]:
    """The codes of rules with paths to the objects in a document that they may speak of.

    `key` is the one under which the document stands in a map, None outside.
    """
    names = _NameSets(document)
    for link in links:
        if link.kind == _REFERENCE:
            yield from _broken(link, names)
        elif link.kind == _UNREFERENCED:
            yield from _idle(link, names)
        elif link.kind == _UNIQUE:
            if _has_two_alike(document, link):
                yield link.code, ()
        elif key is not None and (document.get(link.field) != key if link.field else not key):
            yield link.code, ()


class _NameSets(dict[tuple[str, str], set[str]]):
    """The names in a field of the objects of a collection, as (collection, field), collected when first asked for."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        super().__init__()
        self.document = document

    def __missing__(self, place: tuple[str, str]) -> set[str]:
        found = self[place] = _names(self.document, *place)
        return found


def _broken(link: Link, names: _NameSets) -> Iterator[tuple[str, Path]]:
    (target,) = link.others
    if names.document.get(target[0]).__class__ is Unknown or target[0] not in names.document:
        return
    broken = names[link.collection, link.field] - names[target[0], target[1]]
    if broken:
        for path, entry in _entries(names.document, link.collection):
            if not broken.isdisjoint(_names_in(entry.get(link.field))):
                yield link.code, path


def _idle(link: Link, names: _NameSets) -> Iterator[tuple[str, Path]]:
    idle = names[link.collection, ""].difference(*[names[other[0], other[1]] for other in link.others])
    if idle:
        for path, _entry in _entries(names.document, link.collection):
            if path[1] in idle:
                yield link.code, path


def _has_two_alike(document: Mapping[str, Any], link: Link) -> bool:
    """Whether two objects in a collection may say the same in all fields that are in use in them."""
    seen: set[tuple[object, ...]] = set()
    entries = 0
    for entry in _parts(document, link):
        entries += 1
        seen.add(
            tuple(
                [
                    _comparable(entry.get(field)) if not sibling or entry.get(sibling) in allowed else None
                    for field, sibling, allowed in link.others
                ]
            )
        )
    return len(seen) < entries


def _parts(document: Mapping[str, Any], link: Link) -> Iterator[Mapping[str, Any]]:
    """The objects to compare: each in the collection, or what it is put together from."""
    for _path, entry in _entries(document, link.collection):
        parts = entry.get(link.field) if link.field else None
        if isinstance(parts, list) and parts:
            yield from (part for part in parts if isinstance(part, dict))
        else:
            yield entry


def _comparable(value: Any) -> object:
    """Equal for values that may mean the same: of a text that is a path, the last part counts."""
    if isinstance(value, str):
        return value.strip().replace("\\", "/").rstrip("/.").rpartition("/")[2].lower()
    return value if isinstance(value, (int, float)) else None


def _names(document: Mapping[str, Any], collection: str, field: str) -> set[str]:
    if not field:
        holder = document.get(collection)
        return set(_names_in(holder)) if isinstance(holder, (dict, list)) else set()
    found: set[str] = set()
    for _path, entry in _entries(document, collection):
        found.update(_names_in(entry.get(field)))
    return found


def _entries(document: Mapping[str, Any], collection: str) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    if not collection:
        yield (), document
        return
    holder = document.get(collection)
    members = holder.items() if isinstance(holder, dict) else enumerate(holder) if isinstance(holder, list) else ()
    for step, entry in members:
        if isinstance(entry, dict):
            yield (collection, step), entry


def _names_in(value: Any) -> Iterable[str]:
    """The names in a field: a text, a list of texts, or the keys of a dictionary."""
    if isinstance(value, str):
        return (value,) if value else ()
    if isinstance(value, list):
        return [name for name in value if isinstance(name, str) and name]
    return value if isinstance(value, dict) else ()


def _collection(rule: Rule, root_type: str, model: Model) -> str | None:
    """The field of a document that holds the objects which a rule is about; empty for the document itself."""
    if not rule.inside:
        return "" if root_type in rule.applies_to else None
    for dotted in rule.inside:
        type_name, _, name = dotted.partition(".")
        field = model.type(root_type).fields.get(name)
        if type_name == root_type and field is not None and not field.live_when and not field.deprecated_since:
            return name
    return None


def _with_use(field: Field) -> tuple[str, str, tuple[Any, ...]]:
    """A field, and the sibling that tells whether it is in use by having one of some values; none if it always is."""
    for sibling, allowed in field.live_when:
        return field.name, sibling, allowed
    return field.name, "", ()


def _inside(dotted: str, root_type: str) -> tuple[str, ...]:
    """The fields that `Type.Field.Field` names after the type; none if it is another type."""
    type_name, *fields = dotted.split(".")
    return tuple(fields) if type_name == root_type else ()
