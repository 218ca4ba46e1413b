"""Administrators of a server and how they log in."""

from __future__ import annotations

from collections.abc import Iterator

from comet_lint.checks.allowlists import restricts
from comet_lint.comet.addresses import is_loopback, parse_listen
from comet_lint.comet.common_passwords import COMMON_PASSWORDS
from comet_lint.comet.logins import can_log_in, has_dead_login, has_directory, second_factors
from comet_lint.comet.node import Node
from comet_lint.comet.stand_ins import is_redacted
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, problem
from comet_lint.text.lists import listing

_RESTRICTIONS = (
    "PreventEditServerSettings",
    "PreventServerShutdown",
    "PreventChangePassword",
    "DenyConstellationRole",
    "DenyViewServerHistory",
    "DenyViewServerInfo",
    "PreventDeleteStorageVault",
    "PreventRequestStorageVault",
    "PreventAddCustomStorageVault",
    "ShouldRestrictProviderList",
    "AllowedUserPolicies",
    "DenySoftwareBuildRole",
)
_DAMAGE_LIMITING = ("PreventEditServerSettings", "PreventDeleteStorageVault")
"""Without these rights a stolen password is not enough to destroy backups."""

_WITHOUT_DEFAULT_ADMIN = (24, 9, 8)
"""The release from which a new server starts without any admin and asks for one."""

_FACTORY_LOGIN = "admin"
_SHORTEST_GOOD = 8
_MANY = 5


def plaintext_password(node: Node, _context: Context) -> Iterator[Problem]:
    """A password in clear text, unless it is so weak that another rule says more."""
    password = node["Password"]
    if not is_redacted(password) and not _is_factory_login(node) and not _weakness(node):
        yield problem("Password")


def weak_password(node: Node, _context: Context) -> Iterator[Problem]:
    """A password in clear text that anybody could guess."""
    if not is_redacted(node["Password"]) and not _is_factory_login(node):
        weakness = _weakness(node)
        if weakness:
            yield problem("Password", weakness=weakness)


def password_only(node: Node, context: Context) -> Iterator[Problem]:
    """An admin for whom the password is all it takes, with nothing else to limit the damage."""
    if second_factors(node, context.comet_version):
        return
    permissions = node.child("Permissions")
    limited = (
        restricts(node) or node["Username"] in context.api_admins or any(permissions[name] for name in _DAMAGE_LIMITING)
    )
    yield problem("AllowPasswordLogin", severity=Severity.INFO if limited else None)


def second_factor_optional(node: Node, context: Context) -> Iterator[Problem]:
    """An admin with a second factor that the password alone gets around."""
    names = second_factors(node, context.comet_version)
    if names and node["Username"] not in context.api_admins:
        yield problem("AllowPasswordLogin", factors=listing(names))


def no_login_method(node: Node, context: Context) -> Iterator[Problem]:
    """An admin who cannot log in at all. Where no admin of the server can, S114 says so."""
    if can_log_in(node, context.comet_version):
        return
    variant = "dead" if has_dead_login(node, context.comet_version) else ""
    server = node.enclosing("ServerConfigOptions")
    if server is None:
        yield problem(variant=variant)
        return
    others = [
        admin
        for admin in server.children("AdminUsers")
        if admin is not node and admin["OrganizationID"] == node["OrganizationID"]
    ]
    if any(can_log_in(admin, context.comet_version) for admin in others):
        yield problem(severity=Severity.INFO, variant=variant)
    elif node["OrganizationID"]:
        yield problem(variant=variant)


def nobody_can_log_in(node: Node, context: Context) -> Iterator[Problem]:
    """A server without an admin of its own, as opposed to those of tenants, who could log in."""
    if not node.has("AdminUsers"):
        # A part of a configuration, such as an overlay, says nothing about admins.
        return
    admins = node.children("AdminUsers")
    release = context.comet_version
    if any(can_log_in(admin, release) for admin in admins if not admin["OrganizationID"]) or has_directory(node):
        return
    if admins:
        yield problem("AdminUsers")
    elif () < release < _WITHOUT_DEFAULT_ADMIN:
        yield problem("AdminUsers", variant="default")
    else:
        yield problem("AdminUsers", severity=Severity.INFO, variant="none")


def allowlist_missing(node: Node, context: Context) -> Iterator[Problem]:
    """An admin with all rights who may log in with a password from everywhere."""
    server = node.enclosing("ServerConfigOptions")
    if context.hosted or server is None or not _is_exposed(server):
        return
    if not restricts(node) and _is_unrestricted(node):
        yield problem("IPWhitelist")


def unrestricted_tenant_admin(node: Node, _context: Context) -> Iterator[Problem]:
    """An admin of a tenant to whom nothing is forbidden."""
    if _is_unrestricted(node):
        yield problem("Permissions")


def many_full_admins(node: Node, context: Context) -> Iterator[Problem]:
    """Many admins who may do everything on the server."""
    full = [
        admin
        for admin in node.children("AdminUsers")
        if not admin["OrganizationID"] and can_log_in(admin, context.comet_version) and _is_unrestricted(admin)
    ]
    if len(full) > _MANY:
        yield problem("AdminUsers", count=len(full))


def _is_factory_login(node: Node) -> bool:
    return bool(node["Username"] == node["Password"] == _FACTORY_LOGIN)


def _weakness(node: Node) -> str:
    password = node["Password"]
    if password.lower() == node["Username"].lower():
        return "the user name itself"
    if password.lower() in COMMON_PASSWORDS:
        return "one of the most common passwords"
    return f"shorter than {_SHORTEST_GOOD} characters" if len(password) < _SHORTEST_GOOD else ""


def _is_unrestricted(admin: Node) -> bool:
    permissions = admin.child("Permissions")
    return not any(permissions[name] for name in _RESTRICTIONS)


def _is_exposed(server: Node) -> bool:
    addresses = (parse_listen(listener["ListenAddress"]) for listener in server.children("ListenAddresses"))
    return any(address is not None and not is_loopback(address.host) for address in addresses)
