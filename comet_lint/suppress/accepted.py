"""An index of suppressions: finds the first that applies to a finding among thousands."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path, PurePath
from typing import NamedTuple

from comet_lint.findings import Finding
from comet_lint.rules.rule import Rule
from comet_lint.rules.selection import matching
from comet_lint.source.discovery import path_below
from comet_lint.suppress.pointer_globs import pointer_matcher
from comet_lint.suppress.suppression import Suppression

_NOT_LITERAL = re.compile(r"[*?\[\]\\!#\s]")


class RuleCodes:
    """The codes of the rules that names stand for."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules
        self._known: dict[str, frozenset[str]] = {}
        self._names: frozenset[str] = frozenset()

    def is_name(self, name: str) -> bool:
        """Whether `name` stands for a rule; costs the same for names that do and that do not."""
        if not self._names:
            self._names = frozenset(
                [each for rule in self._rules for each in (rule.code, rule.name.upper())]
                + [rule.family for rule in self._rules if not rule.opt_in]
                + ["ALL"]
            )
        return name.upper() in self._names

    def of(self, names: Iterable[str]) -> frozenset[str]:
        """The codes of all rules with these names. Raises UnknownRuleError."""
        return frozenset[str]().union(*map(self._of_name, names))

    def _of_name(self, name: str) -> frozenset[str]:
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = frozenset(rule.code for rule in matching(name, self._rules))
        return known


class _Numbered(NamedTuple):
    number: int
    suppression: Suppression
    matches: Callable[[Finding], bool]


class _OfRule:
    """The entries for one rule; each is in one of the four."""

    def __init__(self) -> None:
        self.by_entity: dict[tuple[str, str], list[_Numbered]] = defaultdict(list)
        self.by_last_step: dict[str, list[_Numbered]] = defaultdict(list)
        self.by_pointer: dict[str, list[_Numbered]] = defaultdict(list)
        self.others: list[_Numbered] = []


class Accepted:
    """An index of suppressions, each with the codes of its rules. The first that applies to a finding counts."""

    def __init__(self, entries: Iterable[tuple[Suppression, frozenset[str]]]) -> None:
        self._by_rule: dict[str, _OfRule] = defaultdict(_OfRule)
        self._below: dict[Path, Callable[[str], str]] = {}
        self._steps: dict[str, frozenset[str]] = {}
        for number, (suppression, codes) in enumerate(entries):
            entry = _Numbered(number, suppression, self._matcher(suppression))
            for code in codes:
                self._add(self._by_rule[code], entry)

    def first(self, finding: Finding) -> Suppression | None:
        """The first suppression that applies to the finding."""
        of_rule = self._by_rule.get(finding.rule)
        if of_rule is None:
            return None
        real = finding.real or finding
        candidates = [*of_rule.others, *of_rule.by_pointer.get(real.pointer, ())]
        if of_rule.by_entity:
            for entity in dict.fromkeys(real.entities):
                candidates += of_rule.by_entity.get(entity, ())
        if of_rule.by_last_step:
            for step in self._steps_of(finding.path):
                candidates += of_rule.by_last_step.get(step, ())
        found = (entry for entry in candidates if entry.matches(finding))
        best = min(found, key=lambda entry: entry.number, default=None)
        return best.suppression if best is not None else None

    def _add(self, of_rule: _OfRule, entry: _Numbered) -> None:
        _, suppression, _ = entry
        if suppression.entities:
            of_rule.by_entity[suppression.entities[0]].append(entry)
        elif suppression.pointer and "*" not in suppression.pointer:
            of_rule.by_pointer[suppression.pointer].append(entry)
        elif suppression.path.strip("/") and not _NOT_LITERAL.search(suppression.path):
            # It can only match a path in which its last step is one.
            of_rule.by_last_step[suppression.path.strip("/").rpartition("/")[2]].append(entry)
        else:
            of_rule.others.append(entry)

    def _steps_of(self, path: str) -> frozenset[str]:
        steps = self._steps.get(path)
        if steps is None:
            steps = self._steps[path] = frozenset(PurePath(os.path.abspath(path)).parts)  # noqa: PTH100 - links stay
        return steps

    def _matcher(self, entry: Suppression) -> Callable[[Finding], bool]:
        in_path = None
        if entry.path:
            below = self._below.setdefault(entry.root, paths_below(entry.root))
            in_path = path_matcher(entry.root, entry.path, below=below)
        at_pointer = pointer_matcher(entry.pointer) if entry.pointer else None

        def matches(finding: Finding) -> bool:
            real = finding.real or finding
            return (
                all(entity in real.entities for entity in entry.entities)
                and (in_path is None or in_path(finding.path))
                and (at_pointer is None or at_pointer(real.pointer))
            )

        return matches


def paths_below(root: Path) -> Callable[[str], str]:
    """`path_below` for one root, with its results kept."""
    known: dict[str, str] = {}

    def below(path: str) -> str:
        result = known.get(path)
        if result is None:
            result = known[path] = path_below(root, path)
        return result

    return below


def path_matcher(root: Path, *patterns: str, below: Callable[[str], str] | None = None) -> Callable[[str], bool]:
    """Whether a path matches one of these gitignore patterns, which are relative to `root`.

    `below` is that of `paths_below`, to be shared by many matchers.
    """
    from pathspec import GitIgnoreSpec

    spec = GitIgnoreSpec.from_lines(patterns)
    below = below or paths_below(root)
    known: dict[str, bool] = {}

    def matches(path: str) -> bool:
        verdict = known.get(path)
        if verdict is None:
            verdict = known[path] = spec.match_file(below(path))
        return verdict

    return matches
