"""How a server or tenant sends mail."""

from __future__ import annotations

from collections.abc import Iterator

from comet_lint.comet.node import Node
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, problem


def incomplete(node: Node, _context: Context) -> Iterator[Problem]:
    """SMTP without the server's name or, which may have a default, its port."""
    if node["SMTPHost"]:
        yield problem("SMTPPort", severity=Severity.WARNING, missing="the port")
    else:
        yield problem("SMTPHost", missing="the host name" if node["SMTPPort"] else "host name and port")
