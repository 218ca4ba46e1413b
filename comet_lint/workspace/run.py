"""Running the rules about the workspace over the facts of all documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import cast

from comet_lint.comet.model import Model
from comet_lint.comet.redaction import shown
from comet_lint.comet.unknown import UnknownValue
from comet_lint.lint.error_places import crash_of
from comet_lint.lint.results import Crash
from comet_lint.rules.context import Context
from comet_lint.rules.named_functions import load_check
from comet_lint.rules.problem import Problem
from comet_lint.rules.rule import WORKSPACE, Rule
from comet_lint.workspace.facts import Facts
from comet_lint.workspace.join import Fleet, Workspace
from comet_lint.workspace.outgoing_names import refers_outside
from comet_lint.workspace.problems import WorkspaceProblem

WorkspaceCheck = Callable[[Workspace, Context], "Iterable[WorkspaceProblem] | None"]


def workspace_problems(
    facts: Iterable[Facts], rules: Iterable[Rule], context: Context, model: Model, crashes: list[Crash]
) -> Iterator[tuple[Rule, WorkspaceProblem]]:
    """All that the rules about the workspace say, each with its rule, in an order independent of that of `facts`.

    A rule that crashes is added to `crashes` and does not stop the others. Other rules are left alone.
    """
    fleet = Fleet(facts, model)
    running = [rule for rule in rules if rule.runs_for(context.comet_version)]
    references = {rule.code: rule for rule in running if refers_outside(rule)}
    across = [rule for rule in running if WORKSPACE in rule.applies_to and rule.check]
    for workspace in fleet.workspaces:
        yield from _missing_names(workspace, references, model)
        for rule in across:
            yield from _run(rule, workspace, context, crashes)


def _run(
    rule: Rule, workspace: Workspace, context: Context, crashes: list[Crash]
) -> Iterator[tuple[Rule, WorkspaceProblem]]:
    try:
        check = cast(WorkspaceCheck, load_check(rule.check))
        for problem in check(workspace, context) or ():
            yield rule, problem
    except UnknownValue:
        # What the rule needs is not known: it has no more to say about these documents.
        return
    except Exception as error:
        # Whatever a rule does, the others must run.
        crashes.append(crash_of(rule, error))


def _missing_names(
    workspace: Workspace, references: dict[str, Rule], model: Model
) -> Iterator[tuple[Rule, WorkspaceProblem]]:
    for ref, use in workspace.names:
        rule = references.get(use.rule)
        if rule is not None and rule.reference is not None and workspace.misses(rule.reference.target, use):
            field = model.type(rule.applies_to[0]).fields[rule.reference.source]
            yield rule, WorkspaceProblem(ref, Problem(use.at, {"missing": shown(use.name, field)}))
