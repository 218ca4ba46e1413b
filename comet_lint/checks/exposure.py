"""What of a server can be reached from outside, and whether the way there is encrypted."""

from __future__ import annotations

from collections.abc import Iterator

from comet_lint.comet.addresses import Address, is_loopback, is_private, parse_listen
from comet_lint.comet.node import Node
from comet_lint.comet.unknown import maybe, surely
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, problem

_CERTIFICATES = ("AutoSSLDomains", "SSLCertPath", "SSLPfxPath")
_HTTPS, _HTTP, _DEFAULT = 443, 80, 8060


def without_tls(node: Node, context: Context) -> Iterator[Problem]:
    """A listener that others can reach, without TLS. If no listener has TLS, another rule says so once."""
    address = _reachable(node)
    if address is None or context.hosted or _has_tls(node):
        return
    server = node.enclosing("ServerConfigOptions")
    if server is None:
        yield problem("ListenAddress", severity=Severity.INFO if context.behind_proxy else None)
        return
    if _is_all_plain(server):
        return
    mild = context.behind_proxy or server["TrustXForwardedFor"] or _is_redirect(address, server)
    yield problem("ListenAddress", severity=Severity.INFO if mild else None)


def no_tls_anywhere(node: Node, context: Context) -> Iterator[Problem]:
    """A server that others can reach and that has no TLS at all."""
    if not context.hosted and _is_all_plain(node):
        exposed = next(listener for listener in node.each("ListenAddresses") if surely(_reachable, listener))
        yield problem(
            "ListenAddresses",
            severity=Severity.INFO if context.behind_proxy else None,
            address=exposed.shown("ListenAddress"),
        )


def pfx_password(node: Node, context: Context) -> Iterator[Problem]:
    """The password of a certificate file, which can only be kept in clear text."""
    if not context.hosted and node["SSLPfxPassword"]:
        yield problem("SSLPfxPassword")


def default_port(node: Node, context: Context) -> Iterator[Problem]:
    """The port that everybody knows, open to others and without TLS."""
    address = _reachable(node)
    if address is not None and address.port == _DEFAULT and not context.hosted and not _has_tls(node):
        yield problem("ListenAddress")


def forwarded_for_trusted(node: Node, context: Context) -> Iterator[Problem]:
    """A server that believes what clients say about their address, and that clients can reach directly."""
    if context.hosted:
        return
    reachable = [listener for listener in node.each("ListenAddresses") if surely(_reachable, listener)]
    if not reachable:
        return
    open_to_all = [listener for listener in reachable if not _is_private(listener)]
    severity = None
    if context.behind_proxy or not open_to_all:
        severity = Severity.INFO
    elif any(surely(_has_allowlist, admin) for admin in node.each("AdminUsers")):
        severity = Severity.ERROR
    shown = (open_to_all or reachable)[0].shown("ListenAddress")
    yield problem("TrustXForwardedFor", severity=severity, address=shown)


def login_protection(node: Node, _context: Context) -> Iterator[Problem]:
    """Protection against guessing passwords that is off, or on without effect. Older servers have none."""
    if not isinstance(node.value.get("LoginProtection"), dict):
        return
    settings = node.child("LoginProtection")
    if not settings["Enabled"]:
        yield problem("LoginProtection", "Enabled")
        return
    for name in ("FailureThreshold", "CooldownSeconds"):
        if settings[name] < 1:
            way = ("LoginProtection", name)
            yield problem(*way, severity=Severity.ERROR, variant="invalid", field=name, value=settings[name])


def _reachable(listener: Node) -> Address | None:
    address = parse_listen(listener["ListenAddress"])
    return None if address is None or is_loopback(address.host) else address


def _is_private(listener: Node) -> bool:
    address = parse_listen(listener["ListenAddress"])
    return address is not None and is_private(address.host)


def _has_tls(listener: Node) -> bool:
    return any(listener.is_set(name) for name in _CERTIFICATES)


def _has_allowlist(admin: Node) -> bool:
    return admin.is_set("IPWhitelist")


def _is_all_plain(server: Node) -> bool:
    listeners = server.children("ListenAddresses")
    return (
        not server["TrustXForwardedFor"]
        and not any(maybe(_has_tls, listener) for listener in listeners)
        and any(surely(_reachable, listener) for listener in listeners)
    )


def _is_redirect(address: Address, server: Node) -> bool:
    """Whether it is the port for plain HTTP beside a listener for HTTPS, which only sends people on."""
    if address.port != _HTTP:
        return False
    return any(maybe(_takes_https, listener) for listener in server.each("ListenAddresses"))


def _takes_https(listener: Node) -> bool:
    address = _reachable(listener)
    return _has_tls(listener) and address is not None and address.port == _HTTPS
