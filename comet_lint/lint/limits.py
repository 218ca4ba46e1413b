"""At most so many findings of one rule in one document; the others are counted."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import NamedTuple, Protocol

from comet_lint.comet.shapes import Shape
from comet_lint.findings import Finding, Severity
from comet_lint.lint.drafts import Draft
from comet_lint.rules.rule import Rule
from comet_lint.text.pointers import Path, to_pointer

MOST = 1000
"""Findings of one rule in one document that are reported one by one. Nobody reads more, and a hostile document could
have a million of them."""


class Hider(Protocol):
    """Tells what hides the findings of a file. `reads_lines` if it needs to know the lines that they are in."""

    reads_lines: bool

    def hides(self, finding: Finding) -> Hashable | None:
        """What hides the finding, None if nothing does. Only its rule, place and entities count."""
        ...


MakeHider = Callable[[str, bytes], Hider | None]
"""Gives the hider for the file called so, with this content; None if nothing in it can be hidden."""

Hiders = Callable[[Sequence[Draft]], Sequence[Hashable | None]]
"""Gives for each draft what hides the finding that it becomes, None for nothing."""


class OmittedFindings(NamedTuple):
    """How many findings of a rule in a document are left out, and the worst severity among them."""

    rule: Rule
    document: Path
    number: int
    severity: Severity


class Limited(NamedTuple):
    """The drafts of the findings to make, what is left out besides, and how many further drafts one stands for.

    `alike` has the number of further findings that are hidden by the same thing, by the draft's `id`.
    """

    drafts: list[Draft]
    omissions: list[OmittedFindings]
    alike: dict[int, int]


def limited(drafts: list[Draft], shape: Shape, hidden_by: Hiders | None) -> Limited:
    """Leave out what is beyond the limit, of each rule and document: the last ones by pointer.

    Findings that will be hidden do not count. Of a rule with too many, the first one that something hides stands for
    all others that it hides.
    """
    if len(drafts) <= MOST:
        return Limited(drafts, [], {})
    groups: dict[tuple[str, Path], list[Draft]] = {}
    for draft in drafts:
        groups.setdefault((draft.rule.code, document_of(draft.path, shape)), []).append(draft)
    result = Limited([], [], {})
    for (_code, document), group in groups.items():
        if len(group) <= MOST:
            result.drafts.extend(group)
        else:
            _limit(group, document, hidden_by, result)
    return result


def document_of(path: Path, shape: Shape) -> Path:
    """The way to the document that `path` leads into: a member of a map of documents, or the whole value."""
    return path[:1] if shape.kind == "dict" else ()


def _limit(group: list[Draft], document: Path, hidden_by: Hiders | None, result: Limited) -> None:
    if hidden_by is not None:
        group = _without_hidden(group, hidden_by, result)
    first = sorted(group, key=_pointer)[:MOST]
    result.drafts.extend(first)
    if len(group) > MOST:
        shown = set(map(id, first))
        severity = _worst(draft for draft in group if id(draft) not in shown)
        result.omissions.append(OmittedFindings(group[0].rule, document, len(group) - MOST, severity))


def _without_hidden(group: list[Draft], hidden_by: Hiders, result: Limited) -> list[Draft]:
    """The drafts that nothing hides; of each thing that hides others, the first draft is added to the result."""
    group = sorted(group, key=_pointer)
    kept: list[Draft] = []
    first: dict[Hashable, Draft] = {}
    for draft, hider in zip(group, hidden_by(group), strict=True):
        if hider is None:
            kept.append(draft)
        elif hider in first:
            result.alike[id(first[hider])] += 1
        else:
            first[hider] = draft
            result.drafts.append(draft)
            result.alike[id(draft)] = 0
    return kept


def _pointer(draft: Draft) -> str:
    return to_pointer(draft.path)


def _worst(drafts: Iterable[Draft]) -> Severity:
    severities = {draft.problem.severity or draft.rule.severity for draft in drafts}
    return min(severities, key=lambda severity: severity.rank)
