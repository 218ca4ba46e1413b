"""A file as a sequence of documents, each of which is linted by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from comet_lint.comet.shapes import Shape
from comet_lint.source.kinds import Kind, Unit, is_about_the_file, units_of
from comet_lint.text.pointers import Path, Step


class Document(NamedTuple):
    """What is linted by itself: a root of a file, or one member of a map of documents.

    `number` counts the roots of the file, `kind` is what that root is. `base` is the way from there to the
    document: `()`, or the key in the map. `shape` is that of the document itself. `replaced` are values that
    later equal keys replace, each with its path in the document.
    """

    number: int
    kind: Kind
    base: Path
    value: Any
    shape: Shape
    replaced: tuple[tuple[Path, object], ...] = ()

    @property
    def key(self) -> str | None:
        """The key in the map of documents, None outside."""
        return str(self.base[0]) if self.base else None

    def units(self) -> Iterator[Unit]:
        """The typed documents in it: one, or none if it is not what it should be."""
        if not self.base:
            yield from units_of(self.value, self.shape)
        elif isinstance(self.value, dict):
            yield Unit(self.base, self.shape.type_name, str(self.base[0]), self.value)


class DocumentRef(NamedTuple):
    """Where a typed document is: the file, the value in it, the way from there, and the key in a map.

    `path` names the file, relative and with forward slashes; `document` is the number of a root in it. `base` is the
    way from that root to the document, such as `("alice",)` in a map of users. `key` is its key in such a map, None
    outside.
    """

    path: str
    document: int
    base: Path
    type_name: str
    key: str | None


def documents_in(
    index: int, value: Any, kind: Kind, replaced: Iterable[tuple[Path, object]] = ()
) -> Iterator[Document]:
    """The documents that the root of a file with the number `index` holds. `replaced` are the values replaced in it."""
    shape = kind.shape
    if shape.kind == "dict" and shape.item is not None and isinstance(value, dict):
        by_key: dict[Step, list[tuple[Path, object]]] = {}
        for path, old in replaced:
            by_key.setdefault(path[0], []).append((path[1:], old))
        for key, member in value.items():
            if not is_about_the_file(key, member):
                yield Document(index, kind, (key,), member, shape.item, tuple(by_key.get(key, ())))
    else:
        yield Document(index, kind, (), value, shape, tuple(replaced))
