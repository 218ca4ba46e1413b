"""Who hears of failed backups: mail of a server and its tenants, their webhooks, and their ticketing (PSA) products."""

from __future__ import annotations

from comet_lint.comet.constants import (
    EMAIL_DELIVERY_DISABLED,
    EMAIL_DELIVERY_INHERIT,
    PSA_TYPE_GRADIENT,
    SEVT_JOB_COMPLETED,
)
from comet_lint.comet.node import Node


def sends_mail(server: Node, tenant: Node | None = None) -> bool:
    """Whether a `ServerConfigOptions` sends mail, for itself or for one of its tenants (an `Organization`)."""
    mode = tenant.child("Email")["Mode"] if tenant is not None else EMAIL_DELIVERY_INHERIT
    if mode == EMAIL_DELIVERY_INHERIT:
        mode = server.child("Email")["Mode"]
    return mode not in (EMAIL_DELIVERY_INHERIT, EMAIL_DELIVERY_DISABLED)


def reports_to_admins(owner: Node) -> bool:
    """Whether there is an address to which a server or tenant sends reports over its users."""
    return any(any(report["Recipients"]) for report in owner.child("Email").children("EmailReportingOptions"))


def is_told_without_mail(owner: Node) -> bool:
    """Whether a webhook or ticketing product of a server or tenant hears of every finished backup job."""
    return any(map(_hears_of_jobs, owner.children("WebhookOptions"))) or any(
        map(_opens_tickets, owner.children("PSAConfigs"))
    )


def _hears_of_jobs(webhook: Node) -> bool:
    events = webhook["WhiteListedEventTypes"]
    return not events or SEVT_JOB_COMPLETED in events


def _opens_tickets(connection: Node) -> bool:
    return not (connection["Type"] == PSA_TYPE_GRADIENT and connection["AlertsDisabled"])
