"""The first look at a file: most are clean, which a gate tells; only the others are judged rule by rule.

Nothing that the closer look needs is imported before there is something to look at.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from comet_lint.lint.gate import Gates
from comet_lint.lint.results import LARGE, MANY_USERS, CollectFacts, FileResult, MakeCollector
from comet_lint.rules.choice import RuleChoice
from comet_lint.rules.context import Context
from comet_lint.source.kinds import Kind, Unit, recognise, units_of
from comet_lint.source.parsed import ParsedFile, is_too_deep
from comet_lint.source.reading import parse

if TYPE_CHECKING:
    from comet_lint.lint.linter import Linter

_MANY_FILES = 300
"""Files from which on importing the faster parser pays."""


class RunSetup(NamedTuple):
    """What every process of a run needs to know: how files are judged, and how many there are.

    `make_collector` as in `Linter`.
    """

    choice: RuleChoice
    context: Context
    root: Path
    files: int = 1
    make_collector: MakeCollector | None = None


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

        choice, context, root, files, make_collector = self._setup
        return make_linter(choice.chosen(), context, root, files == 1, self._gates, make_collector)

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
            from comet_lint.source.documents import DocumentRef

            for base, type_name, key, value in units:
                yield collect(value, DocumentRef(path, 0, base, type_name, key))

    @cached_property
    def _collect_facts(self) -> CollectFacts | None:
        from comet_lint.comet.model import load_model

        make_collector, release = self._setup.make_collector, self._setup.context.comet_version
        if make_collector is None:
            return None
        return make_collector([rule for rule in self._setup.choice.chosen() if rule.runs_for(release)], load_model())
