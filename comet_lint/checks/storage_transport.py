"""How storage locations are reached: encrypted or not, and with the right server."""

from __future__ import annotations

from collections.abc import Iterator

from comet_lint.checks.network import on_the_way_to
from comet_lint.comet.addresses import Reach, parse_address, reach_of
from comet_lint.comet.engine_props import embedded, within
from comet_lint.comet.node import Node
from comet_lint.comet.owners import owner
from comet_lint.comet.unknown import skipping_unknown, surely
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, problem

_WITHOUT_V2 = ("amazonaws.com", "amazonaws.com.cn", "backblazeb2.com")
"""Providers that no longer accept, or never accepted, S3 signatures of version 2."""


def s3_without_tls(node: Node, _context: Context) -> Iterator[Problem]:
    """S3 storage without TLS."""
    server = _server(node, "S3Server")
    yield from on_the_way_to(node["S3Server"], "S3UsesTLS", subject=owner(node), server=server)


def s3_v2_signing(node: Node, _context: Context) -> Iterator[Problem]:
    """Old S3 signatures; for information at servers that may know no better."""
    address = parse_address(node["S3Server"])
    host = f".{address.host}" if address is not None else ""
    refused = host.endswith(tuple(f".{name}" for name in _WITHOUT_V2))
    yield problem(
        "S3UsesV2Signing",
        severity=None if refused else Severity.INFO,
        variant="" if refused else "unknown",
        subject=owner(node),
        server=_server(node, "S3Server"),
    )


def ftp_without_tls(node: Node, _context: Context) -> Iterator[Problem]:
    """FTP without TLS. Without a user name, no password is sent."""
    variant = "" if node.is_set("FTPUsername") or node.is_set("FTPPassword") else "anonymous"
    server = _server(node, "FTPServer")
    yield from on_the_way_to(node["FTPServer"], "FTPSMode", variant=variant, subject=owner(node), server=server)


def ftp_unverified(node: Node, _context: Context) -> Iterator[Problem]:
    """FTP with TLS to whoever claims to be the server."""
    yield from on_the_way_to(node["FTPServer"], "FTPAcceptInvalidSSL")


def unpinned_host_key(node: Node, _context: Context) -> Iterator[Problem]:
    """SSH connections whose server is not recognised by its key, also in the settings of protected items."""
    if "SFTPServer" in node.type.fields:
        if not node["SFTPCustomAuth_UseKnownHostsFile"] and not _is_here(node["SFTPServer"]):
            server = _server(node, "SFTPServer")
            yield problem("SFTPCustomAuth_UseKnownHostsFile", subject=owner(node), server=server)
    elif node.type.name == "SSHConnection":
        if _is_unpinned(node):
            server = node.shown("SSHServer")
            yield problem("SSHCustomAuth_UseKnownHostsFile", subject=owner(node), server=server)
    elif node["EngineProps"]:
        for key, view in embedded(node):
            with skipping_unknown:
                for _way, connection in within(view, "SSHConnection"):
                    if surely(_is_unpinned, connection):
                        yield problem("EngineProps", key, server=connection.shown("SSHServer"))


def _is_unpinned(connection: Node) -> bool:
    if not connection["SSHServer"] or not connection.live or connection["SSHCustomAuth_UseKnownHostsFile"]:
        return False
    owner = connection.parent
    signs_here = owner is not None and owner.type.name == "MacOSCodeSignProperties" and owner["SignLocally"]
    return not signs_here and not _is_here(connection["SSHServer"])


def _is_here(server: str) -> bool:
    return reach_of(server) is Reach.SELF


def _server(node: Node, field: str) -> str:
    return node.shown(field) or "its server"
