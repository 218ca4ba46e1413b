"""The first look at a file: most are clean, which a gate tells; only the others are judged rule by rule.

Nothing that the closer look needs is imported before there is something to look at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from comet_lint.lint.gate import Gates
from comet_lint.lint.results import LARGE, MANY_USERS, FileResult
from comet_lint.rules.choice import RuleChoice
from comet_lint.rules.context import Context
from comet_lint.source.kinds import Kind, Unit, recognise, units_of
from comet_lint.source.parsed import ParsedFile, is_too_deep
from comet_lint.source.reading import parse

if TYPE_CHECKING:
    from comet_lint.comet.node import Node
    from comet_lint.lint.linter import Linter
    from comet_lint.workspace import Unit as Place

_MANY_FILES = 300
"""Files from which on importing the faster parser pays."""


class RunSetup(NamedTuple):
    """What every process of a run needs to know: how files are judged, and how many there are."""

    choice: RuleChoice
    context: Context
    root: Path
    files: int = 1


class FirstLook:
    """Checks files: a glance at each, and a linter, made when first needed, for what a glance does not clear."""

    def __init__(self, setup: RunSetup) -> None:
        self._setup = setup
        self._gates = Gates(setup.choice, setup.context)

    def check(self, path: str, data: bytes, kind: Kind | None = None, explicit: bool = True) -> FileResult:
        """As `Linter.check`."""
        if len(data) >= LARGE:
            return self.linter.check(path, data, kind, explicit)
        quick = self._setup.files >= _MANY_FILES
        parsed = parse(data, path, quick=quick)
        clean = self._clean_result(path, parsed, kind)
        if clean is not None:
            return clean
        if quick and any(map(is_too_deep, parsed.roots)):
            parsed = parse(data, path)
        return self.linter.check_parsed(path, parsed, data, kind, explicit)

    @cached_property
    def linter(self) -> Linter:
        """What takes the closer look."""
        from comet_lint.lint.linter import make_linter

        choice, context, root, files = self._setup
        return make_linter(choice.chosen(), context, root, files == 1, self._gates)

    def _clean_result(self, path: str, parsed: ParsedFile, forced: Kind | None) -> FileResult | None:
        if parsed.notices or len(parsed.roots) != 1:
            return None
        root = parsed.roots[0]
        kind = forced or recognise(root)
        gate = self._gates.of(kind.shape) if kind is not None else None
        if kind is None or gate is None or gate.leaves_rules:
            return None
        units = list(units_of(root, kind.shape))
        if not 0 < len(units) <= MANY_USERS or not gate.is_clean(root, units):
            return None
        return FileResult(documents=tuple(gate.described(path, units)), facts=tuple(self._facts(path, units)))

    def _facts(self, path: str, units: list[Unit]) -> Iterator[Any]:
        if self._setup.files == 1 and [unit.type_name for unit in units] == ["UserProfileConfig"]:
            return  # It has no counterpart.
        collect = self._collect_facts
        if collect is not None:
            from comet_lint.comet.model import load_model
            from comet_lint.comet.node import document_node
            from comet_lint.workspace import Unit as Place

            for base, type_name, key, value in units:
                node = document_node(value, type_name, load_model(), key)
                yield collect(node, Place(path, 0, base, type_name, key))
                node.let_go()

    @cached_property
    def _collect_facts(self) -> Callable[[Node, Place], Any] | None:
        from comet_lint.comet.model import load_model
        from comet_lint.workspace import fact_collector

        release = self._setup.context.comet_version
        return fact_collector([rule for rule in self._setup.choice.chosen() if rule.runs_for(release)], load_model())
