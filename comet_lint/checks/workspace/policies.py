"""Policies, and the users to whom they apply."""

from __future__ import annotations

from collections.abc import Iterator

from comet_lint.comet.node import Node
from comet_lint.rules.context import Context
from comet_lint.text.lists import first_few
from comet_lint.text.quotes import quoted
from comet_lint.workspace.join import Policy, Workspace
from comet_lint.workspace.policy_digests import differing_fields
from comet_lint.workspace.problems import DocumentPlace, WorkspaceProblem, found, users_of

_FIELDS_SHOWN = 3


def of_other_tenant(workspace: Workspace, _context: Context) -> Iterator[WorkspaceProblem]:
    """Users whose policy belongs to a tenant that is not theirs. Policies of the top level are for all."""
    for profile in workspace.profiles:
        policy = workspace.policies.get(profile.policy)
        if policy is not None and policy.node["OrganizationID"] not in ("", profile.organization):
            place = DocumentPlace(policy.ref, ("OrganizationID",), "The policy belongs to this tenant.")
            yield found(profile.ref, "PolicyID", related=[place], policy=policy.node.subject)


def stale_copies(workspace: Workspace, _context: Context) -> Iterator[WorkspaceProblem]:
    """Users whose copy of their policy is not what the policy says."""
    for profile in workspace.profiles:
        policy = workspace.policies.get(profile.policy)
        if policy is None or not profile.policy_copy or not policy.settings:
            continue
        fields = differing_fields(profile.policy_copy, policy.settings)
        if fields:
            place = DocumentPlace(policy.ref, ("Policy",), "This is what the policy says.")
            yield found(profile.ref, "Policy", related=[place], policy=policy.node.subject, fields=_first_few(fields))


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
    if not workspace.has_all_policies:
        return
    policies = tuple(workspace.policies.values())
    if not any(policy.node["DefaultUserPolicy"] for policy in policies):
        yield found(policies[0].ref, "DefaultUserPolicy")


def unused(workspace: Workspace, _context: Context) -> Iterator[WorkspaceProblem]:
    """Policies that no user has, that new users do not get, and that no admin has been given to assign."""
    if not workspace.has_all_profiles:
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
        if not profile.policy and ("" in tenants or profile.organization in tenants)
    ]
    if without:
        places = (DocumentPlace(profile.ref, ("PolicyID",), "No policy here either.") for profile in without[1:])
        yield found(without[0].ref, "PolicyID", related=places, users=users_of(without))


def lost_items(workspace: Workspace, _context: Context) -> Iterator[WorkspaceProblem]:
    """Protected items that follow an item which their policy does not have any more."""
    items: dict[str, frozenset[str]] = {}
    for policy_id, policy in workspace.policies.items():
        settings = policy.node.child("Policy")
        items[policy_id] = frozenset((*settings["DefaultSources"], *settings["DefaultSourcesWithOSRestriction"]))
    for profile in workspace.profiles:
        own = workspace.policies.get(profile.policy)
        if own is None:
            continue
        for key, link in profile.linked_items:
            if link not in items[profile.policy]:
                yield found(
                    profile.ref,
                    "Sources",
                    key,
                    "PolicySourceID",
                    quoting=[own.ref],
                    missing=quoted(link),
                    policy=own.node.subject,
                )


def _assignable(server: Node) -> Iterator[str]:
    permissions = [admin.child("Permissions") for admin in server.children("AdminUsers")]
    permissions += [source.child("NewUserPermissions") for source in server.children("ExternalAdminUserSources")]
    for permission in permissions:
        yield from (name for name in permission["AllowedUserPolicies"] if isinstance(name, str))


def _first_few(fields: tuple[str, ...]) -> str:
    return first_few(fields, _FIELDS_SHOWN)
