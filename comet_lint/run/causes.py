"""One cause, one finding: what rule files say of findings that have the same cause."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from comet_lint.findings import Finding, Related

if TYPE_CHECKING:
    from comet_lint.rules.rule import Rule

_RELATED_SHOWN = 5

_Places = tuple[set[str], set[str]]
"""Of findings: the objects that they are about, and where they point."""


def one_for_each_cause(findings: Sequence[Finding], rules: Iterable[Rule]) -> list[Finding]:
    """The findings without those that a rule's `silenced-by` or `once-per-run` leaves out, in their order."""
    by_code = {rule.code: rule for rule in rules}
    found = {finding.rule for finding in findings}
    silencers = {code: by_code[code].silenced_by for code in found if code in by_code and by_code[code].silenced_by}
    once = frozenset(code for code in found if code in by_code and by_code[code].once_per_run)
    left = list(_not_silenced(findings, silencers)) if silencers else list(findings)
    return list(_once(left, once)) if once else left


def with_found_across(findings: Iterable[Finding], across: Sequence[Finding], rules: Iterable[Rule]) -> list[Finding]:
    """The findings of single documents and those `across` documents, which stand in for what they judge anew."""
    anew = frozenset(rule.code for rule in rules if rule.across)
    places = {(found.rule, found.path, found.pointer) for found in across if found.rule in anew}
    return [*(found for found in findings if (found.rule, found.path, found.pointer) not in places), *across]


def _not_silenced(findings: Sequence[Finding], silencers: dict[str, tuple[str, ...]]) -> Iterator[Finding]:
    speaking = frozenset[str]().union(*silencers.values())
    places: dict[tuple[str, str], _Places] = defaultdict(lambda: (set(), set()))
    for finding in findings:
        if finding.rule in speaking:
            objects, pointers = places[finding.path, finding.rule]
            objects.add(finding.object)
            pointers.add(finding.pointer)
    for finding in findings:
        others = (places.get((finding.path, code)) for code in silencers.get(finding.rule, ()))
        if not any(other is not None and _is_said(finding, other) for other in others):
            yield finding


def _is_said(finding: Finding, places: _Places) -> bool:
    """Whether another rule speaks of the same object, or points at the place of the finding or around it."""
    objects, pointers = places
    return finding.object in objects or any(place in pointers for place in _around(finding.pointer))


def _around(pointer: str) -> Iterator[str]:
    while True:
        yield pointer
        if not pointer:
            return
        pointer = pointer.rpartition("/")[0]


def _once(findings: Sequence[Finding], once: frozenset[str]) -> Iterator[Finding]:
    further: dict[str, list[Finding]] = {}
    firsts: set[str] = set()
    for finding in findings:
        if finding.rule in firsts:
            further[finding.rule].append(finding)
        elif finding.rule in once:
            firsts.add(finding.rule)
            further[finding.rule] = []
    for finding in findings:
        if finding.rule not in once:
            yield finding
        elif finding.rule in firsts:
            firsts.remove(finding.rule)
            yield _for_all(finding, further[finding.rule])


def _for_all(first: Finding, others: Sequence[Finding]) -> Finding:
    if not others:
        return first
    number = "1 more document" if len(others) == 1 else f"{len(others)} more documents"
    related = [Related(each.path, each.pointer, each.span, "The same here.") for each in others[:_RELATED_SHOWN]]
    return first._replace(message=f"{first.message} It is the same with {number}.", related=(*first.related, *related))
