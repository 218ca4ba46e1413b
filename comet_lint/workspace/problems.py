"""Problems that rules about several documents report."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from comet_lint.comet.redaction import printable
from comet_lint.findings import Severity
from comet_lint.rules.problem import Problem
from comet_lint.source.documents import DocumentRef
from comet_lint.text.lists import first_few
from comet_lint.text.pointers import Path

_NAMES_SHOWN = 5
_NAME_LIMIT = 30
_RELATED_SHOWN = 5


class DocumentPlace(NamedTuple):
    """A second place, perhaps in another file: the way from the document, and what to say there."""

    ref: DocumentRef
    path: Path
    message: str


class WorkspaceProblem(NamedTuple):
    """A problem of a document; `problem.at` is the way from there to what is wrong."""

    ref: DocumentRef
    problem: Problem
    related: tuple[DocumentPlace, ...] = ()


def found(
    ref: DocumentRef,
    *at: str | int,
    related: Iterable[DocumentPlace] = (),
    severity: Severity | None = None,
    variant: str = "",
    cause: str = "",
    affected: Iterable[str] = (),
    **details: str | int,
) -> WorkspaceProblem:
    """A problem at the place that `at` leads to. Of the `related` places, the first few are kept.

    `affected` are the user names for the detail `users`; `cause` is as in `Problem`.
    """
    names = tuple(sorted(set(affected)))
    if names:
        details["users"] = users(names)
    problem = Problem(at, details, variant, severity, cause=cause, affected=names)
    return WorkspaceProblem(ref, problem, tuple(islice(related, _RELATED_SHOWN)))


def users(names: Iterable[str]) -> str:
    """How to speak of users: `user alice`, or `7 users (alice, bob, carol, dave, eve and 2 more)`."""
    known = sorted(set(names))
    if len(known) == 1:
        return f"user {printable(known[0], _NAME_LIMIT)}"
    shown = first_few([printable(name, _NAME_LIMIT) for name in known], _NAMES_SHOWN)
    return f"{len(known)} users ({shown})"
