"""Mail by SMTP: encrypted, and with the right server."""

from __future__ import annotations

from collections.abc import Iterator

from comet_lint.checks.network import on_the_way_to
from comet_lint.comet.node import Node
from comet_lint.comet.owners import owner
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem


def unencrypted(node: Node, _context: Context) -> Iterator[Problem]:
    """Mail that may go out in clear text; worse if a password goes with it."""
    if node.is_set("SMTPUsername"):
        yield from _problem("SMTPAllowUnencrypted", node, Severity.ERROR, "password")
    else:
        yield from _problem("SMTPAllowUnencrypted", node)


def unverified(node: Node, _context: Context) -> Iterator[Problem]:
    """Mail that goes to whoever claims to be the mail server."""
    yield from _problem("SMTPAllowInvalidCertificate", node)


def _problem(field: str, node: Node, severity: Severity | None = None, variant: str = "") -> Iterator[Problem]:
    server = node.shown("SMTPHost") or "the mail server"
    return on_the_way_to(
        node["SMTPHost"], field, severity=severity, variant=variant, subject=owner(node), server=server
    )
