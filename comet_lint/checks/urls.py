"""The form of the addresses under which other servers are to be reached."""

from __future__ import annotations

from collections.abc import Iterator

from comet_lint.comet.addresses import SELF, parse_address
from comet_lint.comet.host_grammar import name_flaw, url_flaw
from comet_lint.comet.node import Node
from comet_lint.comet.stand_ins import is_redacted
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, problem

_URLS = ("CometServer", "RemoteAddress", "DavServer", "URL", "DefaultLoginServerURL", "AuthURL")
_HOSTS = ("S3Server", "SFTPServer", "FTPServer")


def invalid(node: Node, _context: Context) -> Iterator[Problem]:
    """Addresses that no server can have."""
    for field in _URLS:
        if field in node.type.fields and node.is_live(field) and not _is_open(node[field]):
            flaw = url_flaw(node[field])
            if flaw and not (field == "RemoteAddress" and node["Type"] != "comet"):
                yield problem(field, flaw=flaw, field=field)
    for field in _HOSTS:
        if field in node.type.fields and node.is_live(field) and not _is_open(node[field]):
            flaw = _host_flaw(node[field])
            if flaw:
                yield problem(field, flaw=flaw, field=field)


def _is_open(text: str) -> bool:
    # Blanks at the ends are the matter of credential-whitespace.
    return not text.strip() or text == SELF or text != text.strip() or is_redacted(text)


def _host_flaw(text: str) -> str:
    if "://" in text or parse_address(text) is not None:
        return ""
    host, _, port = text.rpartition(":")
    flaw = name_flaw(host if port.isdigit() else text)
    return flaw or "is not of the form host or host:port"
