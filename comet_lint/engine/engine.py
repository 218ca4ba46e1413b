"""Runs rules over one document."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path as FilePath
from typing import Any, NamedTuple

from comet_lint.engine.context import Context
from comet_lint.engine.node import Node, node_at
from comet_lint.engine.problem import Problem
from comet_lint.engine.references import COLLECTIONS, make_reference_check
from comet_lint.engine.rule import WORKSPACE, Rule
from comet_lint.engine.rule_schema import RuleSchema, site_matches
from comet_lint.model import Model, is_live

Check = Callable[[Node, Context], "Iterable[Problem] | None"]


class Judgement(NamedTuple):
    """A rule's problem with an object."""

    rule: Rule
    node: Node
    problem: Problem


class Crash(NamedTuple):
    """A rule that failed: a defect of comet-lint or of a user's rule, never of the document."""

    rule: str
    reason: str


class BoundCheck(NamedTuple):
    """A rule with its check, and the conditions under which what it is about is in use."""

    rule: Rule
    check: Check
    conditions: tuple[tuple[str, tuple[Any, ...]], ...]


@dataclass(slots=True)
class TypePlan:
    """What to do at an object of one type: the checks to run and the fields to go on with."""

    checks: list[BoundCheck] = field(default_factory=list)
    children: list[tuple[str, list[BoundCheck]]] = field(default_factory=list)


class Engine:
    """The selected rules, ready to run over documents of any type.

    `rules` are those that run; which, is the caller's choice. Rules about the workspace are left out here.
    """

    def __init__(self, model: Model, rules: Iterable[Rule], context: Context) -> None:
        self.model = model
        self.context = context
        self.rules = [rule for rule in rules if rule.runs_for(context.comet_version)]
        walked = [rule for rule in self.rules if rule.when is None and WORKSPACE not in rule.applies_to]
        # Check functions are imported when a document first needs them: start-up time.
        self._walked = [rule for rule in walked if self._has_check(rule)]
        self._prefiltered: dict[str, Check] = {}
        self._plans: dict[str, TypePlan] = {}
        self._schemas: dict[str, RuleSchema] = {}
        self._checked_types = frozenset(name for rule in self._walked for name in rule.applies_to)

    def judge(
        self, value: Mapping[str, Any], type_name: str, crashes: list[Crash], key: str | None = None
    ) -> Iterator[Judgement]:
        """All problems of one document of `type_name`. `key` is its key if it stands in a map of documents.

        A rule that crashes is added to `crashes` and does not stop the others.
        """
        root = Node(value, type_name, self.model, steps=() if key is None else (key,))
        yield from self._schema_judgements(root, crashes)
        yield from self._walk(root, self._plan(type_name), (), crashes)

    def _schema_judgements(self, root: Node, crashes: list[Crash]) -> Iterator[Judgement]:
        schema = self._schemas.get(root.type.name)
        if schema is None:
            schema = self._schemas[root.type.name] = RuleSchema(root.type.name, self.rules, self.model)
        try:
            matches = [] if schema.is_clean(root.value) else list(schema.matches(root.value))
        except (ValueError, OverflowError) as error:
            # A value that the validator cannot take at all.
            crashes.append(Crash("conditions", _where(error)))
            return
        for rule, path in matches:
            node = node_at(root, path)
            if rule.check:
                check = self._prefiltered.get(rule.code)
                if check is None:
                    check = self._prefiltered[rule.code] = load_check(rule.check)
                yield from self._run(rule, check, node, crashes)
            else:
                yield Judgement(rule, node, Problem((rule.at,) if rule.at else ()))

    def _walk(
        self, node: Node, plan: TypePlan, site_checks: Iterable[BoundCheck], crashes: list[Crash]
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
                    yield from self._walk(child, self._plan(child.type.name), checks_there, crashes)

    def _run(self, rule: Rule, check: Check, node: Node, crashes: list[Crash]) -> Iterator[Judgement]:
        try:
            for problem in check(node, self.context) or ():
                yield Judgement(rule, node, problem)
        except Exception as error:
            crashes.append(crash_of(rule, error))

    def _has_check(self, rule: Rule) -> bool:
        return bool(rule.check) or (rule.reference is not None and rule.reference.target not in COLLECTIONS)

    def _check_of(self, rule: Rule) -> Check:
        return load_check(rule.check) if rule.check else make_reference_check(rule, self.model)

    def _plan(self, type_name: str) -> TypePlan:
        plan = self._plans.get(type_name)
        if plan is None:
            plan = self._plans[type_name] = self._make_plan(type_name)
        return plan

    def _make_plan(self, type_name: str) -> TypePlan:
        own = self._applying(type_name)
        plan = TypePlan([bound for bound in own if not bound.rule.inside])
        for child in self.model.type(type_name).object_fields:
            child_type = child.shape.object_type
            if self._reaches_checks(child_type):
                site = f"{type_name}.{child.name}"
                there = [
                    bound
                    for bound in self._applying(child_type)
                    if any(site_matches(self.model, site, wanted) for wanted in bound.rule.inside)
                ]
                plan.children.append((child.name, there))
        return plan

    def _applying(self, type_name: str) -> list[BoundCheck]:
        lineage = self.model.type(type_name).lineage
        bound: list[BoundCheck] = []
        for rule in self._walked:
            base = next((name for name in rule.applies_to if name in lineage), None)
            if base is not None:
                conditions = self.model.base_condition(type_name, base)
                bound.append(BoundCheck(rule, self._check_of(rule), conditions))
        return bound

    def _reaches_checks(self, type_name: str) -> bool:
        return any(
            not self._checked_types.isdisjoint(self.model.type(name).lineage)
            for name in self.model.reachable(type_name)
        )


def load_check(dotted: str) -> Check:
    """The function `module.function` of `comet_lint.checks`. Raises LookupError if there is none."""
    module_name, _, function = dotted.rpartition(".")
    try:
        check: Check = getattr(import_module(f"comet_lint.checks.{module_name}"), function)
    except (ImportError, AttributeError, ValueError) as error:
        raise LookupError(dotted) from error
    return check


def crash_of(rule: Rule, error: Exception) -> Crash:
    """The crash of `rule` with `error`. Its reason is the kind and the place of the error."""
    return Crash(rule.code, _where(error))


def _where(error: Exception) -> str:
    # Never the error's text: it may quote a value of the document.
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {FilePath(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}"
