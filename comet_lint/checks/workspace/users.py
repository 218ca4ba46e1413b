"""Users among each other, and with their tenant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from comet_lint.comet.node import Node
from comet_lint.comet.redaction import printable
from comet_lint.comet.reporting import is_told_without_mail, reports_to_admins, sends_mail
from comet_lint.comet.stand_ins import is_redacted
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.workspace.facts import ProfileFacts
from comet_lint.workspace.join import LocatedNode, Workspace
from comet_lint.workspace.problems import DocumentPlace, WorkspaceProblem, found

_INHERIT, _DISABLED = "", "disabled"
"""The EMAIL_DELIVERY_ constants with which a server, or a tenant, sends no mail of its own."""

_OTHERS_SHOWN = 4


def names_alike(workspace: Workspace, _context: Context) -> Iterator[WorkspaceProblem]:
    """User names of one tenant that differ only in upper and lower case from an earlier one."""
    firsts: dict[tuple[str, str], ProfileFacts] = {}
    for profile in workspace.profiles:
        first = firsts.setdefault((profile.organization, profile.username.casefold()), profile)
        if first.username != profile.username:
            place = DocumentPlace(first.ref, ("Username",), "The other user is here.")
            yield found(profile.ref, "Username", related=[place], other=printable(first.username))


def on_several_servers(workspace: Workspace, _context: Context) -> Iterator[WorkspaceProblem]:
    """Accounts that also exist on an earlier server of the run: once for two servers and the users of a tenant.

    Snapshots of one server are no two servers. Where no host name tells which server it is, nothing is said.
    """
    server = workspace.server
    if server is None or not server.hosts.own:
        return
    known = workspace.fleet.accounts
    copied: dict[tuple[str, str], list[tuple[ProfileFacts, ProfileFacts, str]]] = defaultdict(list)
    for profile in workspace.profiles:
        other, first = known.get(profile.creation_guid, (server, profile))
        if other is server or not other.hosts.own or other.is_the_same_as(server) or is_redacted(profile.creation_guid):
            continue
        copied[min(other.hosts.own), profile.organization].append((profile, first, other.ref.path))
    for (host, tenant), accounts in copied.items():
        profile, first, path = accounts[0]
        place = DocumentPlace(first.ref, ("CreationGUID",), "The same account on the other server.")
        others = (DocumentPlace(each.ref, ("CreationGUID",), "Another one.") for each, _, _ in accounts[1:])
        yield found(
            profile.ref,
            "CreationGUID",
            related=(place, *islice(others, _OTHERS_SHOWN)),
            cause=f"{host} {min(server.hosts.own)} {tenant}",
            affected=[each.username for each, _, _ in accounts],
            server=printable(host),
            path=printable(path, 80),
        )


def reports_that_never_leave(workspace: Workspace, _context: Context) -> Iterator[WorkspaceProblem]:
    """Settings for mail that are off although users are to get reports, with all users concerned."""
    server = workspace.server
    if server is None or not server.node.has("Email"):
        return
    waiting: dict[str, list[str]] = defaultdict(list)
    for profile in workspace.profiles:
        tenant = workspace.organizations.get(profile.organization)
        if not profile.expects_mail or profile.is_suspended or (profile.organization and tenant is None):
            continue
        has_own = tenant is not None and tenant.node.child("Email")["Mode"] != _INHERIT
        waiting[profile.organization if has_own else ""].append(profile.username)
    for sender, names in waiting.items():
        place = workspace.organizations[sender] if sender else LocatedNode(server.ref, server.node)
        if place.node.child("Email")["Mode"] in (_INHERIT, _DISABLED):
            others = is_told_without_mail(server.node) or is_told_without_mail(place.node)
            severity = Severity.INFO if others else None
            yield found(
                place.ref, *place.at("Email", "Mode"), severity=severity, cause=f"mail of {sender}", affected=names
            )


def reports_elsewhere(workspace: Workspace, _context: Context) -> Iterator[WorkspaceProblem]:
    """Users who are to get reports but have no address, where somebody else hears of their failed backups."""
    server = workspace.server
    if server is None:
        return
    for profile in workspace.profiles:
        if profile.lacks_address and _others_are_told(server.node, workspace.organizations.get(profile.organization)):
            yield found(profile.ref, "Emails", severity=Severity.INFO, variant="elsewhere")


def _others_are_told(server: Node, tenant: LocatedNode | None) -> bool:
    own = [server] if tenant is None else [server, tenant.node]
    if any(map(is_told_without_mail, own)):
        return True
    if reports_to_admins(server) and sends_mail(server):
        return True
    return tenant is not None and reports_to_admins(tenant.node) and sends_mail(server, tenant.node)


def active_in_suspended_tenant(workspace: Workspace, _context: Context) -> Iterator[WorkspaceProblem]:
    """Suspended tenants with users that are not."""
    active: dict[str, list[str]] = defaultdict(list)
    for profile in workspace.profiles:
        if not profile.is_suspended:
            active[profile.organization].append(profile.username)
    for tenant_id, tenant in workspace.organizations.items():
        if tenant.node["IsSuspended"] and tenant_id in active:
            yield found(tenant.ref, *tenant.at("IsSuspended"), cause=tenant_id, affected=active[tenant_id])
