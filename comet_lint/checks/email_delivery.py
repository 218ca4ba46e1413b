"""How a server or tenant sends mail."""

from __future__ import annotations

from collections.abc import Iterator

from comet_lint.comet.constants import EMAIL_DELIVERY_DISABLED, EMAIL_DELIVERY_INHERIT
from comet_lint.comet.node import Node
from comet_lint.comet.reporting import is_told_without_mail
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, problem


def switched_off(node: Node, _context: Context) -> Iterator[Problem]:
    """Reports that are set up where mail is off; tenants without mail settings of their own use the server's."""
    if node.type.name == "Organization":
        is_off = node.child("Email")["Mode"] == EMAIL_DELIVERY_DISABLED
        owners = [node] if is_off else []
    else:
        owners = [node, *filter(_inherits, node.children("Organizations"))]
    if any(map(_is_to_report, owners)):
        yield problem("Email", variant="elsewhere" if is_told_without_mail(node) else "")


def _inherits(tenant: Node) -> bool:
    return bool(tenant.child("Email")["Mode"] == EMAIL_DELIVERY_INHERIT)


def _is_to_report(owner: Node) -> bool:
    if owner.child("Email")["EmailReportingOptions"]:
        return True
    role = owner.child("AuthenticationRole") if owner.type.name == "ServerConfigOptions" else None
    return role is not None and bool(role["RoleEnabled"] and role["GenerateScheduledEmails"])


def incomplete(node: Node, _context: Context) -> Iterator[Problem]:
    """SMTP without the server's name or, which may have a default, its port."""
    if node["SMTPHost"]:
        yield problem("SMTPPort", severity=Severity.WARNING, missing="the port")
    else:
        yield problem("SMTPHost", missing="the host name" if node["SMTPPort"] else "host name and port")
