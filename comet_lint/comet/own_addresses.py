"""The addresses under which a server is reached, according to its own configuration."""

from __future__ import annotations

from comet_lint.comet.addresses import is_wildcard, parse_listen
from comet_lint.comet.node import Node


def own_hosts(server: Node) -> set[str]:
    """Hosts of a `ServerConfigOptions`, from certificates, tenants and listeners, in lower case."""
    hosts: set[str] = set()
    for listener in server.children("ListenAddresses"):
        hosts.update(listener["AutoSSLDomains"].replace(",", " ").lower().split())
        address = parse_listen(listener["ListenAddress"])
        if address is not None and address.host and not is_wildcard(address.host):
            hosts.add(address.host.lower())
    for tenant in server.children("Organizations"):
        hosts.update(host.strip().lower() for host in tenant["Hosts"] if isinstance(host, str) and host.strip())
    return hosts


def own_ports(server: Node) -> set[int]:
    """The ports on which it listens."""
    addresses = (parse_listen(listener["ListenAddress"]) for listener in server.children("ListenAddresses"))
    return {address.port for address in addresses if address is not None and address.port}
