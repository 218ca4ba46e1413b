"""Family T along the model: does a document have the fields and values that the server's decoder reads?

A problem is an error exactly when the server would refuse the document. What it accepts but the model does
not have (unknown and misspelt fields, null scalars) is a warning or an info. Values are never quoted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import lru_cache
from typing import Any

from comet_lint.comet.model import Field, Model, Shape, TypeInfo, fold_name, is_live
from comet_lint.comet.presence import Presence
from comet_lint.findings import Severity
from comet_lint.lint.values import StructureProblem, constant_by_name, problem, scalar_problems, written, wrong_type
from comet_lint.source.kinds import is_about_the_file
from comet_lint.source.parsed import Unread
from comet_lint.text.lists import counted, first_few
from comet_lint.text.pointers import Path, Step
from comet_lint.text.suggestions import edit_distance

_SMALL = 2**31
"""Integers up to this fit whatever the wire type, but for those of one byte."""
_DIGITS = re.compile(r"-?[0-9]+")
_LARGEST_MISSPELLING = 2
_LETTERS_PER_MISTAKE = 3
_NAMES_SHOWN = 6
_MISSPELLINGS_KEPT = 1024
"""A fleet has the same few again and again, and comparing one with all names takes longer than checking a file."""

_ALIASES = {
    "allowpasswordtotplogin": "AllowPasswordAndTOTPLogin",
    "allowpasswordwebauthnlogin": "AllowPasswordAndWebAuthnLogin",
    "ipallowlist": "IPWhitelist",
    "organisations": "Organizations",
    "timezone": "LocalTimezone",
    "time_zone": "LocalTimezone",
}
"""Names, folded, by which documentation and habit call fields that are spelt otherwise."""


_NO_WORD = Presence()


class _Table:
    """The fields of a type as the walk needs them; what is in neither mapping is looked at with care."""

    __slots__ = ("plain", "structured", "type")

    def __init__(self, type_info: TypeInfo, fields: Iterable[Field]) -> None:
        self.type = type_info
        self.plain: dict[str, type] = {}
        """Fields of which a value of exactly this class is well-formed; an integer, if it is a small one."""
        self.structured: dict[str, tuple[type, Shape]] = {}
        """Objects, lists and dictionaries."""
        for field in fields:
            kind = field.shape.kind
            if kind in ("object", "list", "dict"):
                self.structured[field.name] = (field.python_class, field.shape)
            elif kind in ("string", "bool") or (kind == "int" and field.shape.maximum >= _SMALL):
                self.plain[field.name] = field.python_class


class _Tables(dict[str, _Table]):
    """The tables of types, each made when it is first asked for."""

    def __init__(self, make: Callable[[str], _Table]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, type_name: str) -> _Table:
        table = self[type_name] = self._make(type_name)
        return table


class StructureChecker:
    """Finds structure violations by walking along the model. `presence` decides which fields are reported for being
    present, or missing."""

    def __init__(self, model: Model, presence: Presence = _NO_WORD) -> None:
        self._model = model
        self._presence = presence
        self._tables = _Tables(self._make_table)
        self._near_fields = lru_cache(maxsize=_MISSPELLINGS_KEPT)(self._find_near_fields)

    def _make_table(self, type_name: str) -> _Table:
        type_info = self._model.type(type_name)
        fields = type_info.fields.values()
        return _Table(type_info, [field for field in fields if not self._presence.is_noted(field)])

    def check(self, value: Any, shape: Shape, path: Path = ()) -> list[StructureProblem]:
        """All problems of `value`, which stands at `path`, with `shape`."""
        problems: list[StructureProblem] = []
        self._value(value, shape, path, problems)
        return problems

    def check_at(
        self, places: Iterable[Path], incomplete: Iterable[Path], value: Any, shape: Shape, path: Path = ()
    ) -> list[StructureProblem]:
        """The problems in `value`, which stands at `path`, of what is at `places` in it, and of the objects at the
        paths `incomplete` that lack fields. All places lead along fields of the model.
        """
        problems: list[StructureProblem] = []
        done = set(places)
        for place in places:
            if not any(place[:length] in done for length in range(len(place))):
                self._place(place, value, shape, path, problems)
        meant = _meant(problems)
        for place in incomplete:
            if not any(place[:length] in done for length in range(len(place) + 1)):
                holder, its_shape = self._at(place, value, shape)
                here, type_info = path + place, self._model.type(its_shape.type_name)
                self._missing_fields(holder, type_info, here, meant.get(here, ()), problems)
        return problems

    def _place(self, place: Path, value: Any, shape: Shape, path: Path, problems: list[StructureProblem]) -> None:
        if not place:
            self._value(value, shape, path, problems)
            return
        *way, last = place
        holder, its_shape = self._at(way, value, shape)
        around = (*path, *way)
        if its_shape.kind == "object":
            type_info = self._model.type(its_shape.type_name)
            self._member(str(last), holder[last], holder, type_info, around, problems)
        elif its_shape.kind == "dict":
            self._dictionary({str(last): holder[last]}, its_shape, around, problems)
        elif its_shape.item is not None:
            self._value(holder[last], its_shape.item, (*around, last), problems)

    def _at(self, way: Iterable[Step], value: Any, shape: Shape) -> tuple[Any, Shape]:
        """The value that a path leads to, and its shape."""
        for step in way:
            value = value[step]
            if shape.kind == "object":
                shape = self._model.type(shape.type_name).fields[str(step)].shape
            elif shape.item is not None:
                shape = shape.item
        return value, shape

    def _value(self, value: Any, shape: Shape, path: Path, problems: list[StructureProblem]) -> None:
        kind = shape.kind
        if kind == "any" or value.__class__ is Unread:
            return
        if value is None:
            if not shape.may_be_null:
                problems.append(problem("T009", path, zero=written(shape.zero())))
        elif kind == "object":
            if isinstance(value, dict):
                self._object(value, self._tables[shape.type_name], path, problems)
            else:
                problems.append(wrong_type(value, shape, path))
        elif kind == "dict" and isinstance(value, dict):
            self._dictionary(value, shape, path, problems)
        elif kind == "list" and isinstance(value, list):
            self._list(value, shape, path, problems)
        else:
            problems += scalar_problems(value, shape, path)

    def _dictionary(self, value: dict[str, Any], shape: Shape, path: Path, problems: list[StructureProblem]) -> None:
        item = shape.item
        assert item is not None  # noqa: S101 - dictionaries have items
        is_text = item.kind == "string" and not shape.integer_keys
        for key, entry in value.items():
            if is_text and entry.__class__ is str:
                continue
            place = (*path, key)
            if shape.integer_keys and not _DIGITS.fullmatch(key):
                problems.append(problem("T008", place, expected="a whole number as key", actual="another text"))
            self._value(entry, item, place, problems)

    def _object(self, value: dict[str, Any], table: _Table, path: Path, problems: list[StructureProblem]) -> None:
        plain_class, structured = table.plain.get, table.structured
        first = len(problems)
        # Nearly all that is ever looked at is well-formed, so this is where the time goes.
        for key, member in value.items():
            class_ = member.__class__
            if plain_class(key) is class_:
                if class_ is not int or 0 <= member <= _SMALL:
                    continue
            elif key in structured:
                expected, shape = structured[key]
                if class_ is dict and shape.kind == "object":
                    self._object(member, self._tables[shape.type_name], (*path, key), problems)
                elif member is not None and (member or class_ is not expected):
                    self._value(member, shape, (*path, key), problems)
                continue
            self._member(key, member, value, table.type, path, problems)
        if self._presence.missing:
            meant = _meant(problems[first:]).get(path, ())
            self._missing_fields(value, table.type, path, meant, problems)

    def _missing_fields(
        self,
        value: dict[str, Any],
        type_info: TypeInfo,
        path: Path,
        meant: Collection[object],
        problems: list[StructureProblem],
    ) -> None:
        """Adds what is missing, apart from the fields that are `meant` by misspelt ones."""
        missing = [
            name
            for name, field in type_info.fields.items()
            if name not in value and name not in meant and self._presence.is_missed(field)
        ]
        if missing:
            problems.append(
                problem("T016", path, count=counted(len(missing), "field"), missing=first_few(missing, _NAMES_SHOWN))
            )

    def _list(self, value: list[Any], shape: Shape, path: Path, problems: list[StructureProblem]) -> None:
        assert shape.item is not None  # noqa: S101 - lists have items
        for index, entry in enumerate(value):
            self._value(entry, shape.item, (*path, index), problems)

    def _member(
        self,
        key: str,
        member: Any,
        value: Mapping[str, Any],
        type_info: TypeInfo,
        path: Path,
        problems: list[StructureProblem],
    ) -> None:
        field = type_info.fields.get(key)
        if field is None:
            self._stranger(key, member, value, type_info, path, problems)
            return
        place = (*path, key)
        if self._presence.is_too_new(field):
            target = ".".join(map(str, self._presence.release))
            problems.append(problem("T017", place, since=field.since, target=target))
        if self._presence.deprecated and field.deprecated_since:
            problems.append(problem("D099", place, since=field.deprecated_since))
        if member.__class__ is str and field.shape.kind == "int" and self._is_constant(member, field):
            problems.append(constant_by_name(member, self._model.constants[member], place))
        else:
            self._value(member, field.shape, place, problems)

    def _stranger(
        self,
        key: str,
        member: Any,
        value: Mapping[str, Any],
        type_info: TypeInfo,
        path: Path,
        problems: list[StructureProblem],
    ) -> None:
        if not path and is_about_the_file(key, member):
            return
        place = (*path, key)
        exact = type_info.folded_names.get(fold_name(key))
        if exact is not None:
            problems.append(problem("T006", place, variant="both" if exact in value else "", found=key, known=exact))
            # The server reads it as that field, so the value counts.
            self._value(member, type_info.fields[exact].shape, place, problems)
            return
        meant = _ALIASES.get(fold_name(key))
        if meant not in type_info.fields:
            meant = self._nearest_field(key, type_info, value)
        if meant is None:
            problems.append(problem("T004", place, found=key, type=type_info.name))
        elif meant in value and value[meant] == member:
            problems.append(problem("T005", place, variant="both", severity=Severity.INFO, found=key, known=meant))
        else:
            problems.append(problem("T005", place, found=key, known=meant))

    def _is_constant(self, text: str, field: Field) -> bool:
        family = field.constants
        return bool(family) and text.startswith(family) and isinstance(self._model.constants.get(text), int)

    def _nearest_field(self, key: str, type_info: TypeInfo, value: Mapping[str, Any]) -> str | None:
        fields = type_info.fields
        near = [found for found in self._near_fields(key, type_info.name) if is_live(fields[found[1]].live_when, value)]
        return min(near, key=lambda found: (found[0], found[1] in value, found[1]))[1] if near else None

    def _find_near_fields(self, key: str, type_name: str) -> tuple[tuple[int, str], ...]:
        """The fields whose names the key may be a misspelling of, and how far away they are."""
        limit = min(_LARGEST_MISSPELLING, len(key) // _LETTERS_PER_MISTAKE)
        if not limit:
            return ()
        folded_key = fold_name(key)
        names = self._model.type(type_name).folded_names.items()
        distances = [(edit_distance(folded_key, folded, limit), name) for folded, name in names]
        return tuple(found for found in distances if found[0] <= limit)


def is_entry_of_dictionary(path: Path, shape: Shape, model: Model) -> bool:
    """Whether the last step of a path, which leads from a value of `shape`, is the key of a dictionary."""
    is_entry = False
    for step in path:
        is_entry = shape.kind == "dict"
        if shape.kind == "object":
            info = model.type(shape.type_name)
            field = info.fields.get(info.folded_names.get(fold_name(str(step)), ""))
            shape = field.shape if field is not None else Shape("any")
        else:
            shape = shape.item or Shape("any")
    return is_entry


def _meant(problems: Iterable[StructureProblem]) -> Mapping[Path, Collection[object]]:
    """By the path to an object, the fields that misspelt ones of it, or ones in the wrong case, mean."""
    meant: dict[Path, list[object]] = {}
    for found in problems:
        if found.rule in ("T005", "T006"):
            meant.setdefault(found.path[:-1], []).append(found.details["known"])
    return meant
