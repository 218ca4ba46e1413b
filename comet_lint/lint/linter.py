"""From a file's bytes to its findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path as FilePath
from typing import Any

from comet_lint.comet.model import Model, Shape, load_model
from comet_lint.lint.engine import Engine
from comet_lint.lint.file_check import FileCheck
from comet_lint.lint.gate import Gate, Gates
from comet_lint.lint.results import LARGE, CollectFacts, FileResult, MakeCollector
from comet_lint.lint.structure import StructureChecker, StructureProblem
from comet_lint.rules.context import Context
from comet_lint.rules.references import is_across
from comet_lint.rules.rule import Rule
from comet_lint.source.kinds import Kind, is_api_error, recognise
from comet_lint.source.parsed import ParsedFile
from comet_lint.text.pointers import Path


class Linter:
    """Checks files with one choice of rules. Cheap to make; what is costly is made when first needed.

    Fingerprints name files relative to `root`, wherever the run starts; without it, as they are shown. With
    `alone`, the file checked is the only one of the run. `gates` clear members of maps, as the first look clears
    whole files. `make_collector` gives what takes the facts for rules about several documents; without it none are.
    """

    def __init__(
        self,
        model: Model,
        rules: Iterable[Rule],
        context: Context,
        root: FilePath | None = None,
        alone: bool = False,
        gates: Gates | None = None,
        make_collector: MakeCollector | None = None,
    ) -> None:
        self.model = model
        self.root = root
        self._alone = alone
        self._gates = gates
        self._make_collector = make_collector
        self.rules = {rule.code: rule for rule in rules}
        self.context = context
        self._structure = StructureChecker(model, context.comet_version, "T016" in self.rules, "D099" in self.rules)

    def gate(self, shape: Shape) -> Gate | None:
        """The gate for values of a shape, if there is one."""
        return self._gates.of(shape) if self._gates is not None else None

    def structure_problems(self, value: Any, shape: Shape, path: Path = ()) -> list[StructureProblem]:
        """The problems of family T of what stands at `path` in a document."""
        return self._structure.check(value, shape, path)

    def needs_facts(self, unit_types: Sequence[str]) -> bool:
        """Whether rules about several documents have anything to do with a file that holds documents of these types.

        A lone profile has no counterpart.
        """
        if self._alone and tuple(unit_types) == ("UserProfileConfig",):
            return False
        return self._has_across_rules

    @cached_property
    def _has_across_rules(self) -> bool:
        return any(is_across(rule) for rule in self.rules.values())

    @cached_property
    def collect_facts(self) -> CollectFacts | None:
        """What takes the facts of a document that rules about several documents need."""
        return self._make_collector(self.rules.values(), self.model) if self._make_collector is not None else None

    @cached_property
    def engine(self) -> Engine:
        """The engine with the rules chosen."""
        return Engine(self.model, self.rules.values(), self.context)

    def check(
        self, path: str, data: bytes, kind: Kind | None = None, explicit: bool = True, large: int = LARGE
    ) -> FileResult:
        """Check the content of the file called `path` (as shown to the user).

        `kind` forces what its documents are. Unless the file was named `explicit`ly, one that does not look
        like a Comet document gives a result that says so, and no findings. A map of documents of at least
        `large` bytes is read member by member, with the same outcome.
        """
        from comet_lint.source.reading import parse_text, read_text

        text = read_text(data, path)
        if len(data) >= large:
            from comet_lint.lint.map_check import check_map

            result = check_map(self, path, text, len(data), kind)
            if result is not None:
                return result
        return self.check_parsed(path, parse_text(text), data, kind, explicit)

    def check_parsed(
        self, path: str, parsed: ParsedFile, data: bytes, kind: Kind | None = None, explicit: bool = True
    ) -> FileResult:
        """Check a file whose content, `data`, is parsed already."""
        if not explicit and kind is None and not _looks_like_comet(parsed, data):
            return FileResult(is_comet=False)
        return FileCheck(self, path, parsed, len(data)).run(kind)


def make_linter(
    rules: Iterable[Rule],
    context: Context,
    root: FilePath | None = None,
    alone: bool = False,
    gates: Gates | None = None,
    make_collector: MakeCollector | None = None,
) -> Linter:
    """A linter for those of these rules that speak about the release that documents are for."""
    running = [rule for rule in rules if rule.runs_for(context.comet_version)]
    return Linter(load_model(), running, context, root, alone, gates, make_collector)


def _looks_like_comet(parsed: ParsedFile, data: bytes) -> bool:
    if not parsed.roots:
        return any(key in data for key in _TELLING_KEYS)
    return any(recognise(root) is not None or is_api_error(root) for root in parsed.roots)


_TELLING_KEYS = (
    b"AdminUsers",
    b"ListenAddresses",
    b"AuthenticationRole",
    b"PasswordHash",
    b"DestinationType",
    b"DefaultUserPolicy",
    b"EngineProps",
)
"""A text that cannot be parsed is taken for a damaged Comet document if it has one of these."""
