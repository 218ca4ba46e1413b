"""Linting one document: the only way from its value to what there is to say about it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from comet_lint.lint.error_places import kind_and_place
from comet_lint.lint.results import Crash
from comet_lint.lint.validation import UNREADABLE, Doubts
from comet_lint.rules.links import candidates
from comet_lint.source.documents import Document
from comet_lint.source.kinds import Unit
from comet_lint.text.pointers import Path

if TYPE_CHECKING:
    from comet_lint.lint.drafts import Draft
    from comet_lint.lint.linter import Linter
    from comet_lint.lint.structure import StructureProblem


class Linted(NamedTuple):
    """What linting a document gave: drafts of findings, and the typed documents in it as the rules read them."""

    drafts: list[Draft]
    units: list[Unit]


def lint_document(document: Document, linter: Linter, crashes: list[Crash]) -> Linted:
    """Everything that the rules say about one document. Rules that crash are added to `crashes`.

    The validator tells which conditions hold where, and where the structure is in doubt; names that lead nowhere are
    found in the plain values. Only where there is something of it are rules, model and typed nodes needed.
    """
    document, doubts, problems = _examined(document, linter, crashes)
    plan = linter.plan(document.shape)
    units = list(document.units())
    matches = [[*_matches_in(unit, document, doubts), *candidates(unit.value, unit.key, plan.links)] for unit in units]
    if not (problems or doubts.has_empty_key or any(matches)):
        return Linted([], units)
    from comet_lint.lint.judging import judged

    about_empty_keys = plan.about_empty_keys if doubts.has_empty_key else []
    return Linted(judged(document, units, problems, matches, about_empty_keys, linter, crashes), units)


def _examined(
    document: Document, linter: Linter, crashes: list[Crash]
) -> tuple[Document, Doubts, list[StructureProblem]]:
    """The document as the rules read it, what the validator says of it, and what is wrong with its structure."""
    validator, value, shape = linter.plan(document.shape).validator, document.value, document.shape
    try:
        doubts = validator.doubts(value)
    except UNREADABLE:
        problems = linter.structure.check(value, shape, document.base)
        new = _settled(document, linter, [()])
    else:
        if not doubts.places and not doubts.incomplete:
            return document, doubts, []
        problems = linter.structure.check_at(doubts.places, doubts.incomplete, value, shape, document.base)
        new = _settled(document, linter, doubts.places)
        if new is value:
            return document, doubts, problems
    try:
        doubts = validator.doubts(new)
    except UNREADABLE as error:
        # A value that the validator cannot take at all.
        crashes.append(Crash("conditions", kind_and_place(error)))
        doubts = Doubts([], {}, {})
    return document._replace(value=new), doubts, problems


def _settled(document: Document, linter: Linter, paths: Any) -> Any:
    from comet_lint.lint.settling import settled_at

    return settled_at(paths, document.value, document.shape, linter.model)


def _matches_in(unit: Unit, document: Document, doubts: Doubts) -> Iterator[tuple[str, Path]]:
    """The matches in a typed document, with paths from there."""
    way = unit.base[len(document.base) :]
    for code, path in doubts.matches:
        if path[: len(way)] == way:
            yield code, path[len(way) :]
