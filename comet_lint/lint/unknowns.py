"""What in a document is not known, and so not judged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from comet_lint.comet.unknown import REFUSED, STAND_IN, TAGGED, Unknown
from comet_lint.source.parsed import UnknownScalar
from comet_lint.source.path_tree import PathTree, path_tree
from comet_lint.text.pointers import Path, Step

if TYPE_CHECKING:
    from comet_lint.lint.values import StructureProblem
    from comet_lint.source.documents import Document

UNKNOWN_TYPE = "unknown type"
"""The value of a field that tells which others are in use is none that is known; these are not judged."""

_REFUSING = frozenset({"T008", "T010", "T011", "T012", "T013", "T014", "T019"})
"""Rules that are errors exactly because the server refuses the value."""


class Unjudged(NamedTuple):
    """A place in a document at which something is not judged, and a word for why."""

    path: Path
    why: str


def unjudged_in(
    document: Document,
    stand_ins: Iterable[Path],
    unknown_types: Iterable[Path],
    changed: Iterable[Path],
    problems: Iterable[StructureProblem],
) -> Iterator[Unjudged]:
    """What is not judged in a document: paths lead on from it.

    `changed` are the places whose value the rules read otherwise than written, `problems` those with its structure.
    """
    for path in stand_ins:
        yield Unjudged(path, STAND_IN)
    for path in unknown_types:
        yield Unjudged(path, UNKNOWN_TYPE)
    for path in changed:
        if isinstance(_at(path, document.value), UnknownScalar):
            yield Unjudged(path, TAGGED)
    for found in problems:
        is_typed_scalar = found.rule == "T015" and found.variant == "typed"
        if (found.rule in _REFUSING and found.severity is None) or is_typed_scalar:
            yield Unjudged(found.path[len(document.base) :], REFUSED)


def marked(value: Any, unjudged: Iterable[Unjudged]) -> Any:
    """A copy of `value` in which an `Unknown` is in place of each value that is not known."""
    found = [each for each in unjudged if each.why != UNKNOWN_TYPE]
    return _marked(value, path_tree([each.path for each in found]), found) if found else value


def _marked(value: Any, tree: PathTree, found: list[Unjudged]) -> Any:
    if tree.wanted:
        return Unknown(found[tree.wanted[0]].why, value)
    copy: Any = value.copy() if isinstance(value, (dict, list)) else value
    for step, below in tree.below.items():
        if _has(value, step):
            copy[step] = _marked(copy[step], below, found)
    return copy


def _has(value: Any, step: Step) -> bool:
    if isinstance(value, dict):
        return step in value
    return isinstance(value, list) and isinstance(step, int) and step < len(value)


def _at(path: Path, value: Any) -> Any:
    there: Any = value
    for step in path:
        if not _has(there, step):
            return None
        there = there[step]
    return there
