"""Storage that is put together from several locations."""

from __future__ import annotations

from collections.abc import Iterator

from comet_lint.comet.locations import place_of
from comet_lint.comet.node import Node
from comet_lint.comet.unknown import skipping_unknown
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, RelatedPlace, problem


def too_few(node: Node, _context: Context) -> Iterator[Problem]:
    """No target, or a single one."""
    if node["SpanTargets"]:
        yield problem("SpanTargets", severity=Severity.INFO, variant="one")
    else:
        yield problem("SpanTargets")


def duplicates(node: Node, _context: Context) -> Iterator[Problem]:
    """Targets that are the same place as an earlier one."""
    seen: dict[tuple[str, ...], Node] = {}
    for target in node.each("SpanTargets"):
        with skipping_unknown:
            place = place_of(target.value)
            first = seen.setdefault(place.key, target) if place is not None else target
            if first is not target:
                related = RelatedPlace(first.path, "The first target is here.")
                yield problem(*target.steps, related=(related,), first=int(first.steps[-1]) + 1)
