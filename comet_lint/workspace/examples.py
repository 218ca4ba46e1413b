"""Running the examples of a rule about the workspace: the rule alone, over the documents of the example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from comet_lint.comet.model import Model
from comet_lint.comet.node import Node, document_node, node_at
from comet_lint.lint.examples import ExampleError, ExampleFinding, context_of
from comet_lint.lint.results import Crash
from comet_lint.rules.messages import fill
from comet_lint.rules.rule import Rule
from comet_lint.source.documents import DocumentRef
from comet_lint.source.kinds import Kind, kind_named, recognise_short, units_of
from comet_lint.text.pointers import to_pointer
from comet_lint.workspace.completeness import NAMED_FILES, WHOLE_FOLDER, Coverage, Unread
from comet_lint.workspace.facts import Facts, fact_collector
from comet_lint.workspace.run import workspace_problems


def run_workspace_example(rule: Rule, example: Mapping[str, Any], model: Model) -> list[ExampleFinding]:
    """What `rule` says about an example with `documents`, sorted; pointers are written `file#pointer`.

    What a document is, is told by `types` of the example, else by its keys. Raises ExampleError if the rule
    crashes or a document is not recognised.
    """
    context = context_of(example)
    collector = fact_collector([rule], model)
    facts: list[Facts] = []
    roots: dict[DocumentRef, Node] = {}
    for path, document in example["documents"].items():
        name = example.get("types", {}).get(path)
        kind = kind_named(name) if name else recognise_short(document)
        if kind is None:
            raise ExampleError(f"{rule.code}: an example does not show what {path} is")
        for ref, node in _units(path, document, kind, model):
            roots[ref] = node
            if collector is not None:
                facts.append(collector(node.value, ref))
    crashes: list[Crash] = []
    outcomes = [
        ExampleFinding(
            f"{found.ref.path}#{to_pointer(found.ref.base + found.problem.at)}",
            found.problem.severity or rule.severity,
            fill(rule, node_at(roots[found.ref], found.problem.at), found.problem),
        )
        for _rule, found in workspace_problems(facts, [rule], context, model, crashes, _coverage(example))
    ]
    if crashes:
        raise ExampleError(f"{rule.code} crashed: {crashes[0].reason}")
    return sorted(outcomes)


def _coverage(example: Mapping[str, Any]) -> Coverage:
    """What the run of an example has seen: everything there is, unless the example says otherwise."""
    if example.get("named-files", False):
        return NAMED_FILES
    unread = example.get("unread", {})
    return WHOLE_FOLDER._replace(unread=tuple([Unread(path, frozenset(unread[path])) for path in sorted(unread)]))


def _units(path: str, document: Any, kind: Kind, model: Model) -> Iterator[tuple[DocumentRef, Node]]:
    for base, type_name, key, value in units_of(document, kind.shape):
        ref = DocumentRef(path, 0, base, type_name, key)
        yield ref, document_node(value, type_name, model, key)
