"""The rules of a run, ready to lint documents. Costly parts are made when a document first needs them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comet_lint.comet.shapes import Shape
from comet_lint.lint.plans import Plan
from comet_lint.lint.results import LARGE, CollectFacts, FileResult, MakeCollector
from comet_lint.rules.choice import RuleChoice
from comet_lint.rules.context import Context
from comet_lint.source.kinds import Kind

if TYPE_CHECKING:
    from comet_lint.comet.model import Model
    from comet_lint.lint.limits import Hider, MakeHider
    from comet_lint.lint.structure import StructureChecker
    from comet_lint.rules.checking import Check
    from comet_lint.rules.rule import Rule


class Linter:
    """Lints documents with one choice of rules.

    Fingerprints name files relative to `root`, wherever the run starts; without it, as they are shown. With `alone`,
    the file linted is the only one of the run. `make_collector` gives what takes the facts for rules about several
    documents; without it none are. `make_hider` gives what tells which findings will be hidden, as only others count
    towards the limit of a document; without it all count.
    """

    def __init__(
        self,
        rules: RuleChoice | Iterable[Rule],
        context: Context,
        root: Path | None = None,
        alone: bool = False,
        make_collector: MakeCollector | None = None,
        make_hider: MakeHider | None = None,
    ) -> None:
        self.context = context
        self.root = root
        self._make_hider = make_hider
        self._choice = rules if isinstance(rules, RuleChoice) else None
        self._given = () if isinstance(rules, RuleChoice) else tuple(rules)
        self._alone = alone
        self._make_collector = make_collector
        self._plans: dict[Shape, Plan] = {}
        self._checks: dict[str, Check] = {}

    def check(
        self, path: str, data: bytes, kind: Kind | None = None, explicit: bool = True, large: int = LARGE
    ) -> FileResult:
        """Lint the content of the file called `path` (see `lint_file`)."""
        from comet_lint.lint.file import lint_file

        return lint_file(self, path, data, kind, explicit, large)

    @cached_property
    def model(self) -> Model:
        """The model of the documents."""
        from comet_lint.comet.model import load_model

        return load_model()

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """The rules that speak about the release that documents are for, by code."""
        rules = self._choice.chosen() if self._choice is not None else self._given
        return {rule.code: rule for rule in rules if rule.runs_for(self.context.comet_version)}

    def plan(self, shape: Shape) -> Plan:
        """How documents of a shape are linted."""
        plan = self._plans.get(shape)
        if plan is None:
            plan = self._plans[shape] = Plan(self._record(shape))
        return plan

    def _record(self, shape: Shape) -> dict[str, Any]:
        def make() -> dict[str, Any]:
            from comet_lint.lint.plans import plan_record

            return plan_record(shape, self.rules.values(), self.context.comet_version)

        if self._choice is None:
            return make()
        from comet_lint.files.cache import cached, data_files_key

        if self._choice.folders:
            from comet_lint.rules.own_rules import own_rules_key

            rules_key = own_rules_key(self._choice.folders)
        else:
            rules_key = data_files_key()
        # Of the context, only the release decides which rules there are.
        parts = (rules_key, shape, self._choice, self.context.comet_version)
        return cached("plan", " ".join(map(str, parts)), make)

    @cached_property
    def structure(self) -> StructureChecker:
        """Finds structure violations of values."""
        from comet_lint.comet.presence import Presence
        from comet_lint.lint.structure import StructureChecker

        presence = Presence(self.context.comet_version, "T016" in self.rules, "D099" in self.rules)
        return StructureChecker(self.model, presence)

    def check_of(self, rule: Rule) -> Check:
        """The function that judges the objects which concern a rule; imported when first needed: start-up time."""
        check = self._checks.get(rule.code)
        if check is None:
            from comet_lint.rules.checking import check_of

            check = self._checks[rule.code] = check_of(rule, self.model)
        return check

    def hider(self, path: str, data: bytes) -> Callable[[], Hider | None] | None:
        """Gives what tells which findings of a file will be hidden, when it is first needed; None if none will."""
        make = self._make_hider
        return cache(lambda: make(path, data)) if make is not None else None

    def needs_facts(self, unit_types: Sequence[str]) -> bool:
        """Whether rules about several documents have anything to do with a file that holds documents of these types.

        A lone profile has no counterpart.
        """
        if self._alone and tuple(unit_types) == ("UserProfileConfig",):
            return False
        return self.collect_facts is not None

    @cached_property
    def collect_facts(self) -> CollectFacts | None:
        """What takes the facts of a document that rules about several documents need; None if there are none."""
        return self._make_collector(self.rules.values(), self.model) if self._make_collector is not None else None
