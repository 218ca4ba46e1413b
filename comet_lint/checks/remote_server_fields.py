"""Which settings a remote server of each type needs, and where each type belongs."""

from __future__ import annotations

from collections.abc import Iterator

from comet_lint.comet.model import Secrecy
from comet_lint.comet.node import Node
from comet_lint.comet.unknown import maybe, surely
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, problem
from comet_lint.text.lists import listing

BLOCKS = {
    "comet": "",
    "ldap": "LDAP",
    "oidc": "OIDC",
    "b2": "B2",
    "wasabi": "Wasabi",
    "cometstorage": "Wasabi",
    "custom": "Custom",
    "s3": "S3",
    "idrivee2": "S3",
    "aws": "AWS",
    "storj": "Storj",
    "impossiblecloud-iam": "ImpUser",
    "impossiblecloud-partner": "ImpPartner",
}
"""The field that holds the settings of a remote server, by its type; empty: they are in the entry itself."""

_NEEDED = {
    "comet": {"RemoteAddress": "the address", "Username": "the user name", "Password": "the password"},
    "ldap": {"Hostname": "the host name"},
    "oidc": {"ClientID": "the client ID"},
    "b2": {"KeyID": "the key ID", "AppKey": "the application key"},
    "wasabi": {"AccessKey": "the access key", "SecretKey": "the secret key"},
    "cometstorage": {"AccessKey": "the access key", "SecretKey": "the secret key"},
    "custom": {"URL": "the URL"},
    "s3": {"S3Endpoint": "the S3 address", "AccessKey": "the access key", "SecretKey": "the secret key"},
    "idrivee2": {
        "S3Endpoint": "the S3 address",
        "AccessKey": "the access key",
        "SecretKey": "the secret key",
    },
    "aws": {"AccessKey": "the access key", "SecretKey": "the secret key"},
    "storj": {"SatelliteAddress": "the satellite address", "APIKey": "the API key"},
    "impossiblecloud-iam": {"AccessKey": "the access key", "SecretKey": "the secret key"},
    "impossiblecloud-partner": {"AccessKey": "the access key"},
}
_NOT_CERTAIN = {"cometstorage": ("AccessKey", "SecretKey"), "idrivee2": ("S3Endpoint",)}
"""Settings of which it is not documented that the type needs them."""

_PROVIDERS = {
    "": "a Comet Server",
    "LDAP": "an LDAP server",
    "OIDC": "an OpenID Connect service",
    "B2": "Backblaze B2",
    "Wasabi": "Wasabi",
    "Custom": "a custom provider",
    "S3": "an S3 provider",
    "AWS": "Amazon AWS",
    "Storj": "Storj",
    "ImpUser": "Impossible Cloud",
    "ImpPartner": "Impossible Cloud (partner)",
}
_LOGIN_TYPES = ("ldap", "oidc")
_LOCAL_SERVER = "$self$"


def missing(node: Node, _context: Context) -> Iterator[Problem]:
    """The settings that a remote server of this type needs and does not have."""
    server_type = node["Type"]
    needed = _NEEDED.get(server_type)
    if needed is None or maybe(_is_local, node) or _is_retired(node):
        return
    block = _block(node, BLOCKS[server_type])
    empty = [name for name in needed if _is_empty(block, name)]
    if not empty:
        return
    secret = [name for name in needed if block.type.fields[name].secrecy is Secrecy.SECRET]
    # A document may have been handed on with all its secrets emptied.
    harmless = {*_NOT_CERTAIN.get(server_type, ()), *(secret if set(secret) <= set(empty) else ())}
    yield problem(
        *_way(BLOCKS[server_type]),
        empty[0],
        severity=Severity.WARNING if harmless.issuperset(empty) else None,
        type=server_type,
        missing=listing([needed[name] for name in empty]),
    )


def stale(node: Node, _context: Context) -> Iterator[Problem]:
    """Secrets in the blocks that belong to other types."""
    used = BLOCKS.get(node["Type"])
    if used is None:
        return
    for name, provider in _PROVIDERS.items():
        if name == used or (name and not node.value.get(name)):
            continue
        block = _block(node, name)
        secret = next((field for field in _secrets(block) if _is_known(block, field)), "")
        if secret:
            yield problem(*_way(name), secret, type=node["Type"], provider=provider)


def misplaced(node: Node, _context: Context) -> Iterator[Problem]:
    """A type that has no meaning in the list in which the entry stands."""
    server_type = node["Type"]
    if server_type not in BLOCKS or not node.steps:
        return
    place = node.steps[0]
    is_login = server_type in _LOGIN_TYPES
    if place == "ExternalAdminUserSources":
        if not is_login:
            yield problem("Type", variant="login", type=server_type)
    elif is_login:
        yield problem("Type", type=server_type)
    elif place == "ReplicateTo" and server_type != "comet":
        yield problem("Type", severity=Severity.WARNING, variant="replica", type=server_type)


def _is_empty(block: Node, name: str) -> bool:
    return surely(lambda block: not block[name].strip(), block)


def _is_known(block: Node, name: str) -> bool:
    return surely(lambda block: block[name].strip(), block)


def _is_local(node: Node) -> bool:
    return bool(node["RemoteAddress"] == _LOCAL_SERVER)


def _is_retired(node: Node) -> bool:
    return node.parent is not None and node.parent.steps == ("OverseerRole",)


def _block(node: Node, name: str) -> Node:
    return node.child(name) if name else node


def _way(block: str) -> tuple[str, ...]:
    return (block,) if block else ()


def _secrets(block: Node) -> list[str]:
    return [
        name
        for name, field in block.type.fields.items()
        if field.secrecy is Secrecy.SECRET and field.shape.kind == "string"
    ]
