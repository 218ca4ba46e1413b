"""Whether the values in `const` and `enum` can be values of the field that they are compared with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from comet_lint.comet.model import Shape
from comet_lint.rules.conditions import FAMILY_ENDING, TIME_ZONES, is_family
from comet_lint.source.parsed import PlainScalar
from comet_lint.text.suggestions import did_you_mean, nearest_names

_CONSTANT = re.compile(r"[A-Z][A-Z0-9]*_[A-Z0-9_]*[A-Z0-9]")

_WORDS = {
    "string": "a text",
    "bytes": "a text",
    "int": "a whole number",
    "number": "a number",
    "bool": "true or false",
    "list": "a list",
    "dict": "a dictionary",
    "object": "an object",
}


class Subject(NamedTuple):
    """What a condition is about: its name for people, the shapes that it can have, and its family of constants.

    Without shapes nothing is known about it. A rule for several types has a shape from each of them.
    """

    name: str
    shapes: tuple[Shape, ...] = ()
    constants: str = ""

    @property
    def kinds(self) -> set[str]:
        """The kinds of its shapes; empty where it can be anything."""
        kinds = {shape.kind for shape in self.shapes}
        return set() if "any" in kinds else {str(kind) for kind in kinds}

    def entries(self, kind: str) -> Subject:
        """Its entries, where it is a list or a dictionary."""
        items = tuple(shape.item for shape in self.shapes if shape.kind == kind and shape.item is not None)
        return Subject(f"an entry of {self.name}", items, self.constants)

    def described(self) -> str:
        """What its values are: `a text`, `a text or a list`."""
        return " or ".join(dict.fromkeys(_WORDS[shape.kind] for shape in self.shapes))


def value_fault(value: Any, subject: Subject, constants: Mapping[str, Any]) -> str:
    """What is wrong with comparing the subject with `value`; empty for nothing."""
    if isinstance(value, PlainScalar):
        return f"write {str(value)!r} in quotes: without them, readers of YAML do not agree what it is."
    if is_family(value):
        return _family_fault(value, subject, constants)
    if isinstance(value, str):
        if value in constants:
            return _constant_fault(value, subject, constants)
        misspelt = _misspelt(value, subject, constants)
        if misspelt:
            return misspelt
    if value is None and subject.kinds - {"object"}:
        return f"null never matches: a field that is null counts as its zero value. Write {_zero(subject)}."
    return "" if _fits(value, subject) else f"{subject.name} is {subject.described()}, and {_written(value)}."


def _family_fault(entry: str, subject: Subject, constants: Mapping[str, Any]) -> str:
    if entry == TIME_ZONES:
        return "" if _fits("", subject) else f"{subject.name} is {subject.described()}, and time zones are texts."
    prefix = entry[: -len("*")]
    values = [value for name, value in constants.items() if name.startswith(prefix)]
    if not values:
        near = subject.constants and [subject.constants + "*"]
        return f"there are no constants {entry}.{did_you_mean(entry, near or sorted(_families(constants)))}"
    if not any(_fits(value, subject) for value in values):
        return f"{subject.name} is {subject.described()}, and {entry} are {_WORDS_OF_MANY[type(values[0])]}."
    return _other_family(entry, prefix, subject)


def _constant_fault(name: str, subject: Subject, constants: Mapping[str, Any]) -> str:
    value = constants[name]
    if not _fits(value, subject):
        return f"{subject.name} is {subject.described()}, and {name} is {_kind(value)} ({value!r})."
    return _other_family(name, name, subject)


def _other_family(written: str, prefix: str, subject: Subject) -> str:
    family = subject.constants
    if not family or prefix.startswith(family):
        return ""
    return f"{subject.name} has constants {family}*, and {written} is not one of them."


def _misspelt(text: str, subject: Subject, constants: Mapping[str, Any]) -> str:
    """That the text is no constant, where it certainly is meant for one."""
    if text in constants.values():
        return ""
    is_number = bool(subject.kinds) and not subject.kinds & {"string", "bytes"}
    own = [name for name in constants if subject.constants and name.startswith(subject.constants)]
    if not _CONSTANT.fullmatch(text.upper() if is_number else text):
        return ""
    near = nearest_names(text, own) or nearest_names(text, constants)
    if not is_number and not near:
        return ""
    return f"there is no constant {text}." + (f" Did you mean {', '.join(near)}?" if near else "")


def _families(constants: Mapping[str, Any]) -> Iterator[str]:
    seen: set[str] = set()
    for name in constants:
        parts = name.split("_")
        for count in range(1, len(parts)):
            family = "_".join(parts[:count]) + FAMILY_ENDING
            if family not in seen:
                seen.add(family)
                yield family


def _fits(value: Any, subject: Subject) -> bool:
    kinds = subject.kinds
    if not kinds:
        return True
    if isinstance(value, bool):
        return "bool" in kinds
    if isinstance(value, str):
        return bool(kinds & {"string", "bytes"})
    if isinstance(value, list):
        return "list" in kinds
    if isinstance(value, Mapping):
        return bool(kinds & {"dict", "object"})
    if value is None:
        return False
    return "number" in kinds or ("int" in kinds and float(value).is_integer())


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return _WORDS["bool"]
    if isinstance(value, str):
        return _WORDS["string"]
    if isinstance(value, list):
        return _WORDS["list"]
    if isinstance(value, Mapping):
        return "a mapping"
    return _WORDS["int"] if isinstance(value, int) else "a number with a fraction"


def _written(value: Any) -> str:
    if isinstance(value, (list, Mapping)):
        return f"this is {_kind(value)}"
    if value is None or isinstance(value, bool):
        return f"{'null' if value is None else str(value).lower()} is not"
    return f"{value!r} is {_kind(value)}" if isinstance(value, (str, int)) else f"{value} is {_kind(value)}"


def _zero(subject: Subject) -> str:
    import json

    return " or ".join(dict.fromkeys(json.dumps(shape.zero()) for shape in subject.shapes))


_WORDS_OF_MANY = {int: "whole numbers", str: "texts", bool: "true or false"}
