"""A typed view of the objects in a document: what check functions work with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from comet_lint.comet.model import Field, Model, Secrecy, TypeInfo, is_live
from comet_lint.comet.redaction import origin, shown
from comet_lint.text.pointers import Path, Step
from comet_lint.text.printable import NAME_LIMIT
from comet_lint.text.quotes import quoted

_SHORT_KEY = 8
_COLLECTIONS: dict[str, type] = {"dict": dict, "list": list}


class Node:
    """An object of a known type, with the way that leads to it.

    Reading is by field name and never fails: a field that is absent, null or of the wrong type reads as
    Go's zero value (0, "", false, [], {}). `live` tells whether the object is in use: false for, say, the
    LDAP block of an authentication source of another kind, and for everything in it.
    """

    __slots__ = (
        "_by_steps",
        "_children",
        "_entities",
        "_own_name",
        "_readers",
        "_subject",
        "embedded",
        "live",
        "model",
        "parent",
        "steps",
        "type",
        "value",
    )

    def __init__(
        self,
        value: Mapping[str, Any],
        type_name: str,
        model: Model,
        parent: Node | None = None,
        steps: Path = (),
        live: bool = True,
    ) -> None:
        self.value = value
        self.type: TypeInfo = model.type(type_name)
        self._readers = self.type.readers
        self.model = model
        self.parent = parent
        self.steps = steps
        """How the parent leads here: the field, and the key or index in it. At a root: the key in its map."""
        self.live = live
        # Most nodes are only looked at once, and never asked for these.
        self._children: dict[str, list[Node]] | None = None
        self._by_steps: dict[Path, Node] | None = None
        self._entities: tuple[Node, ...] | None = None
        self._own_name: str | None = None
        self._subject: str | None = None
        self.embedded: tuple[Any, ...] | None = None
        """What `engine_props.embedded` finds in the object, once it was asked for."""

    def __getitem__(self, name: str) -> Any:
        """The value of a field, zero if it is absent or malformed; KeyError if the type has no such field."""
        expected, zero = self._readers[name]
        value = self.value.get(name)
        if value.__class__ is expected:
            return value
        if isinstance(value, expected) and not isinstance(value, bool):
            return value
        return zero

    def has(self, name: str) -> bool:
        """Whether the field is present in the document, even as null."""
        return name in self.value

    @property
    def key(self) -> str:
        """The dictionary key under which the object stands (an id, mostly); empty in a list or a field."""
        last = self.steps[-1] if self.steps else ""
        return last if isinstance(last, str) and (len(self.steps) > 1 or self.parent is None) else ""

    @property
    def root(self) -> Node:
        """The document that the object is part of."""
        node = self
        while node.parent is not None:
            node = node.parent
        return node

    @property
    def path(self) -> Path:
        """The steps from the root of the document to this object."""
        return () if self.parent is None else self.parent.path + self.steps

    def enclosing(self, type_name: str) -> Node | None:
        """The nearest object at or above this one that is, or extends, `type_name`."""
        node: Node | None = self
        while node is not None and type_name not in node.type.lineage:
            node = node.parent
        return node

    def child(self, name: str) -> Node:
        """The object in a field; an empty one if it is absent or malformed."""
        return self.children(name)[0]

    def children(self, name: str) -> list[Node]:
        """The objects in a field: one, or those of a list or dictionary in their order. Malformed ones are left out."""
        if self._children is None:
            self._children = {}
        known = self._children.get(name)
        if known is None:
            known = self._children[name] = self._make_children(self.type.fields[name])
        return known

    def child_at(self, name: str, steps: Path) -> Node | None:
        """The object in a field to which `steps` lead; None if there is none."""
        if self._by_steps is None:
            self._by_steps = {}
        known = self._by_steps.get(steps)
        if known is None:
            field = self.type.fields[name]
            value = self.value.get(name)
            if field.shape.kind == "object":
                value = value if isinstance(value, dict) else {}
            else:
                is_collection = len(steps) == 2 and isinstance(value, _COLLECTIONS[field.shape.kind])
                value = _member(value, steps[1]) if is_collection else None
            if not isinstance(value, dict) or field.shape.innermost not in (field.shape, field.shape.item):
                return None
            known = self._node(value, field.shape.object_type, steps, self._is_live_below(field))
        return known

    def let_go(self) -> None:
        """Drop the nodes below, which refer back to this one, so that the document can be freed."""
        below, self._children, self._by_steps, self._entities = self._by_steps, None, None, None
        self.embedded = None
        for child in (below or {}).values():
            child.let_go()

    def is_live(self, name: str) -> bool:
        """Whether the object is in use and the field counts in it."""
        return self.live and is_live(self.type.fields[name].live_when, self.value)

    def shown(self, name: str) -> str:
        """A quote of the value of a field as it may be printed."""
        return shown(self[name], self.type.fields[name])

    @property
    def subject(self) -> str:
        """What a person calls it, with quotes of names: `vault "Wasabi EU" of user alice`. Never empty."""
        if self._subject is None:
            self._subject = self._make_subject()
        return self._subject

    def _make_subject(self) -> str:
        names = [node.entity_name for node in self.entities()]
        if not names:
            return "the " + (self.root.type.noun or _plain_words(self.root.type.name))
        return names[0] if len(names) == 1 or names[0] == names[-1] else f"{names[0]} of {names[-1]}"

    def entities(self) -> tuple[Node, ...]:
        """The things with a name of their own around this object, from the inside out, itself included."""
        if self._entities is None:
            around = self.parent.entities() if self.parent is not None else ()
            named = self.type.noun and (self.parent is not None or self.steps or self.own_name)
            self._entities = (self, *around) if named else around
        return self._entities

    @property
    def own_name(self) -> str:
        """A quote of the name that the object carries itself; empty if none."""
        if self._own_name is None:
            self._own_name = self._find_own_name()
        return self._own_name

    def _find_own_name(self) -> str:
        for dotted in self.type.named_by:
            holder: Node = self
            *outer, last = dotted.split(".")
            for name in outer:
                holder = holder.child(name)
            value = holder[last]
            if isinstance(value, str) and value.strip():
                field = holder.type.fields[last]
                return origin(value) if field.secrecy is Secrecy.URL else quoted(value.strip(), NAME_LIMIT)
        return ""

    @property
    def entity_name(self) -> str:
        """Noun and name, such as `vault "Wasabi EU"`; without a name its number or id."""
        noun, name = self.type.noun, self.own_name
        if name:
            return f"{noun} {name}" if noun in ("user", "admin", "listener") else f'{noun} "{name}"'
        if self.steps and isinstance(self.steps[-1], int):
            return f"{noun} #{self.steps[-1] + 1}"
        key = self.key
        if not key:
            return noun
        return f"{noun} {quoted(key, NAME_LIMIT, _SHORT_KEY)}"

    def _make_children(self, field: Field) -> list[Node]:
        name = field.name
        value = self.value.get(name)
        live = self._is_live_below(field)
        kind, item = field.shape.kind, field.shape.item
        if kind == "object":
            return [self._node(value if isinstance(value, dict) else {}, field.shape.type_name, (name,), live)]
        if item is None or not item.type_name:
            return []
        members: Iterator[tuple[Step, Any]]
        if kind == "dict" and isinstance(value, dict):
            members = iter(value.items())
        elif kind == "list" and isinstance(value, list):
            members = iter(enumerate(value))
        else:
            return []
        return [
            self._node(member, item.type_name, (name, step), live)
            for step, member in members
            if isinstance(member, dict)
        ]

    def _is_live_below(self, field: Field) -> bool:
        # What is deprecated is reported as such, and not judged as if it were in use.
        return self.live and not field.deprecated_since and is_live(field.live_when, self.value)

    def _node(self, value: Mapping[str, Any], type_name: str, steps: Path, live: bool) -> Node:
        if self._by_steps is None:
            self._by_steps = {}
        known = self._by_steps.get(steps)
        if known is None:
            known = self._by_steps[steps] = Node(value, type_name, self.model, self, steps, live)
        return known


def _member(value: Any, step: Step) -> Any:
    if isinstance(value, dict):
        return value.get(str(step))
    return value[step] if isinstance(value, list) and isinstance(step, int) and step < len(value) else None


def document_node(value: Mapping[str, Any], type_name: str, model: Model, key: str | None = None) -> Node:
    """The root of a typed document. `key` is its key if it stands in a map of documents."""
    return Node(value, type_name, model, steps=() if key is None else (key,))


def _plain_words(type_name: str) -> str:
    return {"ServerConfigOptions": "server"}.get(type_name, type_name)


def node_at(root: Node, path: Path) -> Node:
    """The innermost object on the way that `path` describes from `root`."""
    node, rest = root, path
    while rest:
        field = node.type.fields.get(str(rest[0]))
        if field is None or not field.shape.object_type:
            break
        wanted = rest[:1] if field.shape.kind == "object" else rest[:2]
        found = node.child_at(field.name, wanted)
        if found is None:
            break
        node, rest = found, rest[len(wanted) :]
    return node
