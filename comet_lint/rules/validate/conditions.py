"""What is wrong with a condition: the `when` of a rule, or the `unless` of its reference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from comet_lint.comet.model import Field, Model, Shape
from comet_lint.rules.validate import local_references
from comet_lint.rules.validate.fault import Fault
from comet_lint.rules.validate.keywords import (
    CONDITIONS,
    LISTS_OF_CONDITIONS,
    form_fault,
    keywords,
    subjects_of,
)
from comet_lint.rules.validate.values import Subject, value_fault
from comet_lint.text.pointers import Path
from comet_lint.text.suggestions import did_you_mean

_MOST_PARTS = 10_000
"""Parts of a condition, references and aliases followed: more are a mistake, or meant to take for ever."""
_MOST_REFERENCES = 30
"""References that lead to each other in a row."""


def condition_faults(condition: Mapping[str, Any], type_names: Sequence[str], model: Model) -> list[Fault]:
    """What is wrong with a condition on objects of these types; paths are relative to it."""
    shapes = tuple(Shape("object", type_name=name) for name in type_names)
    walk = _Walk(model, condition, iter(range(_MOST_PARTS)))
    return list(dict.fromkeys(walk.condition(condition, Subject(_named(type_names), shapes), (), ())))


class _Walk(NamedTuple):
    """`whole` is the condition that references lead into; `budget` is used up by one for every part."""

    model: Model
    whole: Mapping[str, Any]
    budget: Iterator[int]

    def condition(self, condition: Any, subject: Subject, path: Path, followed: tuple[str, ...]) -> Iterator[Fault]:
        """`followed` are the references that led to this part."""
        if next(self.budget, None) is None:
            yield Fault((), f"this condition has more than {_MOST_PARTS:,} parts.")
        elif isinstance(condition, Mapping):
            for keyword, argument in condition.items():
                yield from self._keyword(str(keyword), argument, subject, (*path, keyword), followed)
        elif not isinstance(condition, bool):
            yield Fault(path, "a condition is a mapping of JSON Schema keywords such as const, or true or false.")

    def _keyword(
        self, keyword: str, argument: Any, subject: Subject, path: Path, followed: tuple[str, ...]
    ) -> Iterator[Fault]:
        if keyword not in keywords():
            yield Fault(path, self._unknown(keyword, subject))
            return
        wrong = form_fault(keyword, argument) or _misapplied(keyword, subject)
        if wrong:
            yield Fault(path, wrong)
        elif keyword == "$ref":
            yield from self._reference(argument, subject, path, followed)
        elif keyword in ("const", "enum"):
            yield from self._values(argument, subject, path)
        elif keyword in ("properties", "required"):
            yield from self._properties(keyword, argument, subject, path, followed)
        else:
            for sub, about, place in _parts(keyword, argument, subject, path):
                yield from self.condition(sub, about, place, followed)

    def _unknown(self, keyword: str, subject: Subject) -> str:
        if any(keyword in fields for fields in self._types(subject)):
            return f"{keyword} is a field: write it under 'properties'."
        hint = did_you_mean(keyword, keywords())
        return f"there is no keyword {keyword!r} of JSON Schema that a condition can use.{hint}"

    def _reference(self, reference: str, subject: Subject, path: Path, followed: tuple[str, ...]) -> Iterator[Fault]:
        if not reference.startswith(local_references.LOCAL):
            yield Fault(path, f"{reference!r} is outside this condition: a reference begins with '#/'.")
        elif reference in followed:
            yield Fault(path, f"{reference!r} leads back to itself.")
        elif len(followed) >= _MOST_REFERENCES:
            yield Fault(path, f"more than {_MOST_REFERENCES} references lead to each other.")
        else:
            way = local_references.path_of(reference)
            try:
                meant = local_references.target(self.whole, way)
            except LookupError:
                known = [f"#/$defs/{name}" for name in self.whole.get("$defs", ())]
                yield Fault(path, f"there is no {reference!r} in this condition.{did_you_mean(reference, known)}")
            else:
                yield from self.condition(meant, subject, _indexed(way, self.whole), (*followed, reference))

    def _values(self, argument: Any, subject: Subject, path: Path) -> Iterator[Fault]:
        places: list[tuple[Path, Any]] = [(path, argument)]
        if path[-1] == "enum" and isinstance(argument, list):
            places = [((*path, index), value) for index, value in enumerate(argument)]
        for place, value in places:
            wrong = value_fault(value, subject, self.model.constants)
            if wrong:
                yield Fault(place, wrong)

    def _properties(
        self, keyword: str, argument: Any, subject: Subject, path: Path, followed: tuple[str, ...]
    ) -> Iterator[Fault]:
        types = self._types(subject)
        for index, name in enumerate(argument):
            here = (*path, name if keyword == "properties" else index)
            found = [fields[name] for fields in types if name in fields]
            if types and not found:
                known = [field for fields in types for field in fields]
                yield Fault(here, f"{_has_no(subject)} field {name}.{did_you_mean(str(name), known)}")
            elif keyword == "properties":
                yield from self.condition(
                    argument[name], _of_fields(name, found) if types else subject.entries("dict"), here, followed
                )

    def _types(self, subject: Subject) -> list[Mapping[str, Field]]:
        return [self.model.type(shape.type_name).fields for shape in subject.shapes if shape.kind == "object"]


def _parts(keyword: str, argument: Any, subject: Subject, path: Path) -> Iterator[tuple[Any, Subject, Path]]:
    """The conditions that a keyword holds, what each is about, and its path; `properties` apart."""
    if keyword in LISTS_OF_CONDITIONS:
        for index, sub in enumerate(argument):
            yield sub, subject, (*path, index)
    elif keyword in CONDITIONS:
        yield argument, subject, path
    elif keyword == "patternProperties":
        for pattern, sub in argument.items():
            yield sub, subject.entries("dict"), (*path, pattern)
    elif keyword == "additionalProperties":
        yield argument, subject.entries("dict"), path
    elif keyword == "propertyNames":
        yield argument, Subject(f"a key of {subject.name}", (Shape("string"),)), path
    elif keyword in ("items", "contains"):
        yield argument, subject.entries("list"), path


def _misapplied(keyword: str, subject: Subject) -> str:
    words, kinds = subjects_of(keyword)
    if not kinds or not subject.kinds or subject.kinds & kinds:
        return ""
    return f"{keyword} is about {words}, and {subject.name} is {subject.described()}."


def _of_fields(name: str, fields: Sequence[Field]) -> Subject:
    families = {field.constants for field in fields}
    return Subject(name, tuple(field.shape for field in fields), families.pop() if len(families) == 1 else "")


def _named(type_names: Sequence[str]) -> str:
    return " and ".join(type_names)


def _has_no(subject: Subject) -> str:
    names = [shape.type_name for shape in subject.shapes if shape.kind == "object"]
    return f"{_named(names)} {'has no' if len(names) == 1 else 'do not have a'}"


def _indexed(way: Path, whole: Any) -> Path:
    """A way whose steps into lists are numbers, as positions in the file want them."""
    steps: list[str | int] = []
    for step in way:
        steps.append(int(step) if isinstance(whole, list) else step)
        whole = local_references.target(whole, (step,))
    return tuple(steps)
