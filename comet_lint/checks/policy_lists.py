"""Lists in a policy that count only while a switch beside them is on."""

from __future__ import annotations

from collections.abc import Iterator

from comet_lint.comet.node import Node
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, problem

_SWITCHES = {
    "StorageVaultProviderPolicy": ("ShouldRestrictProviderList", "AllowedProvidersWhenRestricted", "storage"),
    "ProtectedItemEngineTypePolicy": (
        "ShouldRestrictEngineTypeList",
        "AllowedEngineTypeWhenRestricted",
        "protected items",
    ),
}


def ignored(node: Node, _context: Context) -> Iterator[Problem]:
    """A list of allowed types that is not in force."""
    switch, allowed, things = _SWITCHES[node.type.name]
    if node[allowed] and not node[switch]:
        yield problem(allowed, things=things)


def email_override(node: Node, _context: Context) -> Iterator[Problem]:
    """An override of the email reports by nothing, or reports that are not used."""
    if node["ShouldOverrideDefaultReports"]:
        if not node["Reports"]:
            yield problem("Reports")
    elif node["Reports"]:
        yield problem("Reports", severity=Severity.INFO, variant="ignored")
