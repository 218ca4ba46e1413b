"""Findings brought together: those that say the same of many users, and those of one rule."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from comet_lint.findings import Finding, Severity

HANDFUL = 5
"""A rule's findings in one folder with more owners than this are one group, which shows this many places."""


class FindingGroup(NamedTuple):
    """Findings of one rule and severity in one folder, in their order; a finding alone is a group too."""

    findings: tuple[Finding, ...]
    owners: int

    @property
    def first(self) -> Finding:
        """The finding that is shown in full."""
        return self.findings[0]

    @property
    def where(self) -> str:
        """The file they are all in, or else the folder, which ends with a slash (empty: the top)."""
        paths = {finding.path for finding in self.findings}
        return paths.pop() if len(paths) == 1 else folder_of(self.first.path)

    @property
    def samples(self) -> list[Finding]:
        """The findings to show besides the first, each of another owner."""
        seen = {_owner(self.first)}
        chosen: list[Finding] = []
        for finding in self.findings:
            if len(chosen) == HANDFUL - 1:
                break
            if _owner(finding) not in seen:
                seen.add(_owner(finding))
                chosen.append(finding)
        return chosen

    @property
    def owner_noun(self) -> str:
        """What the owners are, such as `user`; `place` if they are of several kinds."""
        nouns = {finding.owner.partition(" ")[0] for finding in self.findings}
        noun = nouns.pop()
        return noun if not nouns and noun not in ("", "the") else "place"


def grouped(findings: Sequence[Finding], show_all: bool = False) -> list[FindingGroup]:
    """Groups in the order of their first findings. With `show_all` every finding is a group of its own."""
    if show_all:
        return [FindingGroup((finding,), 1) for finding in findings]
    alike: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in findings:
        alike.setdefault(_key(finding), []).append(finding)
    owners = {key: len({_owner(finding) for finding in members}) for key, members in alike.items()}
    groups: list[FindingGroup] = []
    told: set[tuple[str, str, str]] = set()
    for finding in findings:
        key = _key(finding)
        if owners[key] <= HANDFUL:
            groups.append(FindingGroup((finding,), 1))
        elif key not in told:
            told.add(key)
            groups.append(FindingGroup(tuple(alike[key]), owners[key]))
    return groups


class RuleFindings(NamedTuple):
    """All findings of one rule, in their order."""

    code: str
    name: str
    findings: tuple[Finding, ...]

    @property
    def severity(self) -> Severity:
        """The worst of them."""
        return min((finding.severity for finding in self.findings), key=lambda severity: severity.rank)


def by_rule(findings: Sequence[Finding]) -> list[RuleFindings]:
    """By rule; the worst and most frequent rules first."""
    found: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        found.setdefault((finding.rule, finding.name), []).append(finding)
    rules = [RuleFindings(code, name, tuple(members)) for (code, name), members in found.items()]
    return sorted(rules, key=lambda rule: (rule.severity.rank, -len(rule.findings), rule.code))


def folder_of(path: str) -> str:
    """`profiles/` for `profiles/bob.json`; empty for a file at the top."""
    return path[: path.rfind("/") + 1]


def _key(finding: Finding) -> tuple[str, str, str]:
    return finding.rule, finding.severity.value, folder_of(finding.path)


def _owner(finding: Finding) -> str:
    return finding.owner or finding.path
