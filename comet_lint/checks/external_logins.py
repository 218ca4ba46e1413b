"""Admins who log in through a directory: LDAP and OpenID Connect."""

from __future__ import annotations

from collections.abc import Iterator

from comet_lint.checks.network import on_the_way_to
from comet_lint.comet.addresses import Reach, reach_of
from comet_lint.comet.ldap_filters import lets_everybody_in
from comet_lint.comet.node import Node
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, problem


def plain_ldap(node: Node, _context: Context) -> Iterator[Problem]:
    """An LDAP server on another computer without TLS, also within the own network: passwords of the domain go there."""
    if node["SecurityMethod"] and node["Hostname"] and reach_of(node["Hostname"]) is not Reach.SELF:
        yield problem("SecurityMethod")


def everybody_by_ldap(node: Node, _context: Context) -> Iterator[Problem]:
    """A filter that every account of the directory fits. A fixed account without one finds nobody in particular."""
    text = node["SearchFilter"]
    if lets_everybody_in(text) and (text.strip() or "%{USER}" in node["BindUser"]):
        yield problem("SearchFilter")


def unverified_ldap(node: Node, _context: Context) -> Iterator[Problem]:
    """LDAP with TLS to whoever claims to be the server."""
    yield from on_the_way_to(node["Hostname"], "AcceptInvalidSSL")


def second_factor_skipped(node: Node, _context: Context) -> Iterator[Problem]:
    """Logins for which the second factor is left to the directory; worse if anybody has an account there."""
    open_to_all = node["Provider"] == "google" and not node["GoogleHostedDomain"] and not _requires(node)
    yield problem(
        "SkipMFA", severity=Severity.WARNING if open_to_all else None, variant="google" if open_to_all else ""
    )


def _requires(node: Node) -> bool:
    return any(claim["Name"].strip() for claim in node.children("RequiredClaims"))
