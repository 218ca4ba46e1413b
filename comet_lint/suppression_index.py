"""Which suppression of the configuration covers a finding: the first that does, found without trying them all.

A suppression is filed under the most telling thing that it asks for; only those filed under what a finding has are
tried on it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from comet_lint.config.settings import Suppression
from comet_lint.findings import Finding

_Key = tuple[object, ...]
_PLAIN_PATTERN = re.compile(r"[\w./-]*\w[\w./-]*")
"""A gitignore pattern in which every character stands for itself."""


class SuppressionIndex:
    """The suppressions, each with the codes of the rules it is about."""

    def __init__(self, entries: Iterable[tuple[Suppression, frozenset[str]]]) -> None:
        self._tests: list[tuple[Suppression, Callable[[Finding], bool]]] = []
        self._filed: dict[_Key, list[int]] = {}
        # What depends on the working folder is kept for one run only.
        self._names_in = lru_cache(maxsize=None)(_names_in)
        matcher_of = lru_cache(maxsize=None)(path_matcher)
        for number, (entry, codes) in enumerate(entries):
            in_path = matcher_of(entry.root, entry.path) if entry.path else None
            self._tests.append((entry, _matcher(entry, codes, in_path)))
            for key in _filed_under(entry, codes):
                self._filed.setdefault(key, []).append(number)

    def find(self, finding: Finding) -> Suppression | None:
        """The first suppression that covers the finding."""
        numbers = [number for key in self._keys(finding) for number in self._filed.get(key, ())]
        tests = (self._tests[number] for number in sorted(numbers))
        return next((entry for entry, matches in tests if matches(finding)), None)

    def _keys(self, finding: Finding) -> Iterator[_Key]:
        yield "rule", finding.rule
        yield "pointer", finding.pointer
        for entity in set(finding.entities):
            yield ("entity", entity)
        for name in self._names_in(finding.path):
            yield "name", name


def _filed_under(entry: Suppression, codes: frozenset[str]) -> Iterable[_Key]:
    if entry.pointer and "*" not in entry.pointer:
        return [("pointer", entry.pointer)]
    if entry.entities:
        return [("entity", entry.entities[0])]
    if _PLAIN_PATTERN.fullmatch(entry.path):
        return [("name", entry.path.rstrip("/").rpartition("/")[2])]
    return [("rule", code) for code in codes]


def _names_in(path: str) -> frozenset[str]:
    return frozenset(Path(os.path.abspath(path)).parts)  # noqa: PTH100 - must not follow links


def _matcher(
    entry: Suppression, codes: frozenset[str], in_path: Callable[[str], bool] | None
) -> Callable[[Finding], bool]:
    at_pointer = pointer_matcher(entry.pointer) if entry.pointer else None

    def matches(finding: Finding) -> bool:
        return (
            finding.rule in codes
            and (at_pointer is None or at_pointer(finding.pointer))
            and all(entity in finding.entities for entity in entry.entities)
            and (in_path is None or in_path(finding.path))
        )

    return matches


def path_matcher(root: Path, *patterns: str) -> Callable[[str], bool]:
    """Whether a path matches one of these gitignore patterns, which are relative to `root`."""
    from pathspec import GitIgnoreSpec

    from comet_lint.documents.discovery import path_below

    spec = GitIgnoreSpec.from_lines(patterns)
    known: dict[str, bool] = {}

    def matches(path: str) -> bool:
        verdict = known.get(path)
        if verdict is None:
            verdict = known[path] = spec.match_file(path_below(root, path))
        return verdict

    return matches


def pointer_matcher(glob: str) -> Callable[[str], bool]:
    """Whether a JSON Pointer is this one, in which `*` stands for one step and `**` for any number of them."""
    if "*" not in glob:
        return glob.__eq__
    pattern = re.compile(
        "".join(
            "(?:/[^/]*)*" if step == "**" else "/" + re.escape(step).replace(r"\*", "[^/]*")
            for step in glob.split("/")[1:]
        )
    )
    return lambda pointer: pattern.fullmatch(pointer) is not None
