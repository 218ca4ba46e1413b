"""Finds the places of workspace problems in their files and makes findings of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from comet_lint.comet.node import document_node, node_at
from comet_lint.findings import Finding, Related
from comet_lint.lint.drafts import Draft
from comet_lint.lint.linter import Linter
from comet_lint.lint.results import LARGE, Crash, Incomplete
from comet_lint.source.kinds import Kind
from comet_lint.source.reading import UnreadableError, read_file

if TYPE_CHECKING:
    from comet_lint.rules.problem import Problem
    from comet_lint.rules.rule import Rule
    from comet_lint.source.documents import DocumentRef
    from comet_lint.workspace.problems import DocumentPlace, WorkspaceProblem
    from comet_lint.workspace.rereading import Reading

    _Problems = list[tuple[Rule, WorkspaceProblem]]

_CHANGED = "The file changed while it was being checked."


def located(
    problems: Iterable[tuple[Rule, WorkspaceProblem]],
    linter: Linter,
    kind_of: Callable[[str], Kind | None],
    crashes: list[Crash],
    incomplete: list[Incomplete],
    kept: Mapping[str, bytes],
    large: int = LARGE,
) -> list[Finding]:
    """The findings that problems become. Files concerned are read again, except those `kept`, by path.

    First the files with related places are read, then those with problems, so that each finding is made once, with
    everything that belongs to it, and only one file is in memory at a time. `kind_of` tells what the user says that
    a file is, None for nothing; `large` is as in `Linter.check`.
    """
    problems_in: dict[str, dict[DocumentRef, _Problems]] = defaultdict(lambda: defaultdict(list))
    places_in: dict[str, dict[DocumentRef, dict[DocumentPlace, None]]] = defaultdict(lambda: defaultdict(dict))
    for rule, problem in problems:
        problems_in[problem.ref.path][problem.ref].append((rule, problem))
        for place in problem.related:
            places_in[place.ref.path][place.ref][place] = None
    files = _Files(linter, kind_of, crashes, incomplete, kept, large)
    related: dict[DocumentPlace, Related] = {}
    # The last file of the first round is the first of the second: it is read only once.
    for path in sorted(places_in, key=problems_in.__contains__):
        related.update(files.related_places(path, places_in[path]))
    findings: list[Finding] = []
    for path in sorted(problems_in, key=lambda path: path != files.at_hand):
        findings += files.findings(path, problems_in[path], related)
    return findings


class _Files:
    """The files concerned; one at a time is in memory."""

    def __init__(
        self,
        linter: Linter,
        kind_of: Callable[[str], Kind | None],
        crashes: list[Crash],
        incomplete: list[Incomplete],
        kept: Mapping[str, bytes],
        large: int,
    ) -> None:
        self.at_hand = ""
        self._reading: Reading | None = None
        self._linter = linter
        self._kind_of = kind_of
        self._crashes = crashes
        self._incomplete = incomplete
        self._kept = kept
        self._large = large

    def related_places(
        self, path: str, wanted: Mapping[DocumentRef, Iterable[DocumentPlace]]
    ) -> Iterator[tuple[DocumentPlace, Related]]:
        """The places in a file that findings in other documents also speak of, each with its position."""
        for reading, document, refs in self._documents(path, wanted):
            maker = reading.maker(document, [ref.base + place.path for ref in refs for place in wanted[ref]])
            for ref in refs:
                if self._root(reading, ref) is None:
                    continue
                places = list(wanted[ref])
                paths = [ref.base + place.path for place in places]
                origin = reading.origin(document)
                for place, way, mark in zip(places, paths, maker.marks(origin, paths), strict=True):
                    yield place, maker.related(origin, way, mark, place.message)

    def findings(
        self,
        path: str,
        problems: Mapping[DocumentRef, _Problems],
        related: Mapping[DocumentPlace, Related],
    ) -> Iterator[Finding]:
        """The findings in a file; related places that could not be found are left out."""
        linter = self._linter
        for reading, document, refs in self._documents(path, problems):
            maker = reading.maker(
                document, [ref.base + found.problem.at for ref in refs for _rule, found in problems[ref]]
            )
            for ref in refs:
                root = self._root(reading, ref)
                if root is None:
                    continue
                drafts = [
                    _draft(linter, rule, ref, found.problem, root)._replace(
                        elsewhere=tuple(related[place] for place in found.related if place in related)
                    )
                    for rule, found in problems[ref]
                ]
                yield from maker.findings(reading.origin(document), root, reading.shape(document), drafts)

    def _documents(self, path: str, refs: Iterable[DocumentRef]) -> Iterator[tuple[Reading, int, list[DocumentRef]]]:
        """The values in a file that `refs` lead to, and which of them lead to each; none if it cannot be read."""
        reading = self._read(path)
        if reading is None:
            return
        by_document: dict[int, list[DocumentRef]] = defaultdict(list)
        for ref in refs:
            by_document[ref.document].append(ref)
        for document, there in by_document.items():
            yield reading, document, there

    def _read(self, path: str) -> Reading | None:
        from comet_lint.workspace.rereading import read_again

        if path != self.at_hand:
            self._reading, self.at_hand = None, path
            try:
                data = self._kept[path] if path in self._kept else read_file(FilePath(path))
            except UnreadableError as error:
                self._incomplete.append(Incomplete(path, error.reason))
            else:
                self._reading = read_again(self._linter, path, data, self._kind_of(path), self._crashes, self._large)
        return self._reading

    def _root(self, reading: Reading, ref: DocumentRef) -> Any:
        root = reading.root(ref)
        if root is None:
            self._incomplete.append(Incomplete(ref.path, _CHANGED))
        return root


def _draft(linter: Linter, rule: Rule, ref: DocumentRef, problem: Problem, root: Any) -> Draft:
    """The draft for a problem of a typed document that is somewhere in `root`."""
    value = root
    for step in ref.base:
        value = value[step]
    node = document_node(value, ref.type_name, linter.model, ref.key)
    holder = node_at(node, problem.at)
    own = problem._replace(at=problem.at[len(holder.path) :])
    return Draft(rule, ref.base + problem.at, own, holder, ref.type_name)
