"""Findings in a map of documents that was parsed as a whole: each document by itself.

Only its own secrets count for a document, whatever else is in the file, as if it had a file of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from comet_lint.documents.parsed import Positions
from comet_lint.drafts import Draft, FindingMaker
from comet_lint.findings import Finding, Span
from comet_lint.model import Shape
from comet_lint.pointers import Path

_Spans = tuple[Span | None, Span]


def member_findings(maker: FindingMaker, index: int, root: Any, shape: Shape, drafts: list[Draft]) -> list[Finding]:
    """The findings that `drafts` become in the document at `index`, whose value is `root`."""
    if shape.kind != "dict" or not isinstance(root, dict) or not drafts:
        return maker.findings(index, root, shape, drafts)
    by_member: dict[Path, list[Draft]] = {}
    for draft in drafts:
        by_member.setdefault(draft.path[:1], []).append(draft)
    parsed = maker.parsed
    places = _KnownPlaces(parsed.positions, index, drafts)
    maker.parsed = parsed._replace(positions=places)
    findings: list[Finding] = []
    for key, group in by_member.items():
        findings += maker.findings(index, _only(root, key), shape, group)
    maker.parsed = parsed
    return findings


def _only(root: Mapping[str, Any], steps: Path) -> dict[str, Any]:
    return {step: root[step] for step in steps if isinstance(step, str) and step in root}


class _KnownPlaces:
    """Positions that were looked up in one go, as one look-up for every member would take quadratic time."""

    def __init__(self, positions: Positions, index: int, drafts: Sequence[Draft]) -> None:
        self._positions = positions
        self._index = index
        paths = list(dict.fromkeys(path for draft in drafts for path in _wanted(draft)))
        self._known: dict[Path, _Spans] = dict(zip(paths, positions.spans(index, paths), strict=True))

    def spans(self, document: int, paths: Sequence[Path]) -> list[_Spans]:
        if document != self._index or not self._known.keys() >= set(paths):
            return self._positions.spans(document, paths)
        return [self._known[path] for path in paths]

    def text(self, span: Span) -> str:
        return self._positions.text(span)


def _wanted(draft: Draft) -> Iterator[Path]:
    yield draft.path
    # Where a field is missing, what lacks it is shown.
    yield draft.path[:-1]
    for place in draft.problem.related:
        yield place.path
