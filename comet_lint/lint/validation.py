"""The one validator pass over a document: which conditions hold where, and which values may not fit the structure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from comet_lint.comet.presence import MISSING
from comet_lint.rules.json_schema import fast_validator
from comet_lint.text.pointers import Path, Step

if TYPE_CHECKING:
    from comet_lint.lint.parts import PartValidator

UNREADABLE = (ValueError, OverflowError)
"""What the validator raises for a value that it cannot take, such as a number that is kept as it was written."""

MANY = 2000
"""Members of a document, or of something in it, from which it is validated in parts: errors take much memory."""

_MARK = "\u0000"
_BECOMES_A_NUMBER = re.compile(r"\+?[0-9]+")


class ValidationResult(NamedTuple):
    """What the validator finds in a document.

    `matches` are codes of rules with the paths to the objects that their conditions hold for. `places` lead to
    values that do not fit the structure of their type, or may not; `incomplete` to objects that lack fields.
    """

    matches: list[tuple[str, Path]]
    places: dict[Path, None]
    incomplete: dict[Path, None]
    has_empty_key: bool = False
    """Whether something stands under an empty key."""


NOTHING_FOUND = ValidationResult([], {}, {})


def is_large(value: Any, many: int = MANY) -> bool:
    """Whether a value is an object or list with more than `many` members."""
    return value.__class__ in (dict, list) and len(value) > many


class Validator:
    """The compiled joined schema of one document type."""

    def __init__(self, schema: str, table: Mapping[str, Mapping[str, list[list[str]]]]) -> None:
        self._errors = fast_validator(schema).iter_errors
        self._table = table
        self._schema = schema
        self._in_parts: PartValidator | None = None

    def validate(self, value: Any) -> ValidationResult:
        """What there is to look at in a document. Raises UNREADABLE for one that the validator cannot take."""
        if value.__class__ is dict and (len(value) > MANY or any(map(is_large, value.values()))):
            return self._parts().validate(value)
        return self._validate_whole(value)

    def _parts(self) -> PartValidator:
        if self._in_parts is None:
            from comet_lint.lint.parts import PartValidator

            table = self._table
            self._in_parts = PartValidator(self._schema, lambda schema: Validator(schema, table)._validate_whole)
        return self._in_parts

    def _validate_whole(self, value: Any) -> ValidationResult:
        found = ValidationResult([], {}, {})
        ways = _Ways(value)
        has_empty_key = False
        for error in self._errors(value):
            schema_path, path = error.schema_path, error.instance_path
            if schema_path[-2:] == _EMPTY_KEY:
                has_empty_key = True
            else:
                self._add(schema_path, ways.resolved(path), found)
        if not has_empty_key and not ways.are_unclear:
            return found
        renamed = _renamed(value)
        found = ValidationResult([], {}, {}, has_empty_key)
        for error in self._errors(renamed):
            self._add(error.schema_path, _named_back(error.instance_path), found)
        return found

    def _add(self, schema_path: list[Any], path: Path, found: ValidationResult) -> None:
        entry = self._entry(schema_path)
        if entry is None:
            found.places[path] = None
            return
        # An error at a field is about the object around it.
        place = path if schema_path[-1] == "required" else path[:-1]
        for code in entry:
            if code == MISSING:
                found.incomplete[place] = None
            else:
                found.matches.append((code, place))

    def _entry(self, schema_path: list[Any]) -> list[str] | None:
        """What the table says of an error; None if it is about structure."""
        _defs, definition, *rest = schema_path
        if len(rest) < _SHORTEST or rest[0] != "allOf":
            return None
        conditions = self._table.get(definition, _NO_CONDITIONS).get(str(rest[1]))
        if conditions is None:
            return None
        return conditions[rest[4] if rest[3] == "allOf" else 0]


_EMPTY_KEY = ["properties", "not"]
"""How the way to an error ends that is about an empty key: the validator leaves the key out."""
_SHORTEST = 4
_NO_CONDITIONS: Mapping[str, list[list[str]]] = {}


class _Ways:
    """Makes paths of the validator's: it writes the key "7" as a number, and leaves empty ones out."""

    def __init__(self, value: Any) -> None:
        self.are_unclear = False
        """Whether there was a path that does not tell which of several values it leads to."""
        self._value = value
        self._numbered: dict[int, dict[int, str]] = {}

    def resolved(self, path: list[Step]) -> Path:
        """The path in terms of the document."""
        value = self._value
        for index, step in enumerate(path):
            if value.__class__ is dict:
                if step.__class__ is int:
                    path[index] = self._key(value, step)
                value = value.get(path[index])
            elif value.__class__ is list and step.__class__ is int and step < len(value):
                value = value[step]
            else:
                self.are_unclear = True
                break
        return tuple(path)

    def _key(self, value: dict[str, Any], number: Any) -> str:
        known = self._numbered.get(id(value))
        if known is None:
            known = self._numbered[id(value)] = {}
            for key in value:
                if _BECOMES_A_NUMBER.fullmatch(key):
                    self.are_unclear |= known.setdefault(int(key), key) is not key
        return known.get(number, "")


def _renamed(value: Any) -> Any:
    """A copy in which no key is lost or taken for a number."""
    if isinstance(value, dict):
        return {_new_name(key): _renamed(member) for key, member in value.items()}
    return [_renamed(member) for member in value] if isinstance(value, list) else value


def _new_name(key: str) -> str:
    return _MARK + key if not key or key[0] == _MARK or _BECOMES_A_NUMBER.fullmatch(key) else key


def _named_back(path: Iterable[Step]) -> Path:
    return tuple(step[1:] if isinstance(step, str) and step[:1] == _MARK else step for step in path)
