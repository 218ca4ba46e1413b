"""Making facts and findings from documents that are written down in a test."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from comet_lint.comet.model import load_model
from comet_lint.files.resources import rules_folder
from comet_lint.lint.results import Crash
from comet_lint.rules.context import Context
from comet_lint.rules.rule import Rule, rule_from_data
from comet_lint.rules.rule_files import load_rule_data, rule_file_paths
from comet_lint.source.documents import DocumentRef
from comet_lint.source.kinds import kind_named, units_of
from comet_lint.text.pointers import to_pointer
from comet_lint.workspace import Facts, WorkspaceProblem, fact_collector, workspace_problems
from comet_lint.workspace.completeness import WHOLE_FOLDER

MODEL = load_model()
RULES = sorted(
    (rule_from_data(load_rule_data(path)) for path in rule_file_paths(rules_folder() / "workspace")),
    key=lambda rule: rule.code,
)

Documents = Mapping[str, tuple[str, Any]]
"""By file name: the name of the kind, and the content."""


def facts_from(documents: Documents, rules: Iterable[Rule] = RULES) -> list[Facts]:
    """The facts of the documents, in their order."""
    collector = fact_collector(rules, MODEL)
    assert collector is not None
    facts: list[Facts] = []
    for path, (kind_name, content) in documents.items():
        kind = kind_named(kind_name)
        assert kind is not None
        for base, type_name, key, value in units_of(content, kind.shape):
            facts.append(collector(value, DocumentRef(path, 0, base, type_name, key)))
    return facts


def problems_of(facts: Iterable[Facts], rules: Iterable[Rule] = RULES) -> list[tuple[Rule, WorkspaceProblem]]:
    """What the rules say; none of them may crash."""
    crashes: list[Crash] = []
    problems = list(workspace_problems(facts, rules, Context(), MODEL, crashes, WHOLE_FOLDER))
    assert crashes == []
    return problems


def places(problems: Iterable[tuple[Rule, WorkspaceProblem]]) -> list[str]:
    """`X014 users.json#/bob/Destinations/v1` for each problem, sorted."""
    return sorted(
        f"{rule.code} {found.ref.path}#{to_pointer(found.ref.base + found.problem.at)}" for rule, found in problems
    )
