"""Findings about several documents together: what the workspace rules say, with places in the files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from comet_lint.comet.node import document_node, node_at
from comet_lint.findings import Finding, Related, Span
from comet_lint.lint.drafts import Draft
from comet_lint.lint.linter import Linter
from comet_lint.lint.results import LARGE, Crash, Incomplete
from comet_lint.source.kinds import Kind
from comet_lint.source.reading import UnreadableError, read_file
from comet_lint.text.pointers import Path, to_pointer

if TYPE_CHECKING:
    from comet_lint.workspace import RelatedUnit, Unit, UnitProblem
    from comet_lint.workspace.second_reading import Reading

_NOT_READ = Span(0, 0, 0, 0)
"""Where a related place is before the file that it is in has been read."""


def placed(
    problems: Iterable[UnitProblem],
    linter: Linter,
    kind_of: Callable[[str], Kind | None],
    crashes: list[Crash],
    incomplete: list[Incomplete],
    kept: Mapping[str, bytes],
    large: int = LARGE,
) -> list[Finding]:
    """The findings that problems become. Files concerned are read again, once, except those `kept`, by path.

    `kind_of` tells what the user says that a file is, None for nothing; `large` is as in `Linter.check`.
    """
    concerned: dict[str, _Concerned] = defaultdict(_Concerned)
    for found in problems:
        concerned[found.unit.path].problems[found.unit].append(found)
        for related in found.related:
            concerned[related.unit.path].places[related.unit][related] = None
    second = _SecondReading(linter, crashes, incomplete, large)
    findings: list[Finding] = []
    for path, here in concerned.items():
        try:
            data = kept[path] if path in kept else read_file(FilePath(path))
        except UnreadableError as error:
            incomplete.append(Incomplete(path, error.reason))
        else:
            findings += second.findings(path, data, here, kind_of(path))
    return [_complete(finding, second.places) for finding in findings]


class _Concerned:
    """What there is to say about the documents of one file, and the places in them that findings point at."""

    def __init__(self) -> None:
        self.problems: dict[Unit, list[UnitProblem]] = defaultdict(list)
        self.places: dict[Unit, dict[RelatedUnit, None]] = defaultdict(dict)

    def paths(self) -> dict[int, list[Path]]:
        """By document, the ways from its root to all that is concerned."""
        paths: dict[int, list[Path]] = defaultdict(list)
        for unit, problems in self.problems.items():
            paths[unit.document] += [unit.base + found.problem.at for found in problems]
        for unit, places in self.places.items():
            paths[unit.document] += [unit.base + related.path for related in places]
        return paths


class _SecondReading:
    """Visits the files concerned, one after the other; `places` are the related places found so far."""

    def __init__(self, linter: Linter, crashes: list[Crash], incomplete: list[Incomplete], large: int) -> None:
        self.places: dict[Related, Related] = {}
        self._linter = linter
        self._crashes = crashes
        self._incomplete = incomplete
        self._large = large

    def findings(self, path: str, data: bytes, here: _Concerned, forced: Kind | None) -> list[Finding]:
        """The findings in one file, with stand-ins for their related places; those in this file are noted."""
        from comet_lint.workspace.second_reading import read_again

        linter = self._linter
        reading = read_again(linter, path, data, forced, here.paths(), self._crashes, self._large)
        findings: list[Finding] = []
        for unit in dict.fromkeys((*here.problems, *here.places)):
            root = reading.root(unit)
            if root is None:
                self._incomplete.append(Incomplete(path, "The file changed while it was being checked."))
                continue
            if unit in here.places:
                self.places.update(_places(reading, unit, here.places[unit]))
            if unit in here.problems:
                drafts = [_draft(linter, found, root) for found in here.problems[unit]]
                maker = reading.maker(unit.document)
                findings += maker.findings(unit.document, root, reading.shape(unit.document), drafts)
        return findings


def _draft(linter: Linter, found: UnitProblem, root: Any) -> Draft:
    unit, problem = found.unit, found.problem
    value = root
    for step in unit.base:
        value = value[step]
    node = node_at(document_node(value, unit.type_name, linter.model, unit.key), problem.at)
    elsewhere = tuple(map(_stand_in, found.related))
    return Draft(found.rule, unit.base + problem.at, problem, node, unit.type_name, elsewhere=elsewhere)


def _stand_in(related: RelatedUnit) -> Related:
    """What stands for a related place that is not known yet; equal for the same place and message only."""
    unit = related.unit
    return Related(unit.path, f"{unit.document}{to_pointer(unit.base + related.path)}", _NOT_READ, related.message)


def _places(reading: Reading, unit: Unit, wanted: Iterable[RelatedUnit]) -> Iterator[tuple[Related, Related]]:
    """Each related place in `unit`, with what stands for it."""
    maker = reading.maker(unit.document)
    related = list(wanted)
    paths = [unit.base + each.path for each in related]
    marks = maker.parsed.positions.marks(unit.document, paths)
    for each, path, mark in zip(related, paths, marks, strict=True):
        yield _stand_in(each), maker.related(unit.document, path, mark, each.message)


def _complete(finding: Finding, places: Mapping[Related, Related]) -> Finding:
    if not any(related.span is _NOT_READ for related in finding.related):
        return finding
    related = (places.get(each) if each.span is _NOT_READ else each for each in finding.related)
    return finding._replace(related=tuple(each for each in related if each is not None))
