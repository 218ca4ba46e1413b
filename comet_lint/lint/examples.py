"""Running the examples of a rule file: the rule alone, over the example's document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from comet_lint.comet.model import Model
from comet_lint.comet.node import document_node
from comet_lint.comet.releases import parse_release
from comet_lint.findings import Severity
from comet_lint.lint.engine import Engine
from comet_lint.lint.results import Crash
from comet_lint.rules.context import Context
from comet_lint.rules.messages import fill
from comet_lint.rules.rule import Rule
from comet_lint.text.pointers import to_pointer


class Outcome(NamedTuple):
    """What the rule said at one place of an example."""

    pointer: str
    severity: Severity
    message: str


class ExampleError(Exception):
    """An example that could not be run; the text says why."""


def run_example(rule: Rule, example: Mapping[str, Any], model: Model) -> list[Outcome]:
    """What `rule` says about a single-document example, sorted by place.

    Raises ExampleError if the rule crashes, KeyError if the example has no document or an unknown type.
    """
    crashes: list[Crash] = []
    engine = Engine(model, [rule], context_of(example))
    root = document_node(example["document"], example.get("type", rule.applies_to[0]), model, example.get("key"))
    outcomes = [
        Outcome(
            to_pointer(judgement.node.path + judgement.problem.at),
            judgement.problem.severity or rule.severity,
            fill(rule, judgement.node, judgement.problem),
        )
        for judgement in engine.judge(root, crashes)
    ]
    if crashes:
        raise ExampleError(f"{rule.code} crashed: {crashes[0].reason}")
    return sorted(outcomes)


def run_text_example(rule: Rule, example: Mapping[str, Any], model: Model) -> list[Outcome]:
    """What `rule` says about an example that is given as the text of a file, for rules about the text itself."""
    from comet_lint.lint.linter import Linter
    from comet_lint.source.kinds import kind_named

    name = example.get("file", "example.json")
    data = example["text"].encode(example.get("encoding", "utf-8"))
    kind = kind_named(example["type"]) if "type" in example else None
    result = Linter(model, [rule], context_of(example)).check(name, data, kind)
    return [Outcome(found.pointer, found.severity, found.message) for found in result.findings]


def context_of(example: Mapping[str, Any]) -> Context:
    """The surroundings that an example sets."""
    given: Mapping[str, Any] = example.get("context", {})
    return Context(
        hosted=given.get("hosted", False),
        behind_proxy=given.get("behind_proxy", False),
        api_admins=tuple(given.get("api_admins", ())),
        known_hosts=tuple(given.get("known_hosts", ())),
        comet_version=parse_release(given.get("comet_version", "")),
        now=given.get("now", 0),
    )
