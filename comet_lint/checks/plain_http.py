"""Addresses that lead over plain HTTP to another computer.

Nobody listens on the way to the computer itself, and few do on the way through the own network: loopback
addresses are not reported, private ones only for information.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from comet_lint.comet.addresses import is_loopback, is_private, parse_address
from comet_lint.comet.constants import CLIENTBRANDINGBUILD_PREBUILT
from comet_lint.comet.node import Node
from comet_lint.comet.owners import owner
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, problem

Check = Callable[[Node, Context], Iterator[Problem]]

_CREDENTIAL_HEADERS = ("auth", "token", "key", "secret", "cookie", "signature")


def is_over_http(text: str) -> bool:
    """Whether `text` is an `http://` address of another computer."""
    address = parse_address(text)
    return address is not None and address.scheme == "http" and not is_loopback(address.host)


def severity_for(text: str) -> Severity | None:
    """INFO for an address in the own network; None, the rule's own severity, for all others."""
    address = parse_address(text)
    return Severity.INFO if address is not None and is_private(address.host) else None


def over_http(*fields: str) -> Check:
    """A check that none of `fields` is the `http://` address of another computer."""

    def check(node: Node, _context: Context) -> Iterator[Problem]:
        for field in fields:
            if is_over_http(node[field]):
                yield problem(field, severity=severity_for(node[field]), server=node.shown(field), subject=owner(node))

    return check


remote_server = over_http("RemoteAddress")
custom_bucket = over_http("URL")
psa = over_http("URL")
webdav = over_http("DavServer")
azure = over_http("AZBRealm")
swift = over_http("AuthURL")
comet_vault = over_http("CometServer")
s3_template = over_http("S3Endpoint", "IAMEndpoint")


def discovery(node: Node, _context: Context) -> Iterator[Problem]:
    """A discovery document fetched over HTTP; from the computer itself, for information."""
    address = parse_address(node["DiscoveryDocumentURL"])
    if address is not None and address.scheme == "http":
        yield problem("DiscoveryDocumentURL", severity=Severity.INFO if is_loopback(address.host) else None)


def webhook(node: Node, _context: Context) -> Iterator[Problem]:
    """Events sent over HTTP; worse if they are complete documents or come with a token."""
    url = node["URL"]
    if not is_over_http(url):
        return
    severity = severity_for(url)
    variant = "token" if _has_credential_header(node) else "full" if node["Level"] == "full" else ""
    yield problem("URL", severity=Severity.ERROR if variant and severity is None else severity, variant=variant)


def login_url(node: Node, _context: Context) -> Iterator[Problem]:
    """Clients that log in over HTTP. Prebuilt clients come without the address of a server."""
    url = node["DefaultLoginServerURL"]
    if is_over_http(url):
        prebuilt = node["BuildMode"] == CLIENTBRANDINGBUILD_PREBUILT
        yield problem(
            "DefaultLoginServerURL", severity=Severity.INFO if prebuilt else severity_for(url), subject=owner(node)
        )


def _has_credential_header(node: Node) -> bool:
    return any(word in name.lower() for name in node["CustomHeaders"] for word in _CREDENTIAL_HEADERS)
