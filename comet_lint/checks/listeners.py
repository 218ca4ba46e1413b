"""The addresses on which a server listens."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from comet_lint.comet.addresses import is_wildcard, parse_listen
from comet_lint.comet.node import Node
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, RelatedPlace, problem
from comet_lint.text.quotes import quoted


class _Listener(NamedTuple):
    node: Node
    host: str
    port: int

    @property
    def takes_all(self) -> bool:
        return is_wildcard(self.host)

    @property
    def shown(self) -> str:
        return quoted(self.node["ListenAddress"])

    def is_same_as(self, other: _Listener) -> bool:
        if self.port != other.port:
            return False
        return self.host == other.host or (self.takes_all and other.takes_all and "" in (self.host, other.host))

    def overlaps(self, other: _Listener) -> bool:
        return self.port == other.port and (self.takes_all or other.takes_all) and not self.is_same_as(other)


def duplicates(node: Node, _context: Context) -> Iterator[Problem]:
    """Listeners on the address and port of an earlier one."""
    listeners = _listeners(node)
    for index, listener in enumerate(listeners):
        first = next((other for other in listeners[:index] if listener.is_same_as(other)), None)
        if first is not None:
            yield _conflict(listener, first, None, "", address=listener.shown, first=_number(first))


def overlaps(node: Node, _context: Context) -> Iterator[Problem]:
    """Listeners that, or of which an earlier one, take a port on all addresses."""
    listeners = _listeners(node)
    for index, listener in enumerate(listeners):
        first = next((other for other in listeners[:index] if listener.overlaps(other)), None)
        if first is None:
            continue
        both = listener.takes_all and first.takes_all
        wide, narrow = (first, listener) if first.takes_all else (listener, first)
        yield _conflict(
            listener,
            first,
            Severity.INFO if both else None,
            "families" if both else "",
            address=narrow.shown,
            other=wide.shown,
        )


def key_without_certificate(node: Node, _context: Context) -> Iterator[Problem]:
    """The parts of a certificate that are there without the certificate itself."""
    name, what = ("SSLCertKey", "a private key") if node["SSLCertKey"] else ("SSLIntermediate", "a certificate chain")
    if node["AutoSSLDomains"] or node["SSLPfxPath"]:
        yield problem(name, severity=Severity.WARNING, variant="leftover", what=what.removeprefix("a "))
    else:
        yield problem(name, what=what)


def automatic_certificates_off_443(node: Node, context: Context) -> Iterator[Problem]:
    """Automatic certificates on a port where they cannot be validated."""
    address = parse_listen(node["ListenAddress"])
    if address is not None and address.port not in (None, 443):
        yield problem("ListenAddress", severity=Severity.INFO if context.behind_proxy else None, port=address.port or 0)


def none(node: Node, context: Context) -> Iterator[Problem]:
    """A server without any listener."""
    if not context.hosted and node.has("ListenAddresses") and node.value["ListenAddresses"] in (None, []):
        yield problem("ListenAddresses")


def _listeners(node: Node) -> list[_Listener]:
    entries = node.children("ListenAddresses")
    if len(entries) < 2:
        return []
    found: list[_Listener] = []
    for entry in entries:
        address = parse_listen(entry["ListenAddress"])
        if address is not None and address.port:
            host = address.host.strip("[]").lower()
            found.append(_Listener(entry, "127.0.0.1" if host == "localhost" else host, address.port))
    return found


def _number(listener: _Listener) -> int:
    return int(listener.node.steps[-1]) + 1


def _conflict(
    listener: _Listener, earlier: _Listener, severity: Severity | None, variant: str, **details: str | int
) -> Problem:
    place = RelatedPlace((*earlier.node.path, "ListenAddress"), "The first entry is here.")
    return problem(
        *listener.node.steps, "ListenAddress", severity=severity, variant=variant, related=(place,), **details
    )
