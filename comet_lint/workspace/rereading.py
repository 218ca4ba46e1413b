"""Reading a file again for the findings about several documents: only what is concerned is looked at.

All that the workspace asks of lint and source for this is here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Protocol

from comet_lint.comet.model import Shape
from comet_lint.lint.finding_builder import FindingBuilder
from comet_lint.lint.known_places import KnownPlaces
from comet_lint.lint.limits import Hider
from comet_lint.lint.linter import Linter
from comet_lint.lint.results import Crash
from comet_lint.source.documents import DocumentRef
from comet_lint.source.kinds import Kind
from comet_lint.source.map_file import MapFile
from comet_lint.source.roots import Origin
from comet_lint.source.source_file import BrokenMemberError, SourceFile, open_file
from comet_lint.text.pointers import Path


class Reading(Protocol):
    """A file that was read again."""

    def root(self, ref: DocumentRef) -> Any:
        """The value in the file that has the document, of a map only this member; None if it is not there any more."""
        ...

    def shape(self, document: int) -> Shape:
        """The shape of a root of the file."""
        ...

    def origin(self, document: int) -> Origin:
        """Where a root stands in the file."""
        ...

    def maker(self, document: int, paths: Iterable[Path]) -> FindingBuilder:
        """Makes findings about a root of the file, with the positions of `paths` in it looked up in one go."""
        ...


def read_again(
    linter: Linter, path: str, data: bytes, forced: Kind | None, crashes: list[Crash], large: int
) -> Reading:
    """The file called `path`. Rules whose message cannot be filled are added to `crashes`."""
    file = open_file(data, path, forced, large)
    hider = linter.hider(path, data)
    if isinstance(file, MapFile):
        return _MapReading(file, FindingBuilder(linter.model, path, file.parsed, linter.root, crashes, hider))
    return _WholeReading(linter, path, file, crashes, hider)


class _MapReading:
    def __init__(self, file: MapFile, maker: FindingBuilder) -> None:
        self._file = file
        self._maker = maker

    def root(self, ref: DocumentRef) -> Any:
        key = ref.key
        if key is None or ref.document or key not in self._file:
            return None
        try:
            value = self._file.value(key)
        except BrokenMemberError:
            return None
        return {key: value} if isinstance(value, dict) else None

    def shape(self, document: int) -> Shape:
        del document
        return self._file.kind.shape

    def origin(self, document: int) -> Origin:
        del document
        return Origin()

    def maker(self, document: int, paths: Iterable[Path]) -> FindingBuilder:
        # The file looks positions up member by member anyway.
        del document, paths
        return self._maker


class _WholeReading:
    def __init__(
        self,
        linter: Linter,
        path: str,
        file: SourceFile,
        crashes: list[Crash],
        hider: Callable[[], Hider | None] | None,
    ) -> None:
        self._linter = linter
        self._path = path
        self._parsed = file.parsed
        self._roots = file.roots
        self._crashes = crashes
        self._hider = hider

    def root(self, ref: DocumentRef) -> Any:
        if ref.document >= len(self._roots) or self._roots[ref.document].kind is None:
            return None
        root = self._roots[ref.document].value
        value = root
        for step in ref.base:
            value = value.get(step) if isinstance(value, dict) else None
        if not isinstance(root, dict) or not isinstance(value, dict):
            return None
        return {ref.key: value} if ref.key is not None else root

    def shape(self, document: int) -> Shape:
        kind = self._roots[document].kind
        return kind.shape if kind is not None else Shape("any")

    def origin(self, document: int) -> Origin:
        return self._roots[document].origin

    def maker(self, document: int, paths: Iterable[Path]) -> FindingBuilder:
        parsed = self._parsed
        if document < len(self._roots):
            origin = self._roots[document].origin
            known = KnownPlaces(parsed.positions, {origin.number: map(origin.to, paths)})
            parsed = parsed._replace(positions=known)
        linter = self._linter
        return FindingBuilder(linter.model, self._path, parsed, linter.root, self._crashes, self._hider)
