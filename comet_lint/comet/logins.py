"""How admins log in: which ways are switched on, and which of them work.

U2F works until Comet 21.12.0, WebAuthn with a registered key. A document that lacks the list of keys does not tell.
"""

from __future__ import annotations

from comet_lint.comet.node import Node

_WITHOUT_U2F = (21, 12, 0)

_DIRECTORY_TYPES = ("ldap", "oidc")


def second_factors(admin: Node, release: tuple[int, ...]) -> list[str]:
    """The second factors with which an `AllowedAdminUser` can log in, as the web interface calls them.

    `release` is that of the server, empty if it is not known.
    """
    names = []
    if admin["AllowPasswordAndTOTPLogin"]:
        names.append("TOTP")
    if admin["AllowPasswordAndWebAuthnLogin"] and _may_have_key(admin):
        names.append("WebAuthn")
    if admin["AllowPasswordAndU2FLogin"] and () < release < _WITHOUT_U2F:
        names.append("U2F")
    return names


def can_log_in(admin: Node, release: tuple[int, ...]) -> bool:
    """Whether a way of logging in works for an `AllowedAdminUser`."""
    if admin["ExternalAuthenticationSource"]:
        return _may_have_source(admin)
    return bool(admin["AllowPasswordLogin"] or second_factors(admin, release))


def has_dead_login(admin: Node, release: tuple[int, ...]) -> bool:
    """Whether a way of logging in is switched on for an `AllowedAdminUser` that does not work."""
    switched_on = [admin["AllowPasswordAndWebAuthnLogin"], admin["AllowPasswordAndU2FLogin"]]
    return sum(map(bool, switched_on)) > len([name for name in second_factors(admin, release) if name != "TOTP"])


def has_directory(server: Node) -> bool:
    """Whether admins of the server can come from an external directory, which creates them when they log in."""
    return any(
        source["Type"] in _DIRECTORY_TYPES and not source.child("OIDC")["OrganizationID"]
        for source in server.children("ExternalAdminUserSources")
    )


def _may_have_key(admin: Node) -> bool:
    return bool(admin["WebAuthnRegistrations"]) or not admin.has("WebAuthnRegistrations")


def _may_have_source(admin: Node) -> bool:
    """Whether the directory of an admin may exist: a server tells all that it has."""
    server = admin.enclosing("ServerConfigOptions")
    if server is None or not server.has("ExternalAdminUserSources"):
        return True
    return admin["ExternalAuthenticationSource"] in server["ExternalAdminUserSources"]
