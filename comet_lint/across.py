"""Findings about several documents together: what the workspace rules say, with places in the files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from comet_lint.document_check import unit_draft
from comet_lint.documents.kinds import Kind, recognise
from comet_lint.documents.source import UnreadableError, parse, read_file
from comet_lint.drafts import FindingMaker
from comet_lint.engine.engine import Crash
from comet_lint.findings import Finding, Related
from comet_lint.lint import Linter
from comet_lint.outcome import Incomplete
from comet_lint.pointers import Path

if TYPE_CHECKING:
    from comet_lint.workspace import RelatedUnit, UnitProblem


def across_findings(
    facts: Iterable[Any],
    linter: Linter,
    kind_of: Callable[[str], Kind | None],
    crashes: list[Crash],
    incomplete: list[Incomplete],
    kept: dict[str, bytes],
) -> list[Finding]:
    """The findings of the workspace rules. Files concerned are read again, except those `kept`, by path.

    `kind_of` tells what the user says that a file is, None for nothing.
    """
    from comet_lint.workspace import workspace_problems

    files = _Files(linter, kept, incomplete, crashes)
    problems: dict[str, dict[int, list[UnitProblem]]] = defaultdict(lambda: defaultdict(list))
    elsewhere: dict[str, list[RelatedUnit]] = defaultdict(list)
    for found in workspace_problems(facts, linter.rules.values(), linter.context, linter.model, crashes):
        problems[found.unit.path][found.unit.document].append(found)
        for related in found.related:
            elsewhere[related.unit.path].append(related)
    places: dict[RelatedUnit, Related] = {}
    for path, wanted in elsewhere.items():
        maker = files.opened(path)
        if maker is not None:
            places.update(_places(maker, wanted))
    findings: list[Finding] = []
    for path, by_document in problems.items():
        maker = files.opened(path)
        if maker is None:
            continue
        for index, here in by_document.items():
            if index >= len(maker.parsed.roots):
                incomplete.append(Incomplete(path, "The file changed while it was being checked."))
                continue
            root = maker.parsed.roots[index]
            kind = kind_of(path) or recognise(root)
            if kind is not None:
                drafts = [
                    unit_draft(linter, found.rule, found.unit, found.problem, root)._replace(
                        elsewhere=tuple(places[related] for related in found.related if related in places)
                    )
                    for found in here
                ]
                findings += maker.findings(index, root, kind.shape, drafts)
    return findings


class _Files:
    """Opens files for their second reading; the last one stays open, as findings come file by file."""

    def __init__(
        self, linter: Linter, kept: Mapping[str, bytes], incomplete: list[Incomplete], crashes: list[Crash]
    ) -> None:
        self._crashes = crashes
        self._linter = linter
        self._kept = kept
        self._incomplete = incomplete
        self._last: FindingMaker | None = None

    def opened(self, path: str) -> FindingMaker | None:
        """The file, parsed; None, and a note that the run is incomplete, if it cannot be read any more."""
        if self._last is None or self._last.path != path:
            try:
                data = self._kept[path] if path in self._kept else read_file(FilePath(path))
            except UnreadableError as error:
                self._incomplete.append(Incomplete(path, error.reason))
                return None
            self._last = FindingMaker(self._linter.model, path, parse(data, path), self._linter.root, self._crashes)
        return self._last


def _places(maker: FindingMaker, wanted: Iterable[RelatedUnit]) -> dict[RelatedUnit, Related]:
    by_document: dict[int, list[RelatedUnit]] = defaultdict(list)
    for related in wanted:
        if related.unit.document < len(maker.parsed.roots):
            by_document[related.unit.document].append(related)
    places: dict[RelatedUnit, Related] = {}
    for index, group in by_document.items():
        paths: list[Path] = [related.unit.base + related.path for related in group]
        for related, path, spans in zip(group, paths, maker.parsed.positions.spans(index, paths), strict=True):
            places[related] = maker.related(index, path, spans, related.message)
    return places
