"""Logging in over SSH: the chosen way and what there is to log in with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from comet_lint.comet.constants import (
    DESTINATION_SFTP_AUTHMODE_NATIVE,
    SSHCONNECTION_AUTHMODE_PASSWORD,
    SSHCONNECTION_AUTHMODE_PRIVATEKEY,
)
from comet_lint.comet.engine_props import FIELD, embedded, within
from comet_lint.comet.node import Node
from comet_lint.comet.unknown import skipping_unknown, surely
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, problem


class _Mismatch(NamedTuple):
    field: str
    variant: str
    severity: Severity | None


def mismatch(node: Node, _context: Context) -> Iterator[Problem]:
    """Ways of logging in for which something is missing, for SFTP, SSH, and SSH inside a protected item."""
    if node.type.name == "SourceConfig":
        for key, view in embedded(node):
            for _way, connection in within(view, "SSHConnection"):
                with skipping_unknown:
                    for _field, variant, severity in _mismatches(connection, "SSH"):
                        if connection.live:
                            yield problem(FIELD, key, variant=variant, severity=severity)
        return
    prefix = "SSH" if "SSHConnection" in node.type.lineage else "SFTP"
    for field, variant, severity in _mismatches(node, prefix):
        yield problem(field, variant=variant, severity=severity)


def _mismatches(node: Node, prefix: str) -> Iterator[_Mismatch]:
    mode = node[f"{prefix}AuthMode"]
    password, key = f"{prefix}Password", f"{prefix}PrivateKey"
    # Both empty may mean that secrets were taken out of the document.
    if_none = None if node.is_set(password) or node.is_set(key) else Severity.WARNING
    if mode == SSHCONNECTION_AUTHMODE_PASSWORD and not node.is_set(password):
        yield _Mismatch(password, "", if_none)
    elif mode == SSHCONNECTION_AUTHMODE_PRIVATEKEY and surely(lambda node: not node[key].strip(), node):
        yield _Mismatch(key, "nokey", if_none)
    elif mode == SSHCONNECTION_AUTHMODE_PRIVATEKEY and surely(
        lambda node: not node[key].lstrip().startswith("-----BEGIN"), node
    ):
        yield _Mismatch(key, "badkey", None)
    elif mode == DESTINATION_SFTP_AUTHMODE_NATIVE and prefix == "SFTP" and (node.is_set(password) or node.is_set(key)):
        yield _Mismatch(password if node.is_set(password) else key, "native", Severity.INFO)
    hosts_file = f"{prefix}CustomAuth_KnownHostsFile"
    if (mode or prefix == "SFTP") and node[f"{prefix}CustomAuth_UseKnownHostsFile"] and not node.is_set(hosts_file):
        yield _Mismatch(hosts_file, "hosts", None)
