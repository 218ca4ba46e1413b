"""Linting one document: the only way from its value to what there is to say about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

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
    from comet_lint.lint.unknowns import Unjudged
    from comet_lint.lint.values import StructureProblem


class Linted(NamedTuple):
    """What linting a document gave: drafts of findings, the typed documents in it as the rules read them, and what in
    it was not judged, with paths from the document.
    """

    drafts: list[Draft]
    units: list[Unit]
    unjudged: list[Unjudged]


class Examined(NamedTuple):
    """The document as the rules read it, what the validator says of it, what is wrong with its structure, and what in
    it is not known.
    """

    document: Document
    result: ValidationResult
    problems: list[StructureProblem]
    unjudged: list[Unjudged]


def lint_document(document: Document, linter: Linter, crashes: list[Crash]) -> Linted:
    """Everything that the rules say about one document. Rules that crash are added to `crashes`.

    The validator tells which conditions hold where, and which values do not fit the structure; names that lead nowhere
    are found in the plain values. Rules, model and typed nodes are needed only where something was found.
    """
    examined = _examined(document, linter, crashes)
    plan = linter.plan(document.shape)
    units = list(examined.document.units())
    matches = [
        [*_matches_in(unit, document, examined.result), *candidates(unit.value, unit.key, plan.links)] for unit in units
    ]
    drafts: list[Draft] = []
    if examined.problems or examined.result.has_empty_key or any(matches):
        from comet_lint.lint.judging import judged

        drafts = judged(examined, units, matches, linter, crashes)
    return Linted(drafts, units, examined.unjudged)


def _examined(document: Document, linter: Linter, crashes: list[Crash]) -> Examined:
    validator, value, shape = linter.plan(document.shape).validator, document.value, document.shape
    try:
        result = validator.validate(value)
    except UNREADABLE:
        return _examined_when_settled(document, linter, crashes)
    if not result.places and not result.incomplete:
        return _with_unknowns(document, value, result, [], (), linter)
    from comet_lint.lint.settling import settled_at

    problems = linter.structure.check_at(result.places, result.incomplete, value, shape, document.base)
    plain = settled_at(result.places, value, shape, linter.model)
    if plain is not value:
        result = validator.validate(plain)
    return _with_unknowns(document, plain, result, problems, (), linter)


def _examined_when_settled(document: Document, linter: Linter, crashes: list[Crash]) -> Examined:
    """As `_examined`, for a document with values that the validator cannot take as they were written."""
    from comet_lint.lint.settling import settled

    value, shape = document.value, document.shape
    changed: list[Path] = []
    plain = settled(value, shape, linter.model, (), changed)
    try:
        result = linter.plan(shape).validator.validate(plain)
    except UNREADABLE as error:
        crashes.append(Crash("conditions", kind_and_place(error)))
        problems = linter.structure.check(value, shape, document.base)
        return _with_unknowns(document, plain, NOTHING_FOUND, problems, changed, linter)
    places = {**result.places, **dict.fromkeys(changed)}
    problems = linter.structure.check_at(places, result.incomplete, value, shape, document.base)
    return _with_unknowns(document, plain, result, problems, changed, linter)


def _with_unknowns(
    document: Document,
    plain: Any,
    result: ValidationResult,
    problems: list[StructureProblem],
    changed: Sequence[Path],
    linter: Linter,
) -> Examined:
    """What was found out about a document, which the rules read as `plain` but for what is not known of it."""
    if not (result.stand_ins or result.unknown_types or problems or changed):
        return Examined(document._replace(value=plain), result, problems, [])
    from comet_lint.lint.unknowns import marked, unjudged_in

    stand_ins = [path for path, is_secret in result.stand_ins.items() if is_secret or not linter.context.live]
    if stand_ins:
        # What a stand-in stands for may well be base64.
        at = {document.base + path for path in stand_ins}
        problems = [found for found in problems if found.rule != "T014" or found.path not in at]
    unjudged = [*unjudged_in(document, stand_ins, result.unknown_types, changed, problems)]
    return Examined(document._replace(value=marked(plain, unjudged)), result, problems, unjudged)


def _matches_in(unit: Unit, document: Document, result: ValidationResult) -> Iterator[tuple[str, Path]]:
    """The matches in a typed document, with paths from there."""
    way = unit.base[len(document.base) :]
    for code, path in result.matches:
        if path[: len(way)] == way:
            yield code, path[len(way) :]
