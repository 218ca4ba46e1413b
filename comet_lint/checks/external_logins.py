"""Admins who log in through a directory: LDAP and OpenID Connect."""

from __future__ import annotations

from collections.abc import Iterator

from comet_lint.comet.addresses import is_loopback, parse_address
from comet_lint.comet.node import Node
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, problem


def plain_ldap(node: Node, _context: Context) -> Iterator[Problem]:
    """An LDAP server on another computer without TLS, or, for information, with nothing said about it."""
    address = parse_address(node["Hostname"])
    if node["Hostname"] and not (address is not None and is_loopback(address.host)):
        unset = not node["SecurityMethod"]
        yield problem("SecurityMethod", severity=Severity.INFO if unset else None, variant="unset" if unset else "")


def second_factor_skipped(node: Node, _context: Context) -> Iterator[Problem]:
    """Logins for which the second factor is left to the directory; worse if anybody has an account there."""
    open_to_all = node["Provider"] == "google" and not node["GoogleHostedDomain"] and not node["RequiredClaims"]
    yield problem(
        "SkipMFA", severity=Severity.WARNING if open_to_all else None, variant="google" if open_to_all else ""
    )
