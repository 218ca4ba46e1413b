"""Mail by SMTP: encrypted, and with the right server."""

from __future__ import annotations

from collections.abc import Iterator

from comet_lint.comet.addresses import is_loopback, parse_address
from comet_lint.comet.node import Node
from comet_lint.comet.owners import owner
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, problem


def unencrypted(node: Node, _context: Context) -> Iterator[Problem]:
    """Mail that may go out in clear text; worse if a password goes with it."""
    if _is_here(node):
        yield _problem("SMTPAllowUnencrypted", node, Severity.INFO)
    elif node["SMTPUsername"]:
        yield _problem("SMTPAllowUnencrypted", node, Severity.ERROR, "password")
    else:
        yield _problem("SMTPAllowUnencrypted", node)


def unverified(node: Node, _context: Context) -> Iterator[Problem]:
    """Mail that goes to whoever claims to be the mail server."""
    if not _is_here(node):
        yield _problem("SMTPAllowInvalidCertificate", node)


def _problem(field: str, node: Node, severity: Severity | None = None, variant: str = "") -> Problem:
    server = node.shown("SMTPHost") or "the mail server"
    return problem(field, severity=severity, variant=variant, subject=owner(node), server=server)


def _is_here(node: Node) -> bool:
    address = parse_address(node["SMTPHost"])
    return address is not None and is_loopback(address.host)
