"""Admins who log in through a directory: LDAP and OpenID Connect."""

from __future__ import annotations

from collections.abc import Iterator

from comet_lint.checks.network import on_the_way_to
from comet_lint.comet.addresses import Reach, reach_of
from comet_lint.comet.node import Node
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, problem


def plain_ldap(node: Node, _context: Context) -> Iterator[Problem]:
    """An LDAP server on another computer without TLS, or, for information, with nothing said about it.

    Also within the own network, since the passwords open the whole domain.
    """
    if node["Hostname"] and reach_of(node["Hostname"]) is not Reach.SELF:
        unset = not node["SecurityMethod"]
        yield problem("SecurityMethod", severity=Severity.INFO if unset else None, variant="unset" if unset else "")


def unverified_ldap(node: Node, _context: Context) -> Iterator[Problem]:
    """LDAP with TLS to whoever claims to be the server."""
    yield from on_the_way_to(node["Hostname"], "AcceptInvalidSSL")


def second_factor_skipped(node: Node, _context: Context) -> Iterator[Problem]:
    """Logins for which the second factor is left to the directory; worse if anybody has an account there."""
    open_to_all = node["Provider"] == "google" and not node["GoogleHostedDomain"] and not node["RequiredClaims"]
    yield problem(
        "SkipMFA", severity=Severity.WARNING if open_to_all else None, variant="google" if open_to_all else ""
    )
