"""Users among each other, and with their tenant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from comet_lint.comet.constants import EMAIL_DELIVERY_DISABLED, EMAIL_DELIVERY_INHERIT
from comet_lint.comet.redaction import printable
from comet_lint.comet.stand_ins import is_redacted
from comet_lint.rules.context import Context
from comet_lint.workspace.facts import ProfileFacts
from comet_lint.workspace.join import Place, Workspace
from comet_lint.workspace.problems import Found, RelatedUnit, found, users


def names_alike(workspace: Workspace, _context: Context) -> Iterator[Found]:
    """User names of one tenant that differ only in upper and lower case from an earlier one."""
    firsts: dict[tuple[str, str], ProfileFacts] = {}
    for profile in workspace.profiles:
        first = firsts.setdefault((profile.organization, profile.username.casefold()), profile)
        if first.username != profile.username:
            place = RelatedUnit(first.unit, ("Username",), "The other user is here.")
            yield found(profile.unit, "Username", related=[place], other=printable(first.username))


def on_several_servers(workspace: Workspace, _context: Context) -> Iterator[Found]:
    """Users that also exist on an earlier server of the run."""
    if not workspace.servers:
        return
    known = workspace.fleet.accounts
    for profile in workspace.profiles:
        home, first = known.get(profile.creation_guid, (workspace, profile))
        if home is not workspace and not is_redacted(profile.creation_guid):
            place = RelatedUnit(first.unit, ("CreationGUID",), "The same account on the other server.")
            yield found(
                profile.unit,
                "CreationGUID",
                related=[place],
                other=printable(first.username),
                path=printable(first.unit.path, 80),
            )


def reports_that_never_leave(workspace: Workspace, _context: Context) -> Iterator[Found]:
    """Settings for mail that are off although users are to get reports, with all users concerned."""
    server = workspace.server
    if server is None or not server.node.has("Email"):
        return
    waiting: dict[str, list[str]] = defaultdict(list)
    for profile in workspace.profiles:
        tenant = workspace.organizations.get(profile.organization)
        if not profile.expects_mail or profile.is_suspended or (profile.organization and tenant is None):
            continue
        has_own = tenant is not None and tenant.node.child("Email")["Mode"] != EMAIL_DELIVERY_INHERIT
        waiting[profile.organization if has_own else ""].append(profile.username)
    for sender, names in waiting.items():
        place = workspace.organizations[sender] if sender else Place(server.unit, server.node)
        if place.node.child("Email")["Mode"] in (EMAIL_DELIVERY_INHERIT, EMAIL_DELIVERY_DISABLED):
            yield found(place.unit, *place.at("Email", "Mode"), users=users(names))


def active_in_suspended_tenant(workspace: Workspace, _context: Context) -> Iterator[Found]:
    """Suspended tenants with users that are not."""
    active: dict[str, list[str]] = defaultdict(list)
    for profile in workspace.profiles:
        if not profile.is_suspended:
            active[profile.organization].append(profile.username)
    for tenant_id, tenant in workspace.organizations.items():
        if tenant.node["IsSuspended"] and tenant_id in active:
            yield found(tenant.unit, *tenant.at("IsSuspended"), users=users(active[tenant_id]))
