"""The addresses, domains and host names under which a server is to be reached: their form."""

from __future__ import annotations

from collections.abc import Iterator

from comet_lint.comet.addresses import is_loopback, parse_listen
from comet_lint.comet.host_grammar import name_flaw
from comet_lint.comet.node import Node
from comet_lint.comet.redaction import origin
from comet_lint.comet.stand_ins import is_redacted
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, problem
from comet_lint.text.quotes import quoted

_PORTS = range(1, 65536)
_LONGEST_PORT = 5
_NOT_PUBLIC = (".local", ".localhost", ".localdomain", ".internal", ".lan", ".test", ".invalid", ".home.arpa")
"""Endings for which no public certificate authority issues certificates."""


def listen_address(node: Node, _context: Context) -> Iterator[Problem]:
    """A listener on something that is not `host:port`; less certain where it may depend on name lookup."""
    text = node["ListenAddress"]
    if is_redacted(text):
        return
    flaw = _listen_flaw(text)
    if flaw:
        yield problem("ListenAddress", address=_shown(text), flaw=flaw)
    elif not _port(text).isdigit():
        yield problem("ListenAddress", severity=Severity.WARNING, variant="service", address=_shown(text))
    elif _is_name(text):
        yield problem("ListenAddress", severity=Severity.WARNING, variant="name", address=_shown(text))


def certificate_domains(node: Node, _context: Context) -> Iterator[Problem]:
    """Domains for which no certificate can be had."""
    text = node["AutoSSLDomains"]
    if not text.strip() or is_redacted(text):
        return
    domains = text.split(",")
    for domain in filter(str.strip, domains):
        flaw = _domain_flaw(domain.strip())
        if flaw:
            yield problem("AutoSSLDomains", domain=_shown(domain.strip()), flaw=flaw)
    if not all(map(str.strip, domains)):
        yield problem("AutoSSLDomains", severity=Severity.WARNING, variant="empty")
    if any(domain != domain.strip() for domain in domains):
        yield problem("AutoSSLDomains", severity=Severity.INFO, variant="blanks")


def tenant_host(node: Node, _context: Context) -> Iterator[Problem]:
    """Hosts of a tenant that are not plain domain names."""
    for index, text in enumerate(node["Hosts"]):
        if not isinstance(text, str) or is_redacted(text):
            continue
        flaw = _host_flaw(text)
        if flaw:
            yield problem("Hosts", index, host=_shown(text), flaw=flaw)
        elif _is_ip(text):
            yield problem("Hosts", index, severity=Severity.WARNING, variant="ip", host=_shown(text))
        elif text != text.lower():
            yield problem("Hosts", index, severity=Severity.INFO, variant="case", host=_shown(text))


def _listen_flaw(text: str) -> str:
    if not text.strip():
        return "is empty"
    if "://" in text:
        return "begins with a scheme such as https://"
    if any(character.isspace() for character in text):
        return "contains a blank"
    if _is_ip(text) and ":" in text:
        return "is an IPv6 address without brackets or port"
    if _is_port(text):
        return f"lacks the colon before the port (:{text})"
    if ":" not in text:
        return "has no port"
    port = _port(text)
    if not _is_service_name(port) and not _is_port(port):
        return "has no port from 1 to 65535"
    host = text.rpartition(":")[0]
    if ":" in host and not host.startswith("["):
        return "has an IPv6 address that is not in brackets"
    if host.startswith("["):
        # Any port will do to see whether the address is well-formed.
        return "" if parse_listen(f"{host}:1") else "is not of the form address:port"
    flaw = "" if not host or _is_ip(host) else name_flaw(host)
    return flaw and f"has a host that {flaw}"


def _domain_flaw(domain: str) -> str:
    if _is_ip(domain):
        return "is an IP address, not a name"
    if domain.startswith("*."):
        return "has a wildcard"
    flaw = _host_flaw(domain)
    if flaw:
        return flaw
    if "_" in domain:
        return "contains an underscore"
    if "." not in domain.rstrip("."):
        return "has no dot"
    ending = next((ending for ending in _NOT_PUBLIC if domain.lower().endswith(ending)), "")
    return f"ends in {ending}, which is not public" if ending else ""


def _host_flaw(text: str) -> str:
    if not text.strip():
        return "is empty"
    if "://" in text:
        return "begins with a scheme such as https://"
    if any(character.isspace() for character in text):
        return "contains a blank"
    if "/" in text:
        return "has a path"
    if _is_ip(text):
        return ""
    return "has a port" if ":" in text else name_flaw(text)


def _shown(text: str) -> str:
    return f'"{origin(text) if "://" in text or "/" in text or "@" in text else quoted(text)}"'


def _port(text: str) -> str:
    return text.rpartition(":")[2]


def _is_port(text: str) -> bool:
    # The length first: Python refuses to read numbers of thousands of digits.
    return text.isascii() and text.isdigit() and len(text) <= _LONGEST_PORT and int(text) in _PORTS


def _is_service_name(port: str) -> bool:
    # Go looks up names such as `https` in the system's list of services.
    return port.isascii() and port[:1].isalpha() and port.replace("-", "").isalnum()


def _is_name(text: str) -> bool:
    address = parse_listen(text)
    return address is not None and bool(address.host) and not is_loopback(address.host) and not _is_ip(address.host)


def _is_ip(text: str) -> bool:
    if not text or not (text[-1].isdigit() or ":" in text):
        return False
    from ipaddress import ip_address

    try:
        ip_address(text)
    except ValueError:
        return False
    return True
