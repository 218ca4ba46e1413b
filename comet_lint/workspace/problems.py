"""Problems that rules about several documents report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from comet_lint.findings import Severity
from comet_lint.rules.problem import Problem
from comet_lint.source.documents import DocumentRef
from comet_lint.text.lists import first_few
from comet_lint.text.pointers import Path
from comet_lint.text.quotes import quoted

if TYPE_CHECKING:
    from comet_lint.workspace.facts import ProfileFacts

_NAMES_SHOWN = 5
_NAME_LIMIT = 30
_RELATED_SHOWN = 5


class DocumentPlace(NamedTuple):
    """A second place, perhaps in another file: the way from the document, and what to say there."""

    ref: DocumentRef
    path: Path
    message: str


class WorkspaceProblem(NamedTuple):
    """A problem of a document; `problem.at` is the way from there to what is wrong.

    `quoting` are the documents, besides this one and those of `related`, whose names the details quote: their secrets
    are masked too.
    """

    ref: DocumentRef
    problem: Problem
    related: tuple[DocumentPlace, ...] = ()
    quoting: tuple[DocumentRef, ...] = ()


class Users(NamedTuple):
    """How to speak of users: `user alice`, or `7 users (alice, bob, carol, dave, eve and 2 more)`.

    `refs` are the profiles of those that are named.
    """

    text: str
    refs: tuple[DocumentRef, ...]


def found(
    ref: DocumentRef,
    *at: str | int,
    related: Iterable[DocumentPlace] = (),
    quoting: Iterable[DocumentRef] = (),
    users: Users | None = None,
    severity: Severity | None = None,
    variant: str = "",
    **details: str | int,
) -> WorkspaceProblem:
    """A problem at the place that `at` leads to. Of the `related` places, the first few are kept.

    `quoting` is as in `WorkspaceProblem`; `users` are a detail that knows the documents that it quotes.
    """
    refs = tuple(quoting)
    if users is not None:
        details["users"] = users.text
        refs += users.refs
    return WorkspaceProblem(ref, Problem(at, details, variant, severity), tuple(related)[:_RELATED_SHOWN], refs)


def users_of(profiles: Iterable[ProfileFacts]) -> Users:
    """How to speak of the users with these profiles."""
    by_name: dict[str, list[DocumentRef]] = {}
    for profile in profiles:
        by_name.setdefault(profile.username, []).append(profile.ref)
    names = sorted(by_name)
    refs = tuple([ref for name in names[:_NAMES_SHOWN] for ref in by_name[name][:_NAMES_SHOWN]])
    if len(names) == 1:
        return Users(f"user {quoted(names[0], _NAME_LIMIT)}", refs)
    shown = first_few([quoted(name, _NAME_LIMIT) for name in names], _NAMES_SHOWN)
    return Users(f"{len(names)} users ({shown})", refs)
