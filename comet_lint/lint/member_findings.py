"""Findings in a map of documents that was parsed as a whole: each document by itself.

Only its own secrets count for a document, whatever else is in the file, as if it had a file of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from comet_lint.comet.model import Shape
from comet_lint.findings import Finding
from comet_lint.lint.drafts import Draft
from comet_lint.lint.finding_builder import FindingBuilder
from comet_lint.lint.known_places import KnownPlaces
from comet_lint.text.pointers import Path


def member_findings(maker: FindingBuilder, index: int, root: Any, shape: Shape, drafts: list[Draft]) -> list[Finding]:
    """The findings that `drafts` become in the document at `index`, whose value is `root`."""
    if shape.kind != "dict" or not isinstance(root, dict) or not drafts:
        return maker.findings(index, root, shape, drafts)
    by_member: dict[Path, list[Draft]] = {}
    for draft in drafts:
        by_member.setdefault(draft.path[:1], []).append(draft)
    parsed = maker.parsed
    maker.parsed = parsed._replace(positions=KnownPlaces(parsed.positions, index, _paths(drafts)))
    findings: list[Finding] = []
    for steps, group in by_member.items():
        findings += maker.findings(index, only(root, steps), shape, group)
    maker.parsed = parsed
    return findings


def only(root: Mapping[str, Any], steps: Path) -> dict[str, Any]:
    """The map with only the member to which `steps` lead, if there is such a one."""
    return {step: root[step] for step in steps[:1] if isinstance(step, str) and step in root}


def _paths(drafts: list[Draft]) -> Iterator[Path]:
    for draft in drafts:
        yield draft.path
        for place in draft.problem.related:
            yield place.path
