"""The host names of tenants."""

from __future__ import annotations

from collections.abc import Iterator

from comet_lint.comet.node import Node
from comet_lint.comet.server_hosts import host_name
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, RelatedPlace, problem
from comet_lint.text.quotes import quoted


def duplicates(node: Node, _context: Context) -> Iterator[Problem]:
    """Host names that a tenant shares with another, or lists twice."""
    claimed: dict[str, tuple[Node, int]] = {}
    for tenant in node.children("Organizations"):
        for index, host in enumerate(tenant["Hosts"]):
            if not isinstance(host, str) or not host.strip():
                continue
            first, at = claimed.setdefault(host_name(host), (tenant, index))
            if (first, at) == (tenant, index):
                continue
            yield problem(
                *tenant.steps,
                "Hosts",
                index,
                severity=Severity.WARNING if first is tenant else None,
                variant="same" if first is tenant else "",
                related=(RelatedPlace((*first.path, "Hosts", at), "The first claim is here."),),
                tenant=tenant.subject,
                first=first.subject,
                host=quoted(host),
            )
