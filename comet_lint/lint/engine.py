"""Runs rules over one document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from comet_lint.comet.model import Model, is_live
from comet_lint.comet.node import Node, node_at
from comet_lint.lint.error_places import kind_and_place
from comet_lint.lint.results import Crash
from comet_lint.rules.condition_walk import ConditionWalk
from comet_lint.rules.context import Context
from comet_lint.rules.named_functions import load_check, load_screen
from comet_lint.rules.plan import BoundCheck, Check, Plans, TypePlan
from comet_lint.rules.problem import Problem
from comet_lint.rules.references import COLLECTIONS, make_reference_check
from comet_lint.rules.rule import WORKSPACE, Rule


class Judgement(NamedTuple):
    """A rule's problem with an object."""

    rule: Rule
    node: Node
    problem: Problem


class Engine:
    """The selected rules, ready to run over documents of any type.

    `rules` are those that run; which, is the caller's choice. Rules about the workspace are left out here.
    """

    def __init__(self, model: Model, rules: Iterable[Rule], context: Context) -> None:
        self.model = model
        self.context = context
        self.rules = [rule for rule in rules if rule.runs_for(context.comet_version)]
        self._walked = [rule for rule in self.rules if is_walked(rule)]
        self._screens = tuple(sorted({rule.screen for rule in self._walked if rule.screen}))
        self._plans: dict[tuple[str, ...], Plans] = {}
        self._checks: dict[str, Check] = {}
        self._conditions = ConditionWalk(self.rules, model)

    def judge(self, root: Node, crashes: list[Crash], *, meets_no_condition: bool = False) -> Iterator[Judgement]:
        """All problems of one document, given by its root. A rule that crashes is added to `crashes` and does not
        stop the others. If it is known that the document `meets_no_condition`, none is tried.
        """
        if not meets_no_condition:
            yield from self._condition_judgements(root, crashes)
        plans = self._plans_for(root.value, str(root.steps[0]) if root.steps else None)
        yield from self._walk(root, plans, plans.of(root.type.name), (), crashes)

    def _condition_judgements(self, root: Node, crashes: list[Crash]) -> Iterator[Judgement]:
        try:
            matches = list(self._conditions.matches(root.value, root.type.name))
        except (ValueError, OverflowError) as error:
            # A value that the validator cannot take at all.
            crashes.append(Crash("conditions", kind_and_place(error)))
            return
        for rule, path in matches:
            node = node_at(root, path)
            if rule.check:
                yield from self._run(rule, self._check_of(rule), node, crashes)
            else:
                yield Judgement(rule, node, Problem((rule.at,) if rule.at else ()))

    def _walk(
        self, node: Node, plans: Plans, plan: TypePlan, site_checks: Iterable[BoundCheck], crashes: list[Crash]
    ) -> Iterator[Judgement]:
        for checks in (plan.checks, site_checks):
            for rule, check, conditions in checks:
                if (node.live and (not conditions or is_live(conditions, node.value))) or rule.even_when_unused:
                    # As `_run`, which costs a generator more: this is where the time goes.
                    try:
                        for problem in check(node, self.context) or ():
                            yield Judgement(rule, node, problem)
                    except Exception as error:
                        crashes.append(crash_of(rule, error))
        for name, checks_there in plan.children:
            if node.value.get(name):
                for child in node.children(name):
                    yield from self._walk(child, plans, plans.of(child.type.name), checks_there, crashes)

    def _run(self, rule: Rule, check: Check, node: Node, crashes: list[Crash]) -> Iterator[Judgement]:
        try:
            for problem in check(node, self.context) or ():
                yield Judgement(rule, node, problem)
        except Exception as error:
            crashes.append(crash_of(rule, error))

    def _plans_for(self, value: Mapping[str, Any], key: str | None) -> Plans:
        """Plans without the rules whose screens tell that they have nothing to say about the document."""
        silent = tuple(screen for screen in self._screens if load_screen(screen)(value, key))
        plans = self._plans.get(silent)
        if plans is None:
            walked = [rule for rule in self._walked if rule.screen not in silent]
            plans = self._plans[silent] = Plans(self.model, walked, self._check_of)
        return plans

    def _check_of(self, rule: Rule) -> Check:
        # Check functions are imported when a document first needs them: start-up time.
        check = self._checks.get(rule.code)
        if check is None:
            check = load_check(rule.check) if rule.check else make_reference_check(rule, self.model)
            self._checks[rule.code] = check
        return check


def is_walked(rule: Rule) -> bool:
    """Whether the engine looks for the rule's objects itself, as no condition finds them."""
    if rule.when is not None or WORKSPACE in rule.applies_to:
        return False
    return bool(rule.check) or (rule.reference is not None and rule.reference.target not in COLLECTIONS)


def crash_of(rule: Rule, error: Exception) -> Crash:
    """The crash of `rule` with `error`. Its reason is the kind and the place of the error."""
    return Crash(rule.code, kind_and_place(error))
