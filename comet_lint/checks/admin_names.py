"""User names of admins."""

from __future__ import annotations

from collections.abc import Iterator

from comet_lint.comet.node import Node
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, RelatedPlace, problem
from comet_lint.text.printable import has_invisible
from comet_lint.text.quotes import quoted


def duplicates(node: Node, _context: Context) -> Iterator[Problem]:
    """Admins whom the same tenant already has, and those that differ from one only in case."""
    exact: dict[tuple[str, str], Node] = {}
    folded: dict[tuple[str, str], Node] = {}
    for admin in node.children("AdminUsers"):
        name, tenant = admin["Username"], admin["OrganizationID"]
        if not name.strip():
            continue
        if (name, tenant) in exact:
            first = exact[name, tenant]
            other_source = admin["ExternalAuthenticationSource"] != first["ExternalAuthenticationSource"]
            yield _again(
                admin,
                first,
                severity=Severity.WARNING if other_source else None,
                variant="source" if other_source else "",
            )
        elif (name.casefold(), tenant) in folded:
            yield _again(admin, folded[name.casefold(), tenant], Severity.INFO, "case")
        exact.setdefault((name, tenant), admin)
        folded.setdefault((name.casefold(), tenant), admin)


def unusable_name(node: Node, _context: Context) -> Iterator[Problem]:
    """What is wrong with a name that is empty, or has blanks or invisible characters, which Comet allows."""
    name = node["Username"]
    if not name.strip():
        yield problem("Username")
    elif name != name.strip():
        yield _unseen("begins or ends with a blank")
    elif has_invisible(name):
        yield _unseen("contains an invisible character")


def _unseen(flaw: str) -> Problem:
    return problem("Username", severity=Severity.WARNING, variant="blanks", flaw=flaw)


def _again(admin: Node, first: Node, severity: Severity | None, variant: str) -> Problem:
    return problem(
        *admin.steps,
        "Username",
        severity=severity,
        variant=variant,
        related=(RelatedPlace((*first.path, "Username"), "The first entry is here."),),
        username=quoted(admin["Username"]),
        first=quoted(first["Username"]),
    )
