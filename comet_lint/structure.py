"""Family T along the model: does a document have the fields and values that the server's decoder reads?

A problem is an error exactly when the server would refuse the document. What it accepts but the model does
not have (unknown and misspelt fields, null scalars) is a warning or an info. Values are never quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from comet_lint.documents.parsed import PlainScalar
from comet_lint.findings import Severity
from comet_lint.model import INT64_MAX, Field, Model, Shape, TypeInfo
from comet_lint.nearest import edit_distance
from comet_lint.pointers import Path
from comet_lint.releases import parse_release

_EXACT_IN_DOUBLE = 2**53
_DIGITS = re.compile(r"-?[0-9]+")
_POWERSHELL = re.compile(
    r"\s*(@\{.*\}|System\.Collections\.\S+|System\.Object\[\]|System\.Management\.\S+)\s*", re.DOTALL
)
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")
_LARGEST_MISSPELLING = 2
_LETTERS_PER_MISTAKE = 3

_ALIASES = {
    "AllowPasswordTOTPLogin": "AllowPasswordAndTOTPLogin",
    "AllowPasswordWebAuthnLogin": "AllowPasswordAndWebAuthnLogin",
    "IPAllowlist": "IPWhitelist",
    "Organisations": "Organizations",
}
"""Names by which documentation and habit call fields that are spelt otherwise."""

_EXPECTED = {
    "object": "an object",
    "list": "a list",
    "dict": "a dictionary",
    "string": "a text",
    "int": "a whole number",
    "bool": "true or false",
    "number": "a number",
    "bytes": "base64 text",
}


class StructureProblem(NamedTuple):
    """A finding of family T in embryo. `path` leads from the document's root to the key or entry concerned."""

    rule: str
    path: Path
    details: Mapping[str, str | int]
    variant: str = ""
    severity: Severity | None = None


class StructureChecker:
    """Walks documents along the model.

    `release` is the release that documents are meant for (empty: not said; later fields are then fine).
    `report_missing` adds T016, which is noise except for documents written by hand; `report_deprecated` adds
    D099, which every export of a server has.
    """

    def __init__(
        self, model: Model, release: tuple[int, ...] = (), report_missing: bool = False, report_deprecated: bool = False
    ) -> None:
        self._model = model
        self._release = release
        self._report_missing = report_missing
        self._report_deprecated = report_deprecated

    def check(self, value: Any, shape: Shape, path: Path = ()) -> Iterator[StructureProblem]:
        """All problems of `value`, which stands at `path`, with `shape`."""
        return self._value(value, shape, path, None)

    def _value(self, value: Any, shape: Shape, path: Path, field: Field | None) -> Iterator[StructureProblem]:
        kind = shape.kind
        if kind == "any":
            return
        if value is None:
            if not shape.may_be_null:
                yield _problem("T009", path, zero=_written(shape.zero()))
        elif kind == "object":
            if isinstance(value, dict):
                yield from self._object(value, self._model.type(shape.type_name), path)
            else:
                yield _wrong_type(value, shape, path)
        elif kind == "dict" and isinstance(value, dict):
            yield from self._dictionary(value, shape, path, field)
        elif kind == "list" and isinstance(value, list):
            assert shape.item is not None  # noqa: S101 - lists have items
            for index, entry in enumerate(value):
                yield from self._value(entry, shape.item, (*path, index), field)
        else:
            yield from _scalar(value, shape, path)

    def _dictionary(
        self, value: Mapping[str, Any], shape: Shape, path: Path, field: Field | None
    ) -> Iterator[StructureProblem]:
        assert shape.item is not None  # noqa: S101 - dictionaries have items
        for key, entry in value.items():
            if shape.integer_keys and not _DIGITS.fullmatch(key):
                yield _problem("T008", (*path, key), expected="a whole number as key", actual="another text")
            yield from self._value(entry, shape.item, (*path, key), field)

    def _object(self, value: Mapping[str, Any], type_info: TypeInfo, path: Path) -> Iterator[StructureProblem]:
        fields = type_info.fields
        for key, member in value.items():
            field = fields.get(key)
            if field is None:
                yield from self._stranger(key, member, value, type_info, path)
                continue
            if self._is_too_new(field):
                yield _problem("T017", (*path, key), since=field.since, target=".".join(map(str, self._release)))
            if self._report_deprecated and field.deprecated_since:
                yield _problem("D099", (*path, key), since=field.deprecated_since)
            yield from self._value(member, field.shape, (*path, key), field)
        if self._report_missing:
            missing = [name for name, field in fields.items() if name not in value and self.is_missed(field)]
            if missing:
                yield _problem("T016", path, count=len(missing), missing=_listed(missing))

    def is_reported_as_such(self, field: Field) -> bool:
        """Whether the presence of the field is a problem, whatever its value."""
        return self._is_too_new(field) or (self._report_deprecated and bool(field.deprecated_since))

    def is_missed(self, field: Field) -> bool:
        """Whether the absence of the field is a problem."""
        if not self._report_missing or field.omittable:
            return False
        # A field that came later than the oldest release known may rightly be missing.
        return not field.since or (bool(self._release) and self._release >= parse_release(field.since))

    def _is_too_new(self, field: Field) -> bool:
        return bool(self._release and field.since) and self._release < parse_release(field.since)

    def _stranger(
        self, key: str, member: Any, value: Mapping[str, Any], type_info: TypeInfo, path: Path
    ) -> Iterator[StructureProblem]:
        place = (*path, key)
        exact = type_info.folded_names.get(key.lower())
        if exact is not None:
            yield _problem("T006", place, variant="both" if exact in value else "", found=key, known=exact)
            # The server reads it as that field, so the value counts.
            yield from self._value(member, type_info.fields[exact].shape, place, type_info.fields[exact])
            return
        meant = _ALIASES.get(key)
        if meant not in type_info.fields:
            meant = _nearest_field(key, type_info, value)
        if meant is None:
            yield _problem("T004", place, found=key, type=type_info.name)
        elif meant in value and value[meant] == member:
            yield _problem("T005", place, variant="both", severity=Severity.INFO, found=key, known=meant)
        else:
            yield _problem("T005", place, found=key, known=meant)


def _problem(
    rule: str,
    path: Path,
    variant: str = "",
    severity: Severity | None = None,
    **details: str | int,
) -> StructureProblem:
    return StructureProblem(rule, path, details, variant, severity)


def _scalar(value: Any, shape: Shape, path: Path) -> Iterator[StructureProblem]:
    kind = shape.kind
    if isinstance(value, PlainScalar):
        yield from _hazard(kind, path)
    elif (kind == "string" and isinstance(value, str)) or (kind == "bool" and isinstance(value, bool)):
        return
    elif kind == "int" and isinstance(value, int) and not isinstance(value, bool):
        yield from _integer(value, shape, path)
    elif kind == "int" and _is_fractional(value):
        yield _problem("T011", path)
    elif kind == "int" and isinstance(value, str) and _DIGITS.fullmatch(value):
        yield _problem("T010", path)
    elif kind == "number" and (_is_fractional(value) or (isinstance(value, int) and not isinstance(value, bool))):
        return
    elif kind == "bytes" and isinstance(value, str):
        # Go's decoder skips line breaks.
        if not _BASE64.fullmatch(value.replace("\n", "").replace("\r", "")):
            yield _problem("T014", path)
    elif kind == "bytes" and isinstance(value, list) and all(isinstance(entry, int) for entry in value):
        yield _problem("T014", path, variant="numbers", severity=Severity.INFO)
    else:
        yield _wrong_type(value, shape, path)


def _integer(value: int, shape: Shape, path: Path) -> Iterator[StructureProblem]:
    if not shape.minimum <= value <= shape.maximum:
        yield _problem("T012", path, minimum=shape.minimum, maximum=shape.maximum)
    elif abs(value) > _EXACT_IN_DOUBLE and shape.maximum >= INT64_MAX:
        yield _problem("T012", path, variant="inexact", severity=Severity.INFO)


def _hazard(kind: str, path: Path) -> Iterator[StructureProblem]:
    wanted = {"bool": "true or false", "int": "a plain decimal number"}.get(kind)
    if wanted is None:
        yield _problem("T015", path, variant="text")
    else:
        yield _problem("T015", path, variant="typed", expected=wanted)


def _wrong_type(value: Any, shape: Shape, path: Path) -> StructureProblem:
    structured = shape.kind in ("object", "list", "dict")
    if structured and isinstance(value, str) and _POWERSHELL.fullmatch(value):
        return _problem("T019", path, expected=_EXPECTED[shape.kind])
    details = {"expected": _EXPECTED[shape.kind], "actual": _actual(value)}
    confused = structured and isinstance(value, (dict, list))
    return StructureProblem("T013" if confused else "T008", path, details)


def _is_fractional(value: Any) -> bool:
    return isinstance(value, float) or type(value).__name__ == "LosslessFloat"


def _actual(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    return "a text" if isinstance(value, str) else "a number"


def _nearest_field(key: str, type_info: TypeInfo, value: Mapping[str, Any]) -> str | None:
    limit = min(_LARGEST_MISSPELLING, len(key) // _LETTERS_PER_MISTAKE)
    if not limit:
        return None
    folded = key.lower()
    distances = [
        (edit_distance(folded, known_folded, limit), name in value, name)
        for known_folded, name in type_info.folded_names.items()
    ]
    distance, _, name = min(distances, default=(limit + 1, False, ""))
    return name if distance <= limit else None


def _written(zero: Any) -> str:
    if isinstance(zero, bool):
        return "false"
    return '""' if zero == "" else "0"


def _listed(names: list[str], limit: int = 6) -> str:
    more = len(names) - limit
    return ", ".join(names[:limit]) + (f" and {more} more" if more > 0 else "")
