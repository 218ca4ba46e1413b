"""Addresses that lead over plain HTTP to another computer.

Nobody listens on the way to the computer itself, and few do on the way through the own network: loopback
addresses are not reported, private ones only for information.
"""

from __future__ import annotations

from collections.abc import Iterator

from comet_lint.checks.headers import has_credential
from comet_lint.checks.network import on_the_way_to
from comet_lint.comet.addresses import parse_address
from comet_lint.comet.constants import CLIENTBRANDINGBUILD_PREBUILT
from comet_lint.comet.node import Node
from comet_lint.comet.owners import owner
from comet_lint.comet.unknown import skipping_unknown
from comet_lint.findings import Severity
from comet_lint.rules.checking import Check
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem


def is_http(text: str) -> bool:
    """Whether `text` is an `http://` address."""
    address = parse_address(text)
    return address is not None and address.scheme == "http"


def over_http(*fields: str) -> Check:
    """A check that none of `fields` is the `http://` address of another computer."""

    def check(node: Node, _context: Context) -> Iterator[Problem]:
        for field in fields:
            with skipping_unknown:
                if is_http(node[field]):
                    yield from on_the_way_to(node[field], field, server=node.shown(field), subject=owner(node))

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
    """A discovery document fetched over HTTP."""
    if is_http(node["DiscoveryDocumentURL"]):
        yield from on_the_way_to(node["DiscoveryDocumentURL"], "DiscoveryDocumentURL")


def webhook(node: Node, _context: Context) -> Iterator[Problem]:
    """Events sent over HTTP; worse if they are complete documents or come with a token."""
    if is_http(node["URL"]):
        variant = "token" if has_credential(node["CustomHeaders"]) else "full" if node["Level"] == "full" else ""
        yield from on_the_way_to(node["URL"], "URL", severity=Severity.ERROR if variant else None, variant=variant)


def login_url(node: Node, _context: Context) -> Iterator[Problem]:
    """Clients that log in over HTTP. Prebuilt clients come without the address of a server."""
    url = node["DefaultLoginServerURL"]
    if is_http(url):
        prebuilt = node["BuildMode"] == CLIENTBRANDINGBUILD_PREBUILT
        severity = Severity.INFO if prebuilt else None
        yield from on_the_way_to(url, "DefaultLoginServerURL", severity=severity, subject=owner(node))
