"""Positions looked up in one go: one look-up for every member of a map would take quadratic time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from comet_lint.findings import Span
from comet_lint.source.parsed import Positions
from comet_lint.text.pointers import Path


class KnownPlaces:
    """The positions of a parsed file, with those of `paths` in `document` at hand."""

    def __init__(self, positions: Positions, document: int, paths: Iterable[Path]) -> None:
        self._positions = positions
        self._document = document
        wanted: dict[Path, None] = {}
        for path in paths:
            wanted[path] = None
            # Where a field is missing, what lacks it is shown.
            wanted[path[:-1]] = None
        self._known: dict[Path, Span] = dict(zip(wanted, positions.marks(document, list(wanted)), strict=True))

    def spans(self, document: int, paths: Sequence[Path]) -> list[tuple[Span | None, Span]]:
        """As `Positions.spans`."""
        return self._positions.spans(document, paths)

    def marks(self, document: int, paths: Sequence[Path]) -> list[Span]:
        """As `Positions.marks`."""
        if document != self._document or not all(path in self._known for path in paths):
            return self._positions.marks(document, paths)
        return [self._known[path] for path in paths]

    def text(self, span: Span) -> str:
        """As `Positions.text`."""
        return self._positions.text(span)
