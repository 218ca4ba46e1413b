"""Users among each other, and with their tenant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from comet_lint.comet.stand_ins import is_redacted
from comet_lint.rules.context import Context
from comet_lint.text.quotes import quoted
from comet_lint.workspace.facts import ProfileFacts
from comet_lint.workspace.join import LocatedNode, Workspace
from comet_lint.workspace.problems import DocumentPlace, WorkspaceProblem, found, users_of

_INHERIT, _DISABLED = "", "disabled"
"""The EMAIL_DELIVERY_ constants with which a server, or a tenant, sends no mail of its own."""


def names_alike(workspace: Workspace, _context: Context) -> Iterator[WorkspaceProblem]:
    """User names of one tenant that differ only in upper and lower case from an earlier one."""
    firsts: dict[tuple[str, str], ProfileFacts] = {}
    for profile in workspace.profiles:
        first = firsts.setdefault((profile.organization, profile.username.casefold()), profile)
        if first.username != profile.username:
            place = DocumentPlace(first.ref, ("Username",), "The other user is here.")
            yield found(profile.ref, "Username", related=[place], other=quoted(first.username))


def on_several_servers(workspace: Workspace, _context: Context) -> Iterator[WorkspaceProblem]:
    """Users that also exist on an earlier server of the run."""
    if not workspace.servers:
        return
    known = workspace.fleet.accounts
    for profile in workspace.profiles:
        home, first = known.get(profile.creation_guid, (workspace, profile))
        if home is not workspace and not is_redacted(profile.creation_guid):
            place = DocumentPlace(first.ref, ("CreationGUID",), "The same account on the other server.")
            yield found(
                profile.ref,
                "CreationGUID",
                related=[place],
                other=quoted(first.username),
                path=quoted(first.ref.path, 80),
            )


def reports_that_never_leave(workspace: Workspace, _context: Context) -> Iterator[WorkspaceProblem]:
    """Settings for mail that are off although users are to get reports, with all users concerned."""
    server = workspace.server
    if server is None or not server.node.has("Email"):
        return
    waiting: dict[str, list[ProfileFacts]] = defaultdict(list)
    for profile in workspace.profiles:
        tenant = workspace.organizations.get(profile.organization)
        if not profile.expects_mail or profile.is_suspended or (profile.organization and tenant is None):
            continue
        has_own = tenant is not None and tenant.node.child("Email")["Mode"] != _INHERIT
        waiting[profile.organization if has_own else ""].append(profile)
    for sender, profiles in waiting.items():
        place = workspace.organizations[sender] if sender else LocatedNode(server.ref, server.node)
        if place.node.child("Email")["Mode"] in (_INHERIT, _DISABLED):
            yield found(place.ref, *place.at("Email", "Mode"), users=users_of(profiles))


def active_in_suspended_tenant(workspace: Workspace, _context: Context) -> Iterator[WorkspaceProblem]:
    """Suspended tenants with users that are not."""
    active: dict[str, list[ProfileFacts]] = defaultdict(list)
    for profile in workspace.profiles:
        if not profile.is_suspended:
            active[profile.organization].append(profile)
    for tenant_id, tenant in workspace.organizations.items():
        if tenant.node["IsSuspended"] and tenant_id in active:
            yield found(tenant.ref, *tenant.at("IsSuspended"), users=users_of(active[tenant_id]))
