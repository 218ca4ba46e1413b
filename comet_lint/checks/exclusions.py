"""Which files a backup leaves out: exclusions of protected items and of policies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from comet_lint.comet.constants import ENGINE_BUILTIN_FILE
from comet_lint.comet.engine_props import FIELD, parse_json, props, with_prefix
from comet_lint.comet.node import Node
from comet_lint.comet.redaction import printable
from comet_lint.comet.stand_ins import is_redacted
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, problem

_ALL_GLOBS = frozenset({"*", "**", "**/*", "**\\*"})
_ALL_REGEXES = frozenset({"", ".", ".*", ".+", "^", "$", "^.*", ".*$", "^.*$", "^.+$"})


class _Pattern(NamedTuple):
    way: tuple[str, ...]
    place: str
    text: str
    is_regex: bool


def invalid_regex(node: Node, _context: Context) -> Iterator[Problem]:
    """Regular expressions that Go, and so Comet, cannot read."""
    patterns = [pattern for pattern in (*_exclusions(node), *_inclusions(node)) if pattern.is_regex]
    if not patterns:
        return
    from comet_lint.comet.go_regex import needs_go_1_22, problem_with

    for pattern in patterns:
        reason = problem_with(pattern.text)
        if reason:
            yield problem(*pattern.way, place=pattern.place, reason=reason)
        elif needs_go_1_22(pattern.text):
            yield problem(*pattern.way, severity=Severity.WARNING, variant="newer", place=pattern.place)


def matching_everything(node: Node, _context: Context) -> Iterator[Problem]:
    """Exclusions after which nothing is left."""
    for pattern in _exclusions(node):
        if pattern.text.strip() in (_ALL_REGEXES if pattern.is_regex else _ALL_GLOBS):
            yield problem(*pattern.way, place=pattern.place)


def _exclusions(node: Node) -> Iterator[_Pattern]:
    if node.type.name == "ExtraFileExclusion":
        if not is_redacted(node["Exclude"]):
            yield _Pattern(("Exclude",), "a mandatory exclusion", node["Exclude"], node["Regex"])
        return
    for key, text in _file_settings(node, "EXCLUDE", "REXCLUDE"):
        if not is_redacted(text):
            yield _Pattern((FIELD, key), f"the exclusion {printable(key)}", text, key.startswith("R"))


def _inclusions(node: Node) -> Iterator[_Pattern]:
    for key, text in _file_settings(node, "RINCLUDE"):
        try:
            value = parse_json(text)
        except ValueError:
            continue
        pattern = value.get("Value") if isinstance(value, dict) else None
        if isinstance(pattern, str):
            yield _Pattern((FIELD, key), f"the pattern in {printable(key)}", pattern, True)


def _file_settings(node: Node, *prefixes: str) -> Iterator[tuple[str, str]]:
    if node.type.name == "SourceConfig" and node["Engine"] == ENGINE_BUILTIN_FILE:
        yield from with_prefix(props(node), *prefixes).items()
