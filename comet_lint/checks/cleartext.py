"""Secrets in clear text where Comet would keep them hashed or encrypted."""

from __future__ import annotations

from collections.abc import Iterator

from comet_lint.comet.constants import DESTINATIONTYPE_LOCALCOPY, PASSWORD_FORMAT_PLAINTEXT
from comet_lint.comet.engine_props import embedded
from comet_lint.comet.node import Node
from comet_lint.comet.owners import owner
from comet_lint.comet.unknown import skipping_unknown
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, problem

_SIGNING_SECRETS = {
    "WindowsCodeSignPKCS12Password": ("WindowsCodeSignPKCS12PasswordFormat", "PKCS#12 password"),
    "WindowsCodeSignPKCS11Password": ("WindowsCodeSignPKCS11PasswordFormat", "PKCS#11 password"),
    "WindowsCodeSignAzureAppSecret": ("WindowsCodeSignAzureAppSecretFormat", "Azure app secret"),
    "AppleIDPass": ("AppleIDPassFormat", "Apple ID password"),
    "PfxFilePassword": ("PfxFilePasswordFormat", "password of the certificate file"),
}


def user_password(node: Node, _context: Context) -> Iterator[Problem]:
    """The password of a user."""
    if node["PasswordHash"]:
        yield problem("PasswordHash")


def vault_key(node: Node, _context: Context) -> Iterator[Problem]:
    """The encryption key of a vault."""
    if node["EncryptedEncryptionKey"]:
        yield problem("EncryptedEncryptionKey")


def share_password(node: Node, _context: Context) -> Iterator[Problem]:
    """The password of a Windows share that a vault lies on, or that a protected item reads."""
    if "LocalcopyWinSMBPassword" in node.type.fields:
        password = node["LocalcopyWinSMBPassword"]
        if password and node["LocalcopyWinSMBPasswordFormat"] == PASSWORD_FORMAT_PLAINTEXT:
            yield problem("LocalcopyWinSMBPassword", subject=owner(node))
        return
    if not node["EngineProps"]:
        return
    for key, view in embedded(node):
        with skipping_unknown:
            if view.type.name != "WinSMBAuth":
                continue
            if view["Password"] and view["PasswordFormat"] == PASSWORD_FORMAT_PLAINTEXT:
                yield problem("EngineProps", key)


def signing_secrets(node: Node, _context: Context) -> Iterator[Problem]:
    """Passwords for signing software."""
    for name, (format_name, what) in _SIGNING_SECRETS.items():
        with skipping_unknown:
            if name in node.type.fields and node[name] and node[format_name] == PASSWORD_FORMAT_PLAINTEXT:
                yield problem(name, what=what, subject=owner(node))


def self_backup_without_key(node: Node, context: Context) -> Iterator[Problem]:
    """A backup of the server that everybody who finds it can read; on a local disk, for information."""
    kind = node.child("Location")["DestinationType"]
    if kind and not context.hosted:
        yield problem("EncryptionKey", severity=Severity.INFO if kind == DESTINATIONTYPE_LOCALCOPY else None)
