"""What is wrong with single values, whatever stands around them. Values are never quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from comet_lint.comet.model import INT64_MAX, Shape
from comet_lint.findings import Severity
from comet_lint.source.parsed import PlainScalar, UnknownScalar
from comet_lint.text.pointers import Path

_EXACT_IN_DOUBLE = 2**53
_DIGITS = re.compile(r"-?[0-9]+")
_POWERSHELL = re.compile(
    r"\s*(@\{.*\}|System\.Collections\.\S+|System\.Object\[\]|System\.Management\.\S+)\s*", re.DOTALL
)
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")

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


def problem(
    rule: str,
    path: Path,
    variant: str = "",
    severity: Severity | None = None,
    **details: str | int,
) -> StructureProblem:
    """A problem at `path`, with details for its message."""
    return StructureProblem(rule, path, details, variant, severity)


def scalar_problems(value: Any, shape: Shape, path: Path) -> Iterator[StructureProblem]:
    """What is wrong with a scalar, or with what stands where one should."""
    kind = shape.kind
    if isinstance(value, UnknownScalar):
        return
    if isinstance(value, PlainScalar):
        yield from _hazard(kind, path)
    elif (kind == "string" and isinstance(value, str)) or (kind == "bool" and isinstance(value, bool)):
        return
    elif kind == "int" and isinstance(value, int) and not isinstance(value, bool):
        yield from _integer(value, shape, path)
    elif kind == "int" and _is_fractional(value):
        yield problem("T011", path)
    elif kind == "int" and isinstance(value, str) and _DIGITS.fullmatch(value):
        yield problem("T010", path)
    elif kind == "number" and (_is_fractional(value) or (isinstance(value, int) and not isinstance(value, bool))):
        return
    elif kind == "bytes" and isinstance(value, str):
        # Go's decoder skips line breaks.
        if not _BASE64.fullmatch(value.replace("\n", "").replace("\r", "")):
            yield problem("T014", path)
    elif kind == "bytes" and isinstance(value, list) and all(isinstance(entry, int) for entry in value):
        yield problem("T014", path, variant="numbers", severity=Severity.INFO)
    else:
        yield wrong_type(value, shape, path)


def _integer(value: int, shape: Shape, path: Path) -> Iterator[StructureProblem]:
    if not shape.minimum <= value <= shape.maximum:
        yield problem("T012", path, minimum=shape.minimum, maximum=shape.maximum)
    elif abs(value) > _EXACT_IN_DOUBLE and shape.maximum >= INT64_MAX:
        yield problem("T012", path, variant="inexact", severity=Severity.INFO)


def _hazard(kind: str, path: Path) -> Iterator[StructureProblem]:
    wanted = {"bool": "true or false", "int": "a plain decimal number"}.get(kind)
    if wanted is None:
        yield problem("T015", path, variant="text")
    else:
        yield problem("T015", path, variant="typed", expected=wanted)


def wrong_type(value: Any, shape: Shape, path: Path) -> StructureProblem:
    """The problem of a value of another JSON type than `shape` has."""
    structured = shape.kind in ("object", "list", "dict")
    if structured and isinstance(value, str) and _POWERSHELL.fullmatch(value):
        return problem("T019", path, expected=_EXPECTED[shape.kind])
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


def written(zero: Any) -> str:
    """A zero value as JSON has it."""
    if isinstance(zero, bool):
        return "false"
    return '""' if zero == "" else "0"
