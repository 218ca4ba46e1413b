"""The data structures of the Comet API as a model: types, their bases, their fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

SCALARS = frozenset({"string", "int", "bool", "float32", "byte", "any"})


class SpecError(Exception):
    """The page, the model or an overlay cannot be read. The message is one sentence: where and why."""


@dataclass(frozen=True, slots=True)
class TypeExpr:
    """The type of a field, such as `string`, `List<int>` or `Dictionary<string, SourceConfig>`.

    `arguments` is empty for a scalar or a named type, the item type for `List`, key and value type for
    `Dictionary`.
    """

    name: str
    arguments: tuple[TypeExpr, ...] = ()

    def __str__(self) -> str:
        if not self.arguments:
            return self.name
        return f"{self.name}<{', '.join(map(str, self.arguments))}>"

    @property
    def is_bytes(self) -> bool:
        """Whether this is `List<byte>`, which JSON holds as base64 text."""
        return self.name == "List" and self.arguments[0].name == "byte"

    @property
    def names(self) -> Iterator[str]:
        """Every scalar or named type in the expression."""
        if not self.arguments:
            yield self.name
        for argument in self.arguments:
            yield from argument.names


class Omission(Enum):
    """What the absence of a field from a document implies, as the API page puts it."""

    FALSE = "false"
    ZERO = "0"
    EMPTY_TEXT = "empty string"
    EMPTY_LIST = "an empty array"
    EMPTY_DICTIONARY = "an empty Dictionary"
    ZERO_OBJECT = "zero object"
    ANY = "any value"

    def fits(self, kind: TypeExpr) -> bool:
        """Whether a field of this type can have the implied value."""
        fitting = {
            Omission.FALSE: kind.name == "bool",
            Omission.ZERO: kind.name in {"int", "float32"},
            Omission.EMPTY_TEXT: kind.name == "string",
            Omission.EMPTY_LIST: kind.name == "List",
            Omission.EMPTY_DICTIONARY: kind.name == "Dictionary",
            Omission.ZERO_OBJECT: not kind.arguments and kind.name not in SCALARS,
            Omission.ANY: kind.name == "any",
        }
        return fitting[self]


@dataclass(frozen=True, slots=True)
class SpecField:
    """A field as its type declares it. Versions are kept as written, such as `24.6.x` or `Unused`."""

    name: str
    type: TypeExpr
    omission: Omission | None = None
    since: str | None = None
    deprecated_since: str | None = None
    constants: str | None = None
    """The prefix of the constants that are its values, such as `FTPS_MODE_`."""
    last_seen: str | None = None
    """The last release that has the field, if later ones do not."""
    ignored_since: str | None = None
    """The release from which on servers read the field but do not heed it."""


@dataclass(frozen=True, slots=True)
class Type:
    """A type of the API with the fields that it declares itself."""

    name: str
    fields: tuple[SpecField, ...]
    bases: tuple[str, ...] = ()
    since: str | None = None
    deprecated_since: str | None = None


Types = Mapping[str, Type]
"""Types by name, in the order of the page."""


def lineage(types: Types, name: str) -> list[str]:
    """The type's bases, bases of bases included, and the type itself last; each once, in declared order."""
    found: dict[str, None] = {}
    for base in types[name].bases:
        found.update(dict.fromkeys(lineage(types, base)))
    found[name] = None
    return list(found)


def all_fields(types: Types, name: str) -> dict[str, tuple[str, SpecField]]:
    """The fields of a document of this type, inherited ones first: by name, with the declaring type."""
    return {field.name: (declarer, field) for declarer in lineage(types, name) for field in types[declarer].fields}


def reachable(types: Types, root: str) -> list[str]:
    """The types that a document of type `root` can hold, itself included, sorted by name."""
    found = {root}
    pending = [root]
    while pending:
        for _, field in all_fields(types, pending.pop()).values():
            new = {name for name in field.type.names if name in types} - found
            found |= new
            pending.extend(new)
    return sorted(found)
