"""Running the rules about the workspace over the facts of all documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple, cast

from comet_lint.comet.model import Field, Model
from comet_lint.comet.redaction import shown
from comet_lint.lint.error_places import crash_of
from comet_lint.lint.results import Crash
from comet_lint.rules.context import Context
from comet_lint.rules.messages import placeholders
from comet_lint.rules.named_functions import load_check
from comet_lint.rules.problem import Problem
from comet_lint.rules.rule import UNREAD, WORKSPACE, Rule
from comet_lint.source.documents import DocumentRef
from comet_lint.workspace.completeness import BY_NAME, NAMED_FILES, Completeness, Coverage
from comet_lint.workspace.facts import Facts
from comet_lint.workspace.join import Fleet, Workspace
from comet_lint.workspace.outgoing_names import NameUse, refers_outside
from comet_lint.workspace.problems import DocumentPlace, WorkspaceProblem, found

WorkspaceCheck = Callable[[Workspace, Context], "Iterable[WorkspaceProblem] | None"]


def workspace_problems(
    facts: Iterable[Facts],
    rules: Iterable[Rule],
    context: Context,
    model: Model,
    crashes: list[Crash],
    coverage: Coverage = NAMED_FILES,
) -> Iterator[tuple[Rule, WorkspaceProblem]]:
    """All that the rules about the workspace say, each with its rule, in an order independent of that of `facts`.

    `coverage` tells what the run has seen besides the facts. A rule that crashes is added to `crashes` and does not
    stop the others. Other rules are left alone.
    """
    fleet = Fleet(facts, model, coverage)
    running = [rule for rule in rules if rule.runs_for(context.comet_version)]
    outgoing = _outgoing(running, model)
    across = [(rule, _check_of(rule)) for rule in running if _check_of(rule)]
    for workspace in fleet.workspaces:
        yield from _missing_names(workspace, outgoing)
        for rule, check in across:
            yield from _run(rule, check, workspace, context, crashes)


def _check_of(rule: Rule) -> str:
    return rule.check if WORKSPACE in rule.applies_to else rule.across


def _run(
    rule: Rule, name: str, workspace: Workspace, context: Context, crashes: list[Crash]
) -> Iterator[tuple[Rule, WorkspaceProblem]]:
    try:
        check = cast(WorkspaceCheck, load_check(name))
        for problem in check(workspace, context) or ():
            yield rule, problem
    except Exception as error:
        # Whatever a rule does, the others must run.
        crashes.append(crash_of(rule, error))


class _Outgoing(NamedTuple):
    """A rule about names that lead out of documents: the field with the names, and the collection they lead to."""

    rule: Rule
    field: Field
    collection: str


def _outgoing(rules: Iterable[Rule], model: Model) -> dict[str, _Outgoing]:
    return {
        rule.code: _Outgoing(
            rule, model.type(rule.applies_to[0]).fields[rule.reference.source], BY_NAME[rule.reference.target]
        )
        for rule in rules
        if rule.reference is not None and refers_outside(rule)
    }


def _missing_names(workspace: Workspace, outgoing: Mapping[str, _Outgoing]) -> Iterator[tuple[Rule, WorkspaceProblem]]:
    """What names policies and tenants that do not exist."""
    uses: dict[tuple[str, str, str], list[tuple[DocumentRef, NameUse]]] = {}
    for ref, use in workspace.names:
        asking = outgoing.get(use.rule)
        if asking is not None and not workspace.is_known(asking.collection, use.name):
            uses.setdefault((use.rule, use.name, use.tenant), []).append((ref, use))
    users = {profile.ref: profile.username for profile in workspace.profiles}
    for (code, _, tenant), concerned in uses.items():
        asking = outgoing[code]
        completeness = workspace.completeness_for(asking.collection, tenant)
        if completeness.is_complete or (completeness.is_told and UNREAD in asking.rule.messages):
            for problem in _missing(asking, concerned, completeness, users):
                yield asking.rule, problem


def _missing(
    asking: _Outgoing,
    uses: list[tuple[DocumentRef, NameUse]],
    completeness: Completeness,
    users: Mapping[DocumentRef, str],
) -> Iterator[WorkspaceProblem]:
    """The problems of one missing name: one, where the message speaks of all users, else one for each use."""
    (first, use), others = uses[0], uses[1:]
    details = {"missing": shown(use.name, asking.field), **completeness.details}
    if "users" not in placeholders(asking.rule.messages[completeness.variant]):
        for ref, each in uses:
            yield WorkspaceProblem(ref, Problem(each.at, details, completeness.variant, completeness.severity))
        return
    yield found(
        first,
        *use.at,
        related=(DocumentPlace(ref, other.at, "The same here.") for ref, other in others),
        severity=completeness.severity,
        variant=completeness.variant,
        cause=f"{use.name} {use.tenant}",
        affected=[users[ref] for ref, _ in uses],
        **details,
    )
