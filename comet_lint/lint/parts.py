"""Validation of a document with very many members in parts, as the validator's errors take memory all at once.

What is in a member does not depend on its neighbours: a condition fails at a field of the object that it is about.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from comet_lint.lint.validation import MANY, ValidationResult, is_large
from comet_lint.text.pointers import Path

_PART = 1000
_NOTHING: dict[str, Any] = {"not": {}}

Examine = Callable[[Any], ValidationResult]
MakeExamine = Callable[[str], Examine]


class PartValidator:
    """Validates documents with the joined schema of their type, in parts of `size` members.

    `make` gives what validates with a schema. What has more than `many` members is not validated as a whole.
    """

    def __init__(self, schema: str, make: MakeExamine, many: int = MANY, size: int = _PART) -> None:
        self._schema = json.loads(schema)
        self._make = make
        self._many = many
        self._size = size
        self._validators: dict[tuple[str, ...], Examine] = {}

    def validate(self, value: dict[str, Any]) -> ValidationResult:
        """What there is to look at in a document, as `Validator.validate` gives it."""
        known = self._definition["properties"]
        found = ValidationResult([], {}, {})
        if self._definition.get("additionalProperties") == _NOTHING:
            found.places.update(((key,), None) for key in value if key not in known)
            value = {key: member for key, member in value.items() if key in known}
        large = tuple(
            key for key, member in value.items() if is_large(member, self._many) and _is_split(known[key], member)
        )
        found = _joined(found, self._around(large)(value), (), 0)
        for key in large:
            examine = self._inside(key)
            for start, part in _parts(value[key], self._size):
                found = _joined(found, examine(part), (key,), start)
        return found

    @property
    def _definition(self) -> dict[str, Any]:
        return self._schema["$defs"][self._schema["$ref"].removeprefix("#/$defs/")]  # type: ignore[no-any-return]

    def _around(self, large: tuple[str, ...]) -> Examine:
        """What validates a document but for what is in its fields `large`."""
        definition = self._definition
        properties = {**definition["properties"], **dict.fromkeys(large, True)}
        name = self._schema["$ref"].removeprefix("#/$defs/")
        return self._validator(large, {**self._defs(), name: {**definition, "properties": properties}}, self._schema)

    def _inside(self, key: str) -> Examine:
        """What validates some of the members of a field."""
        return self._validator(("", key), self._defs(), self._definition["properties"][key])

    def _defs(self) -> dict[str, Any]:
        return self._schema["$defs"]  # type: ignore[no-any-return]

    def _validator(self, name: tuple[str, ...], definitions: Mapping[str, Any], schema: Mapping[str, Any]) -> Examine:
        known = self._validators.get(name)
        if known is None:
            whole = {"$schema": self._schema["$schema"], **schema, "$defs": definitions}
            known = self._validators[name] = self._make(json.dumps(whole))
        return known


def _is_split(schema: Any, value: Any) -> bool:
    """Whether the members of a field with this schema can be validated without each other."""
    return isinstance(schema, dict) and ("additionalProperties" if isinstance(value, dict) else "items") in schema


def _parts(value: Any, size: int) -> Iterator[tuple[int, Any]]:
    """Parts of an object or list, each with the number of members before it."""
    members = list(value.items()) if isinstance(value, dict) else value
    for start in range(0, len(members), size):
        part = members[start : start + size]
        yield start, dict(part) if isinstance(value, dict) else part


def _joined(first: ValidationResult, second: ValidationResult, way: Path, start: int) -> ValidationResult:
    """The first with the second added, whose paths begin at the end of `way`, in lists at the entry `start`."""

    def moved(path: Path) -> Path:
        if not way:
            return path
        if start and path and isinstance(path[0], int):
            return (*way, path[0] + start, *path[1:])
        return way + path

    first.matches.extend((code, moved(path)) for code, path in second.matches)
    first.places.update((moved(path), None) for path in second.places)
    first.incomplete.update((moved(path), None) for path in second.incomplete)
    return first._replace(has_empty_key=first.has_empty_key or second.has_empty_key)
