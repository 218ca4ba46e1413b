"""Policies, and the users to whom they apply."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from comet_lint.comet.node import Node
from comet_lint.comet.redaction import printable
from comet_lint.rules.context import Context
from comet_lint.text.lists import first_few
from comet_lint.text.pointers import Path
from comet_lint.workspace.completeness import POLICIES, USERS
from comet_lint.workspace.facts import ProfileFacts
from comet_lint.workspace.join import Policy, Workspace
from comet_lint.workspace.policy_digests import differing_fields
from comet_lint.workspace.problems import DocumentPlace, WorkspaceProblem, found

_FIELDS_SHOWN = 3


def of_other_tenant(workspace: Workspace, _context: Context) -> Iterator[WorkspaceProblem]:
    """Users whose policy belongs to a tenant that is not theirs. Policies of the top level are for all."""
    for profile in workspace.profiles:
        policy = workspace.policies.get(profile.policy)
        if (
            policy is not None
            and profile.tells_tenant
            and policy.node["OrganizationID"] not in ("", profile.organization)
        ):
            place = DocumentPlace(policy.ref, ("OrganizationID",), "The policy belongs to this tenant.")
            yield found(profile.ref, "PolicyID", related=[place], policy=policy.node.subject)


def stale_copies(workspace: Workspace, _context: Context) -> Iterator[WorkspaceProblem]:
    """Policies of which users have another copy, once for the users of each tenant."""
    stale: dict[tuple[str, str], list[ProfileFacts]] = defaultdict(list)
    fields: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for profile in workspace.profiles:
        policy = workspace.policies.get(profile.policy)
        if policy is None or not profile.policy_copy or not policy.settings:
            continue
        differing = differing_fields(profile.policy_copy, policy.settings)
        if differing:
            stale[profile.policy, profile.organization].append(profile)
            fields[profile.policy, profile.organization].update(dict.fromkeys(differing))
    for key, profiles in stale.items():
        policy_id, tenant = key
        policy = workspace.policies[policy_id]
        yield found(
            policy.ref,
            "Policy",
            related=(DocumentPlace(profile.ref, ("Policy",), "This is the copy.") for profile in profiles),
            cause=f"{policy_id} {tenant}",
            affected=[profile.username for profile in profiles],
            fields=_first_few(tuple(fields[key])),
        )


def several_defaults(workspace: Workspace, _context: Context) -> Iterator[WorkspaceProblem]:
    """Policies that are the default of a tenant, or of the top level, that already has one."""
    firsts: dict[str, Policy] = {}
    for policy in workspace.policies.values():
        if not policy.node["DefaultUserPolicy"]:
            continue
        first = firsts.setdefault(policy.node["OrganizationID"], policy)
        if first is not policy:
            place = DocumentPlace(first.ref, ("DefaultUserPolicy",), "This one is a default too.")
            yield found(policy.ref, "DefaultUserPolicy", related=[place], first=first.node.subject)


def no_default(workspace: Workspace, _context: Context) -> Iterator[WorkspaceProblem]:
    """A server with policies of which none is for new users."""
    if not workspace.completeness(POLICIES).is_complete:
        return
    policies = tuple(workspace.policies.values())
    if not any(policy.node["DefaultUserPolicy"] for policy in policies):
        yield found(policies[0].ref, "DefaultUserPolicy")


def unused(workspace: Workspace, _context: Context) -> Iterator[WorkspaceProblem]:
    """Policies that no user has, that new users do not get, and that no admin has been given to assign."""
    if not workspace.completeness(USERS).is_complete:
        return
    used = {profile.policy for profile in workspace.profiles}
    for server in workspace.servers:
        used.update(_assignable(server.node))
    for policy_id, policy in workspace.policies.items():
        if policy_id in used or policy.node["DefaultUserPolicy"]:
            continue
        if workspace.only_tenant_of_profiles in ("", policy.node["OrganizationID"]):
            yield found(policy.ref)


def users_without(workspace: Workspace, _context: Context) -> Iterator[WorkspaceProblem]:
    """Users without a policy, all in one, where there are policies that they could have."""
    if not workspace.policies:
        return
    tenants = {policy.node["OrganizationID"] for policy in workspace.policies.values()}
    without = [
        profile
        for profile in workspace.profiles
        if profile.tells_policy and not profile.policy and ("" in tenants or profile.organization in tenants)
    ]
    if without:
        places = (DocumentPlace(profile.ref, ("PolicyID",), "No policy here either.") for profile in without[1:])
        names = [profile.username for profile in without]
        yield found(without[0].ref, "PolicyID", related=places, cause="none", affected=names)


def lost_items(workspace: Workspace, _context: Context) -> Iterator[WorkspaceProblem]:
    """Items of policies that are gone though protected items follow them, each once for the users of a tenant."""
    followers: dict[tuple[str, str, str], list[tuple[ProfileFacts, str]]] = defaultdict(list)
    items = {policy_id: _items(policy.node) for policy_id, policy in workspace.policies.items()}
    for profile in workspace.profiles:
        for key, link in profile.linked_items if profile.policy in items else ():
            if link not in items[profile.policy]:
                followers[profile.policy, link, profile.organization].append((profile, key))
    for (policy_id, link, tenant), concerned in followers.items():
        (first, item), others = concerned[0], concerned[1:]
        yield found(
            first.ref,
            *_link_of(item),
            related=(DocumentPlace(profile.ref, _link_of(key), "The same here.") for profile, key in others),
            cause=f"{policy_id} {link} {tenant}",
            affected=[profile.username for profile, _ in concerned],
            missing=printable(link),
            policy=workspace.policies[policy_id].node.subject,
        )


def _items(policy: Node) -> frozenset[str]:
    settings = policy.child("Policy")
    return frozenset((*settings["DefaultSources"], *settings["DefaultSourcesWithOSRestriction"]))


def _link_of(item: str) -> Path:
    return ("Sources", item, "PolicySourceID")


def _assignable(server: Node) -> Iterator[str]:
    permissions = [admin.child("Permissions") for admin in server.children("AdminUsers")]
    permissions += [source.child("NewUserPermissions") for source in server.children("ExternalAdminUserSources")]
    for permission in permissions:
        yield from (name for name in permission["AllowedUserPolicies"] if isinstance(name, str))


def _first_few(fields: tuple[str, ...]) -> str:
    return first_few(fields, _FIELDS_SHOWN)
