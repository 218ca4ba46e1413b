"""Who administers a server, and what it takes to log in."""

from __future__ import annotations

from collections.abc import Iterator

from comet_lint.checks.allowlists import restricts
from comet_lint.comet.addresses import is_loopback, parse_listen
from comet_lint.comet.common_passwords import COMMON_PASSWORDS
from comet_lint.comet.node import Node
from comet_lint.comet.redaction import printable
from comet_lint.comet.unknown import maybe, surely
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, problem
from comet_lint.text.lists import first_few, listing

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
    if not _is_factory_login(node) and not _weakness(node):
        yield problem("Password")


def weak_password(node: Node, _context: Context) -> Iterator[Problem]:
    """A password in clear text that anybody could guess."""
    if not _is_factory_login(node):
        weakness = _weakness(node)
        if weakness:
            yield problem("Password", weakness=weakness)


def password_only(node: Node, context: Context) -> Iterator[Problem]:
    """An admin for whom the password is all it takes, with nothing else to limit the damage."""
    permissions = node.child("Permissions")
    limited = restricts(node) or _is_for_programs(node, context) or any(permissions[name] for name in _DAMAGE_LIMITING)
    yield problem("AllowPasswordLogin", severity=Severity.INFO if limited else None)


def second_factor_optional(node: Node, context: Context) -> Iterator[Problem]:
    """An admin with a second factor that the password alone gets around."""
    if not _is_for_programs(node, context):
        names = [name for field, name in _SECOND_FACTORS.items() if node[field]]
        yield problem("AllowPasswordLogin", factors=listing(names))


def no_login_method(node: Node, _context: Context) -> Iterator[Problem]:
    """An admin who cannot log in, where another admin can."""
    server = node.enclosing("ServerConfigOptions")
    if server is None:
        yield problem()
        return
    tenant = node["OrganizationID"]
    others = [
        admin
        for admin in server.each("AdminUsers")
        if admin is not node and maybe(lambda other: other["OrganizationID"] == tenant, admin)
    ]
    if any(maybe(_can_log_in, other) for other in others):
        yield problem(severity=Severity.INFO)
    elif tenant:
        yield problem()


def nobody_can_log_in(node: Node, context: Context) -> Iterator[Problem]:
    """A server without an admin of its own, as opposed to those of tenants, who could log in."""
    admins = node.children("AdminUsers")
    if any(maybe(_can_log_in_without_tenant, admin) for admin in admins) or _has_directory(node):
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
        printable(admin.shown("Username") or "(no name)")
        for admin in node.each("AdminUsers")
        if surely(_can_do_all_from_everywhere, admin)
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
        for admin in node.each("AdminUsers")
        if surely(lambda admin: _can_log_in_without_tenant(admin) and _is_unrestricted(admin), admin)
    ]
    if len(full) > _MANY:
        yield problem("AdminUsers", count=len(full))


def _is_factory_login(node: Node) -> bool:
    return node["Password"] == _FACTORY_LOGIN and surely(lambda admin: admin["Username"] == _FACTORY_LOGIN, node)


def _weakness(node: Node) -> str:
    password = node["Password"]
    if surely(lambda admin: password.lower() == admin["Username"].lower(), node):
        return "the user name itself"
    if password.lower() in COMMON_PASSWORDS:
        return "one of the most common passwords"
    return f"shorter than {_SHORTEST_GOOD} characters" if len(password) < _SHORTEST_GOOD else ""


def _is_unrestricted(admin: Node) -> bool:
    permissions = admin.child("Permissions")
    return not any(permissions[name] for name in _RESTRICTIONS)


def _can_do_all_from_everywhere(admin: Node) -> bool:
    by_password = admin["AllowPasswordLogin"] and not admin.is_set("ExternalAuthenticationSource")
    return by_password and not admin["OrganizationID"] and not restricts(admin) and _is_unrestricted(admin)


def _is_for_programs(admin: Node, context: Context) -> bool:
    return bool(context.api_admins) and maybe(lambda admin: admin["Username"] in context.api_admins, admin)


def _can_log_in(admin: Node) -> bool:
    return admin.is_set("ExternalAuthenticationSource") or any(admin[name] for name in _LOGINS)


def _can_log_in_without_tenant(admin: Node) -> bool:
    return not admin["OrganizationID"] and _can_log_in(admin)


def _has_directory(server: Node) -> bool:
    """Whether admins of the server can come from an external directory, which creates them when they log in."""
    return any(maybe(_is_directory, source) for source in server.children("ExternalAdminUserSources"))


def _is_directory(source: Node) -> bool:
    return source["Type"] in _DIRECTORY_TYPES and not source.child("OIDC")["OrganizationID"]


def _is_exposed(server: Node) -> bool:
    return any(surely(_is_reachable, listener) for listener in server.each("ListenAddresses"))


def _is_reachable(listener: Node) -> bool:
    address = parse_listen(listener["ListenAddress"])
    return address is not None and not is_loopback(address.host)


def _some(names: list[str]) -> str:
    return listing(names) if len(names) <= _NAMES_SHOWN + 1 else first_few(names, _NAMES_SHOWN)
