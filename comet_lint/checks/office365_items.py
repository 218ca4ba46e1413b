"""Which services of Microsoft 365 members a protected item covers."""

from __future__ import annotations

from collections.abc import Iterator

from comet_lint.comet.constants import (
    SERVICE_CALENDAR,
    SERVICE_CONTACT,
    SERVICE_MAIL,
    SERVICE_ONEDRIVE,
    SERVICE_SHAREPOINT,
)
from comet_lint.comet.engine_props import FIELD, embedded
from comet_lint.comet.node import Node
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, problem

_ALL_SERVICES = SERVICE_CALENDAR | SERVICE_CONTACT | SERVICE_MAIL | SERVICE_SHAREPOINT | SERVICE_ONEDRIVE


def unusual_services(node: Node, _context: Context) -> Iterator[Problem]:
    """Members with no service, or with one that does not exist."""
    for key, view in embedded(node):
        if view.type.name != "Office365Connection":
            continue
        selection = view.child("CustomSettingV2")
        services = [
            value
            for name in ("BackupOptions", "MemberBackupOptions")
            for value in selection[name].values()
            if isinstance(value, int) and not isinstance(value, bool)
        ]
        none = services.count(0)
        unknown = sum(bool(value & ~_ALL_SERVICES) for value in services)
        if none and selection["Organization"]:
            yield problem(FIELD, key, severity=Severity.INFO, variant="excluded", count=none)
        elif none:
            yield problem(FIELD, key, count=none)
        if unknown:
            yield problem(FIELD, key, variant="unknown", count=unknown)
