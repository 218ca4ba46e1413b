"""Running the examples of a rule file: the rule alone, over the example's document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from comet_lint.comet.model import Model, Shape
from comet_lint.comet.releases import parse_release
from comet_lint.findings import Severity
from comet_lint.lint.document import lint_document
from comet_lint.lint.linter import Linter
from comet_lint.lint.results import Crash
from comet_lint.rules.context import Context
from comet_lint.rules.messages import fill
from comet_lint.rules.rule import Rule
from comet_lint.source.documents import Document
from comet_lint.source.kinds import Kind, kind_named
from comet_lint.text.pointers import to_pointer
from comet_lint.text.quotes import rendered


class ExampleFinding(NamedTuple):
    """What the rule said at one place of an example."""

    pointer: str
    severity: Severity
    message: str


class ExampleError(Exception):
    """An example that could not be run; the text says why."""


def run_example(rule: Rule, example: Mapping[str, Any], model: Model) -> list[ExampleFinding]:
    """What `rule` says about a single-document example, sorted by place.

    Raises ExampleError if the rule crashes, KeyError if the example has no document or an unknown type.
    """
    type_name = example.get("type", rule.applies_to[0])
    if type_name not in model:
        raise KeyError(type_name)
    shape = Shape("object", type_name=type_name)
    base = (example["key"],) if "key" in example else ()
    document = Document(0, Kind(type_name, shape), base, example["document"], shape)
    crashes: list[Crash] = []
    linted = lint_document(document, Linter([rule], context_of(example)), crashes)
    if crashes:
        raise ExampleError(f"{rule.code} crashed: {crashes[0].reason}")
    return sorted(
        ExampleFinding(
            to_pointer(draft.path[len(base) :]),
            draft.problem.severity or rule.severity,
            rendered(fill(rule, draft.node, draft.problem)) if draft.node is not None else "",
        )
        for draft in linted.drafts
    )


def run_text_example(rule: Rule, example: Mapping[str, Any]) -> list[ExampleFinding]:
    """What `rule` says about an example that is given as the text of a file, for rules about the text itself."""
    name = example.get("file", "example.json")
    data = example["text"].encode(example.get("encoding", "utf-8"))
    kind = kind_named(example["type"]) if "type" in example else None
    result = Linter([rule], context_of(example)).check(name, data, kind)
    return [ExampleFinding(found.pointer, found.severity, found.message) for found in result.findings]


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
