"""Names for the things that problems belong to."""

from __future__ import annotations

from comet_lint.comet.node import Node


def owner(node: Node) -> str:
    """The subject of a node, which for the settings of a server at large is the server, not its configuration."""
    subject = node.subject
    return "the server" if subject == "the server configuration" else subject
