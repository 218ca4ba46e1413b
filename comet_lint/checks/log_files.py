"""The files to which a server writes its audit log."""

from __future__ import annotations

from collections.abc import Iterator

from comet_lint.comet.node import Node
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, problem

_RESERVED_ON_WINDOWS = '<>:"|?*'


def file_name(node: Node, _context: Context) -> Iterator[Problem]:
    """A name that is empty, leads to another folder, or cannot be used on Windows."""
    name = node["Filename"]
    if not name.strip():
        yield problem("Filename", variant="empty")
    elif "/" in name or "\\" in name or name.strip() == "..":
        yield problem("Filename", variant="path")
    elif any(character in _RESERVED_ON_WINDOWS or character < " " for character in name):
        yield problem("Filename", severity=Severity.WARNING)
