"""Reading a file again for the findings about several documents: only what is concerned is looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from comet_lint.comet.model import Shape
from comet_lint.lint.drafts import FindingMaker
from comet_lint.lint.known_places import KnownPlaces
from comet_lint.lint.linter import Linter
from comet_lint.lint.results import Crash
from comet_lint.source.kinds import Kind, recognise
from comet_lint.source.map_file import MapFile, open_map
from comet_lint.source.parsed import ParsedFile
from comet_lint.source.reading import parse_text, read_text
from comet_lint.source.source_file import BrokenMemberError
from comet_lint.text.pointers import Path
from comet_lint.workspace import Unit


class Reading(Protocol):
    """A file that was read again."""

    def maker(self, document: int) -> FindingMaker:
        """What makes the findings of a document of the file."""
        ...

    def root(self, unit: Unit) -> Any:
        """The document that `unit` is in, of a map only this member; None if it is not there any more."""
        ...

    def shape(self, document: int) -> Shape:
        """The shape of a document of the file."""
        ...


def read_again(
    linter: Linter,
    path: str,
    data: bytes,
    forced: Kind | None,
    wanted: Mapping[int, Iterable[Path]],
    crashes: list[Crash],
    large: int,
) -> Reading:
    """The file called `path`; positions are asked for at `wanted`: by document, paths from its root."""
    text = read_text(data, path)
    file = open_map(text, forced) if len(data) >= large else None
    if file is not None:
        return _MapReading(file, FindingMaker(linter.model, path, file.parsed, linter.root, crashes))
    parsed = parse_text(text)
    return _WholeReading(parsed, FindingMaker(linter.model, path, parsed, linter.root, crashes), forced, wanted)


class _MapReading:
    def __init__(self, file: MapFile, maker: FindingMaker) -> None:
        self._file = file
        self._maker = maker

    def maker(self, document: int) -> FindingMaker:
        del document
        return self._maker

    def root(self, unit: Unit) -> Any:
        key = unit.key
        if key is None or unit.document or key not in self._file:
            return None
        try:
            value = self._file.value(key)
        except BrokenMemberError:
            return None
        return {key: value} if isinstance(value, dict) else None

    def shape(self, document: int) -> Shape:
        del document
        return self._file.kind.shape


class _WholeReading:
    def __init__(
        self, parsed: ParsedFile, maker: FindingMaker, forced: Kind | None, wanted: Mapping[int, Iterable[Path]]
    ) -> None:
        self._parsed = parsed
        self._maker = maker
        self._kinds = [forced or recognise(root) for root in parsed.roots]
        self._places = {
            document: KnownPlaces(parsed.positions, document, paths)
            for document, paths in wanted.items()
            if document < len(parsed.roots)
        }

    def maker(self, document: int) -> FindingMaker:
        self._maker.parsed = self._parsed._replace(positions=self._places[document])
        return self._maker

    def root(self, unit: Unit) -> Any:
        if unit.document >= len(self._kinds) or self._kinds[unit.document] is None:
            return None
        root = self._parsed.roots[unit.document]
        value = root
        for step in unit.base:
            value = value.get(step) if isinstance(value, dict) else None
        if not isinstance(root, dict) or not isinstance(value, dict):
            return None
        return {unit.key: value} if unit.key is not None else root

    def shape(self, document: int) -> Shape:
        kind = self._kinds[document]
        return kind.shape if kind is not None else Shape("any")
