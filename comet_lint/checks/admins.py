"""Administrators of a server and how they log in."""

from __future__ import annotations

from collections.abc import Iterator

from comet_lint.checks.allowlists import restricts
from comet_lint.comet.addresses import is_loopback, parse_listen
from comet_lint.comet.common_passwords import COMMON_PASSWORDS
from comet_lint.comet.node import Node
from comet_lint.comet.stand_ins import is_redacted
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, problem
from comet_lint.text.lists import first_few, listing
from comet_lint.text.quotes import quoted

_SECOND_FACTORS = {
    "AllowPasswordAndTOTPLogin": "TOTP",
    "AllowPasswordAndWebAuthnLogin": "WebAuthn",
    "AllowPasswordAndU2FLogin": "U2F",
}
_LOGINS = ("AllowPasswordLogin", *_SECOND_FACTORS)
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

_DIRECTORY_TYPES = ("ldap", "oidc")
_WITHOUT_DEFAULT_ADMIN = (24, 9, 8)
"""The release from which a new server starts without any admin and asks for one."""

_FACTORY_LOGIN = "admin"
_SHORTEST_GOOD = 8
_MANY = 5
_NAMES_SHOWN = 3


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
    permissions = node.child("Permissions")
    limited = (
        restricts(node) or node["Username"] in context.api_admins or any(permissions[name] for name in _DAMAGE_LIMITING)
    )
    yield problem("AllowPasswordLogin", severity=Severity.INFO if limited else None)


def second_factor_optional(node: Node, context: Context) -> Iterator[Problem]:
    """An admin with a second factor that the password alone gets around."""
    if node["Username"] not in context.api_admins:
        names = [name for field, name in _SECOND_FACTORS.items() if node[field]]
        yield problem("AllowPasswordLogin", factors=listing(names))


def no_login_method(node: Node, _context: Context) -> Iterator[Problem]:
    """An admin who cannot log in, where another admin can."""
    server = node.enclosing("ServerConfigOptions")
    if server is None:
        yield problem()
        return
    others = [
        admin
        for admin in server.children("AdminUsers")
        if admin is not node and admin["OrganizationID"] == node["OrganizationID"]
    ]
    if any(map(_can_log_in, others)):
        yield problem(severity=Severity.INFO)
    elif node["OrganizationID"]:
        yield problem()


def nobody_can_log_in(node: Node, context: Context) -> Iterator[Problem]:
    """A server without an admin of its own, as opposed to those of tenants, who could log in."""
    if not node.has("AdminUsers"):
        # A part of a configuration, such as an overlay, says nothing about admins.
        return
    admins = node.children("AdminUsers")
    if any(_can_log_in(admin) for admin in admins if not admin["OrganizationID"]) or _has_directory(node):
        return
    if admins:
        yield problem("AdminUsers")
    elif () < context.comet_version < _WITHOUT_DEFAULT_ADMIN:
        yield problem("AdminUsers", variant="none")
    else:
        yield problem("AdminUsers", severity=Severity.INFO, variant="none")


def allowlist_missing(node: Node, context: Context) -> Iterator[Problem]:
    """Admins with all rights who may log in with a password from everywhere: one finding for all of them."""
    if context.hosted or not _is_exposed(node):
        return
    names = [
        quoted(admin["Username"] or "(no name)")
        for admin in node.children("AdminUsers")
        if admin["AllowPasswordLogin"]
        and not restricts(admin)
        and not admin["OrganizationID"]
        and not admin["ExternalAuthenticationSource"]
        and _is_unrestricted(admin)
    ]
    if names:
        yield problem("AdminUsers", names=_some(names))


def unrestricted_tenant_admin(node: Node, _context: Context) -> Iterator[Problem]:
    """An admin of a tenant to whom nothing is forbidden."""
    if _is_unrestricted(node):
        yield problem("Permissions")


def many_full_admins(node: Node, _context: Context) -> Iterator[Problem]:
    """Many admins who may do everything on the server."""
    full = [
        admin
        for admin in node.children("AdminUsers")
        if not admin["OrganizationID"] and _can_log_in(admin) and _is_unrestricted(admin)
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


def _can_log_in(admin: Node) -> bool:
    return bool(admin["ExternalAuthenticationSource"]) or any(admin[name] for name in _LOGINS)


def _has_directory(server: Node) -> bool:
    """Whether admins of the server can come from an external directory, which creates them when they log in."""
    return any(
        source["Type"] in _DIRECTORY_TYPES and not source.child("OIDC")["OrganizationID"]
        for source in server.children("ExternalAdminUserSources")
    )


def _is_exposed(server: Node) -> bool:
    addresses = (parse_listen(listener["ListenAddress"]) for listener in server.children("ListenAddresses"))
    return any(address is not None and not is_loopback(address.host) for address in addresses)


def _some(names: list[str]) -> str:
    return listing(names) if len(names) <= _NAMES_SHOWN + 1 else first_few(names, _NAMES_SHOWN)
