"""Problems: what a rule reports about an object of a document."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from comet_lint.findings import Severity
from comet_lint.text.pointers import Path


class RelatedPlace(NamedTuple):
    """A second place in the same document: its path from the root, and what to say there."""

    path: Path
    message: str


class Problem(NamedTuple):
    """One problem with an object.

    `at` leads from the object to the place: a field name, or several steps into a list or dictionary;
    empty for the object itself. `details` fill the placeholders of the rule's message and must be safe to
    print. `variant` picks one of several messages. `severity` differs from the rule's where the
    circumstances make it better or worse. `cause` names what is wrong where one thing concerns many users: such
    a problem is told once, wherever these users are; `affected` are their names.
    """

    at: Path = ()
    details: Mapping[str, str | int] = MappingProxyType({})
    variant: str = ""
    severity: Severity | None = None
    related: tuple[RelatedPlace, ...] = ()
    cause: str = ""
    affected: tuple[str, ...] = ()


def problem(
    *at: str | int,
    severity: Severity | None = None,
    variant: str = "",
    related: tuple[RelatedPlace, ...] = (),
    **details: str | int,
) -> Problem:
    """A `Problem` at the field (or deeper place) that `at` leads to."""
    return Problem(at, details, variant, severity, related)
