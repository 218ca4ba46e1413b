"""Which files a backup leaves out: exclusions of protected items and of policies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from comet_lint.comet.constants import ENGINE_BUILTIN_FILE
from comet_lint.comet.engine_props import FIELD, parse_json, props, with_prefix
from comet_lint.comet.node import Node
from comet_lint.comet.stand_ins import is_redacted
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, problem
from comet_lint.text.quotes import quoted_name

_ALL_GLOB = re.compile(r"[/\\]?\??\*+(?:[/\\]+\*+)*[/\\]?")
_WINDOWS = re.compile(r"[A-Za-z]:|[/\\]{2}")


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
    patterns = list(_exclusions(node))
    everything = [pattern for pattern in patterns if _matches_everything(pattern)]
    for pattern in everything:
        yield problem(*pattern.way, place=pattern.place)
    if not everything:
        yield from _everything_included(node, patterns)


def _matches_everything(pattern: _Pattern) -> bool:
    if not pattern.is_regex:
        return _ALL_GLOB.fullmatch(pattern.text.strip()) is not None
    from comet_lint.comet.go_regex import matches_everything

    return matches_everything(pattern.text)


def _everything_included(node: Node, patterns: list[_Pattern]) -> Iterator[Problem]:
    """Exclusions that are, taken together, the very folders that are included."""
    folders = {_folder(pattern.text): pattern for pattern in patterns if not pattern.is_regex}
    if not folders or any(_file_settings(node, "PINCLUDE", "RINCLUDE")):
        return
    included = [text for _, text in _file_settings(node, "INCLUDE") if text.strip()]
    if included and all(_folder(text) in folders for text in included):
        pattern = folders[_folder(included[0])]
        yield problem(*pattern.way, variant="included", place=pattern.place)


def _folder(path: str) -> str:
    """A path without what only says "and everything below it", in the spelling in which paths are compared."""
    path = path.strip()
    if _WINDOWS.match(path):
        path = path.replace("\\", "/").lower()
    bare = path.rstrip("/*")
    return bare if path.startswith("/", len(bare)) else path


def _exclusions(node: Node) -> Iterator[_Pattern]:
    if node.type.name == "ExtraFileExclusion":
        if not is_redacted(node["Exclude"]):
            yield _Pattern(("Exclude",), "a mandatory exclusion", node["Exclude"], node["Regex"])
        return
    for key, text in _file_settings(node, "EXCLUDE", "REXCLUDE"):
        if not is_redacted(text):
            yield _Pattern((FIELD, key), f"the exclusion {quoted_name(key)}", text, key.startswith("R"))


def _inclusions(node: Node) -> Iterator[_Pattern]:
    for key, text in _file_settings(node, "RINCLUDE"):
        try:
            value = parse_json(text)
        except ValueError:
            continue
        pattern = value.get("Value") if isinstance(value, dict) else None
        if isinstance(pattern, str):
            yield _Pattern((FIELD, key), f"the pattern in {quoted_name(key)}", pattern, True)


def _file_settings(node: Node, *prefixes: str) -> Iterator[tuple[str, str]]:
    if node.type.name == "SourceConfig" and node["Engine"] == ENGINE_BUILTIN_FILE:
        yield from with_prefix(props(node), *prefixes).items()
