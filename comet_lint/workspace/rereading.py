"""Reading a file again for the findings about several documents: only what is concerned is looked at.

All that the workspace asks of lint and source for this is here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any, Protocol

from comet_lint.comet.model import Shape
from comet_lint.lint.finding_builder import DocumentPart, FindingBuilder
from comet_lint.lint.known_places import KnownPlaces
from comet_lint.lint.limits import Hider
from comet_lint.lint.linter import Linter
from comet_lint.lint.results import Crash
from comet_lint.lint.secret_words import secret_words
from comet_lint.source.documents import Document, DocumentRef
from comet_lint.source.kinds import Kind
from comet_lint.source.map_file import MapFile
from comet_lint.source.roots import Origin
from comet_lint.source.source_file import BrokenMemberError, SourceFile, open_file, replaced_in
from comet_lint.text.pointers import Path, Step

_Positions = dict[Step, int]
"""The position of each key in a value, counted from 1."""


class Reading(Protocol):
    """A file that was read again."""

    def root(self, ref: DocumentRef) -> Any:
        """The value in the file that has the document, of a map only this member; None if it is not there any more."""
        ...

    def part(self, ref: DocumentRef, root: Any) -> DocumentPart:
        """What findings about a document are about; `root` is as `root` gives it."""
        ...

    def maker(self, document: int, paths: Iterable[Path]) -> FindingBuilder:
        """Makes findings about a value in the file, with the positions of `paths` in it looked up in one go."""
        ...


def read_again(
    linter: Linter,
    path: str,
    data: bytes,
    forced: Kind | None,
    crashes: list[Crash],
    secret_words: frozenset[str] | None,
    large: int,
) -> Reading:
    """The file called `path`. Rules whose message cannot be filled are added to `crashes`.

    `secret_words` are those of the file, as `words_of` gives them, None if they are not known yet.
    """
    file = open_file(data, path, forced, large)
    hider = linter.hider(path, data)
    if isinstance(file, MapFile):
        maker = FindingBuilder(linter.model, path, file.parsed, linter.root, crashes, hider)
        return _MapReading(linter, file, maker, secret_words)
    return _WholeReading(linter, path, file, crashes, secret_words, hider)


class _Parts:
    """Makes the parts of a file that findings are about, from all of its documents."""

    def __init__(
        self, linter: Linter, documents: Callable[[], Iterable[Document]], words: frozenset[str] | None
    ) -> None:
        self._linter = linter
        self._documents = documents
        self._words = words

    def part(
        self, origin: Origin, root: Any, shape: Shape, replaced: Iterable[tuple[Path, object]], positions: _Positions
    ) -> DocumentPart:
        """The part with this value, of the root at `origin`."""
        strangers = [problem.path for problem in self._linter.structure.check(root, shape)]
        return DocumentPart(origin, root, shape, strangers, tuple(replaced), positions, self._is_others)

    def _is_others(self, word: str) -> bool:
        if self._words is None:
            # Linting found nothing to say about the file, so it has no strangers.
            known = (secret_words(document, (), self._linter.model) for document in self._documents())
            self._words = frozenset().union(*known)
        return word in self._words


class _MapReading:
    def __init__(self, linter: Linter, file: MapFile, maker: FindingBuilder, words: frozenset[str] | None) -> None:
        self._file = file
        self._maker = maker
        self._parts = _Parts(linter, self._documents, words)

    def root(self, ref: DocumentRef) -> Any:
        key = ref.key
        if key is None or ref.document or key not in self._file:
            return None
        try:
            value = self._file.value(key)
        except BrokenMemberError:
            return None
        return {key: value} if isinstance(value, dict) else None

    def part(self, ref: DocumentRef, root: Any) -> DocumentPart:
        replaced = [((*ref.base, *path), old) for path, old in self._file.replaced(str(ref.key))]
        return self._parts.part(Origin(), root, self._file.kind.shape, replaced, self._positions)

    def maker(self, document: int, paths: Iterable[Path]) -> FindingBuilder:
        # The file looks positions up member by member anyway.
        del document, paths
        return self._maker

    @cached_property
    def _positions(self) -> _Positions:
        return {key: number for number, key in enumerate(self._file, 1)}

    def _documents(self) -> Iterator[Document]:
        for root in self._file.roots:
            for document, _notices in self._file.documents(root):
                yield document


class _WholeReading:
    def __init__(
        self,
        linter: Linter,
        path: str,
        file: SourceFile,
        crashes: list[Crash],
        words: frozenset[str] | None,
        hider: Callable[[], Hider] | None,
    ) -> None:
        self._linter = linter
        self._path = path
        self._file = file
        self._roots = file.roots
        self._crashes = crashes
        self._hider = hider
        self._known_positions: dict[int, _Positions] = {}
        self._parts = _Parts(linter, self._documents, words)

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

    def part(self, ref: DocumentRef, root: Any) -> DocumentPart:
        root_of_file = self._roots[ref.document]
        shape = root_of_file.kind.shape if root_of_file.kind is not None else Shape("any")
        replaced = replaced_in(root_of_file, self._file.parsed)
        positions = self._positions(ref.document) if ref.key is not None else {}
        return self._parts.part(root_of_file.origin, root, shape, replaced, positions)

    def maker(self, document: int, paths: Iterable[Path]) -> FindingBuilder:
        parsed = self._file.parsed
        if document < len(self._roots):
            origin = self._roots[document].origin
            known = KnownPlaces(parsed.positions, {origin.number: map(origin.to, paths)})
            parsed = parsed._replace(positions=known)
        linter = self._linter
        return FindingBuilder(linter.model, self._path, parsed, linter.root, self._crashes, self._hider)

    def _positions(self, number: int) -> _Positions:
        if number not in self._known_positions:
            root = self._roots[number].value
            keys = root if isinstance(root, dict) else ()
            self._known_positions[number] = {key: place for place, key in enumerate(keys, 1)}
        return self._known_positions[number]

    def _documents(self) -> Iterator[Document]:
        for root in self._roots:
            for document, _notices in self._file.documents(root):
                yield document
