"""Positions looked up in one go: one look-up for every member of a map would take quadratic time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from comet_lint.findings import Span
from comet_lint.source.parsed import Positions
from comet_lint.text.pointers import Path


class KnownPlaces:
    """The positions of a parsed file, with those of `paths`, by the value of the file that they begin at, at hand."""

    def __init__(self, positions: Positions, paths: Mapping[int, Iterable[Path]]) -> None:
        self._positions = positions
        self._known: dict[int, dict[Path, Span]] = {}
        for document, there in paths.items():
            wanted: dict[Path, None] = {}
            for path in there:
                wanted[path] = None
                # Where a field is missing, what lacks it is shown.
                wanted[path[:-1]] = None
            self._known[document] = dict(zip(wanted, positions.marks(document, list(wanted)), strict=True))

    def spans(self, document: int, paths: Sequence[Path]) -> list[tuple[Span | None, Span]]:
        """As `Positions.spans`."""
        return self._positions.spans(document, paths)

    def marks(self, document: int, paths: Sequence[Path]) -> list[Span]:
        """As `Positions.marks`."""
        known = self._known.get(document, {})
        if not all(path in known for path in paths):
            return self._positions.marks(document, paths)
        return [known[path] for path in paths]

    def text(self, span: Span) -> str:
        """As `Positions.text`."""
        return self._positions.text(span)
