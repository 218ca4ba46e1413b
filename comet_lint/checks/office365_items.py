"""Which members of a Microsoft 365 organisation a protected item covers, and which services of theirs."""

from __future__ import annotations

from collections.abc import Iterator

from comet_lint.comet.constants import (
    ENGINE_BUILTIN_MSOFFICE,
    SERVICE_CALENDAR,
    SERVICE_CONTACT,
    SERVICE_MAIL,
    SERVICE_ONEDRIVE,
    SERVICE_SHAREPOINT,
)
from comet_lint.comet.engine_props import FIELD, embedded, props
from comet_lint.comet.node import Node
from comet_lint.comet.unknown import maybe, skipping_unknown
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, problem

_ALL_SERVICES = SERVICE_CALENDAR | SERVICE_CONTACT | SERVICE_MAIL | SERVICE_SHAREPOINT | SERVICE_ONEDRIVE


_SERVICES_BY_MEMBER = ("BackupOptions", "MemberBackupOptions")


def unusual_services(node: Node, _context: Context) -> Iterator[Problem]:
    """Members with no service, or with one that does not exist."""
    for key, selection in _selections(node):
        with skipping_unknown:
            services = [
                value
                for name in _SERVICES_BY_MEMBER
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


def nothing_selected(node: Node, _context: Context) -> Iterator[Problem]:
    """Items that cover neither the organisation nor any member."""
    if _OLD_FORM in props(node).unknown or any(maybe(_selects_in_old_form, view) for _key, view in embedded(node)):
        return
    for key, selection in _selections(node):
        with skipping_unknown:
            if not any(selection[name] for name in (*_SERVICES_BY_MEMBER, *_WHOLE)):
                yield problem(FIELD, key)


_OLD_FORM = "CUSTOM_SETTING"
"""The setting that holds the selection in its first form."""

_WHOLE = ("Organization", "WholeOrg", "FilterMode")
"""Settings with which an empty selection means everybody; the last two came with 25.6 and 24.12."""


def _selections(node: Node) -> Iterator[tuple[str, Node]]:
    """The selections in a protected item: the key, and the selection under it."""
    if node["Engine"] != ENGINE_BUILTIN_MSOFFICE:
        return
    for key, view in embedded(node):
        with skipping_unknown:
            if view.type.name == "Office365Connection" and view.has("CustomSettingV2"):
                yield key, view.child("CustomSettingV2")
            elif view.type.name == "Office365CustomSettingV2":
                yield key, view


def _selects_in_old_form(view: Node) -> bool:
    if view.type.name == "Office365Connection":
        view = view.child("CustomSetting")
    return view.type.name == "Office365CustomSetting" and any(view.value.values())
