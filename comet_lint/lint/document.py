"""Lints one document: the only way from its value to the drafts of findings."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, NamedTuple

from comet_lint.lint.error_places import kind_and_place
from comet_lint.lint.results import Crash
from comet_lint.lint.validation import NOTHING_FOUND, UNREADABLE, ValidationResult
from comet_lint.rules.links import candidates
from comet_lint.source.documents import Document
from comet_lint.source.kinds import Unit
from comet_lint.text.pointers import Path

if TYPE_CHECKING:
    from comet_lint.lint.drafts import Draft
    from comet_lint.lint.linter import Linter
    from comet_lint.lint.values import StructureProblem


class Linted(NamedTuple):
    """What linting a document gave: drafts of findings, and the typed documents in it as the rules read them.

    `strangers` are paths to what does not fit its type, such as unknown fields.
    """

    drafts: list[Draft]
    units: list[Unit]
    strangers: Collection[Path] = ()


def lint_document(document: Document, linter: Linter, crashes: list[Crash]) -> Linted:
    """Everything that the rules say about one document. Rules that crash are added to `crashes`.

    The validator tells which conditions hold where, and which values do not fit the structure; names that lead nowhere
    are found in the plain values. Rules, model and typed nodes are needed only where something was found.
    """
    document, result, problems = _examined(document, linter, crashes)
    plan = linter.plan(document.shape)
    units = list(document.units())
    matches = [[*_matches_in(unit, document, result), *candidates(unit.value, unit.key, plan.links)] for unit in units]
    if not (problems or result.has_empty_key or any(matches)):
        return Linted([], units)
    from comet_lint.lint.judging import judged

    about_empty_keys = plan.about_empty_keys if result.has_empty_key else []
    drafts = judged(document, units, problems, matches, about_empty_keys, linter, crashes)
    return Linted(drafts, units, result.places)


def _examined(
    document: Document, linter: Linter, crashes: list[Crash]
) -> tuple[Document, ValidationResult, list[StructureProblem]]:
    """The document as the rules read it, the result of validating it, and its structure violations."""
    validator, value, shape = linter.plan(document.shape).validator, document.value, document.shape
    try:
        result = validator.validate(value)
    except UNREADABLE:
        return _examined_when_settled(document, linter, crashes)
    if not result.places and not result.incomplete:
        return document, result, []
    from comet_lint.lint.settling import settled_at

    problems = linter.structure.check_at(result.places, result.incomplete, value, shape, document.base)
    plain = settled_at(result.places, value, shape, linter.model)
    if plain is not value:
        result = validator.validate(plain)
    return document._replace(value=plain), result, problems


def _examined_when_settled(
    document: Document, linter: Linter, crashes: list[Crash]
) -> tuple[Document, ValidationResult, list[StructureProblem]]:
    """As `_examined`, for a document with values that the validator cannot take as they were written."""
    from comet_lint.lint.settling import settled

    value, shape = document.value, document.shape
    changed: list[Path] = []
    plain = settled(value, shape, linter.model, (), changed)
    try:
        result = linter.plan(shape).validator.validate(plain)
    except UNREADABLE as error:
        crashes.append(Crash("conditions", kind_and_place(error)))
        return document._replace(value=plain), NOTHING_FOUND, linter.structure.check(value, shape, document.base)
    places = {**result.places, **dict.fromkeys(changed)}
    problems = linter.structure.check_at(places, result.incomplete, value, shape, document.base)
    return document._replace(value=plain), result, problems


def _matches_in(unit: Unit, document: Document, result: ValidationResult) -> Iterator[tuple[str, Path]]:
    """The matches in a typed document, with paths from there."""
    way = unit.base[len(document.base) :]
    for code, path in result.matches:
        if path[: len(way)] == way:
            yield code, path[len(way) :]
