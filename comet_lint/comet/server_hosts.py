"""The host names under which a server is reached, and those of the servers that it works with.

Names are in lower case and without the dot of the root, wherever they are written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from comet_lint.comet.addresses import SELF, Address, ascii_host, is_loopback, is_wildcard, parse_address, parse_listen
from comet_lint.comet.node import Node
from comet_lint.comet.unknown import maybe, skipping_unknown, surely

_REMOTES_OF_SERVERS = (
    ("AuthenticationRole", "RemoteStorage"),
    ("AuthenticationRole", "ReplicateTo"),
    ("StorageRole", "ReplicateTo"),
    ("ConstellationRole", "Servers"),
)


class Hosts(NamedTuple):
    """The host names of a server, by where its configuration tells them.

    `listed` are those of certificates and listeners, `login` that of the address at which branded clients log
    in, `tenants` those of each tenant by its id. `are_all_known` is false where the server may have other
    names: its certificates come from files, or a proxy may stand before it.
    """

    listed: frozenset[str]
    login: frozenset[str]
    tenants: Mapping[str, frozenset[str]]
    are_all_known: bool

    @property
    def of_tenants(self) -> frozenset[str]:
        """Those of all tenants."""
        return frozenset[str]().union(*self.tenants.values())

    @property
    def own(self) -> frozenset[str]:
        """Those of the server itself, as far as they are no tenant's."""
        return (self.listed | self.login) - self.of_tenants

    @property
    def all(self) -> frozenset[str]:
        """All of them."""
        return self.listed | self.login | self.of_tenants


class Listening(NamedTuple):
    """How a server takes connections, as far as they come from other computers."""

    with_tls: bool
    without_tls: bool
    behind_proxy: bool


def host_name(text: str) -> str:
    """A host name as it is compared: without blanks around it and the dot of the root, as DNS is asked for it."""
    return ascii_host(text.strip().rstrip("."))


def hosts_of(server: Node) -> Hosts:
    """The host names of a `ServerConfigOptions`."""
    listed: set[str] = set()
    all_named = False
    uncertain = maybe(_may_have_other_names, server)
    login = ""
    tenants: dict[str, frozenset[str]] = {}
    with skipping_unknown:
        for listener in server.each("ListenAddresses"):
            with skipping_unknown:
                domains = set(filter(None, map(host_name, listener["AutoSSLDomains"].replace(",", " ").split())))
                listed |= domains
                all_named = all_named or bool(domains)
            with skipping_unknown:
                address = parse_listen(listener["ListenAddress"])
                if address is not None and not is_wildcard(address.host) and not is_loopback(address.host):
                    listed.add(host_name(address.host))
    with skipping_unknown:
        login = login_host(server)
    with skipping_unknown:
        tenants = {tenant.key: tenant_hosts(tenant) for tenant in server.each("Organizations")}
    return Hosts(
        listed=frozenset(listed),
        login=frozenset({login} if login and not is_loopback(login) else ()),
        tenants=tenants,
        are_all_known=all_named and not uncertain,
    )


def tenant_hosts(tenant: Node) -> frozenset[str]:
    """The host names of an `Organization`, as far as they are known."""
    with skipping_unknown:
        return frozenset(filter(None, (host_name(host) for host in tenant["Hosts"] if isinstance(host, str))))
    return frozenset()


def login_host(branding_owner: Node) -> str:
    """The host at which the branded clients of a server or tenant log in; empty if none is set."""
    address = parse_address(branding_owner.child("Branding")["DefaultLoginServerURL"])
    return address.host if address is not None else ""


def listening(server: Node) -> Listening:
    """How a `ServerConfigOptions` takes connections."""
    with_tls = without_tls = False
    behind_proxy: bool = server["TrustXForwardedFor"]
    for listener in server.children("ListenAddresses"):
        address = parse_listen(listener["ListenAddress"])
        if address is not None and is_loopback(address.host):
            behind_proxy = True
        elif listener["AutoSSLDomains"] or _has_own_certificate(listener):
            with_tls = True
        else:
            without_tls = True
    return Listening(with_tls, without_tls, behind_proxy)


def own_ports(server: Node) -> set[int]:
    """The ports on which a `ServerConfigOptions` listens."""
    addresses = (parse_listen(listener["ListenAddress"]) for listener in server.children("ListenAddresses"))
    return {address.port for address in addresses if address is not None and address.port}


def is_own_address(address: Address, server: Node) -> bool:
    """Whether an address in the configuration of `server` leads to the machine on which that server runs."""
    return is_loopback(address.host) or (
        server.type.name == "ServerConfigOptions" and address.host in hosts_of(server).all
    )


def remote_host(remote: Node) -> str:
    """The host of a `RemoteServerAddress` that is a Comet Server and in use; empty for all others.

    The local server, however it is written, is `$self$`.
    """
    if not remote.is_live("RemoteAddress"):
        return ""
    text: str = remote["RemoteAddress"]
    if text.strip() == SELF:
        return SELF
    address = parse_address(text)
    if address is None:
        return ""
    return SELF if is_loopback(address.host) else address.host


def partner_hosts(server: Node) -> frozenset[str]:
    """The hosts of the Comet Servers named in a `ServerConfigOptions`: replicas, templates, Constellation.

    Those that are not known are left out.
    """
    return frozenset(filter(None, map(known_remote_host, _remotes(server)))) - {SELF}


def knows_partners(server: Node) -> bool:
    """Whether the hosts of all Comet Servers named in a `ServerConfigOptions` are known."""
    return all(surely(lambda remote: remote_host(remote) is not None, remote) for remote in _remotes(server))


def known_remote_host(remote: Node) -> str:
    """As `remote_host`, empty also where the host is not known."""
    with skipping_unknown:
        return remote_host(remote)
    return ""


def _remotes(server: Node) -> Iterator[Node]:
    for role, field in _REMOTES_OF_SERVERS:
        with skipping_unknown:
            yield from server.child(role).each(field)
    with skipping_unknown:
        for tenant in server.each("Organizations"):
            with skipping_unknown:
                yield from tenant.each("RemoteStorage")
            with skipping_unknown:
                yield from tenant.child("ConstellationRole").each("Servers")


def _may_have_other_names(server: Node) -> bool:
    if server["TrustXForwardedFor"]:
        return True
    names = ("SSLCertPath", "SSLPfxPath", "AutoSSLDomains", "ListenAddress")
    # All of them are read, so that none is unknown.
    certificates = [[listener[name] for name in names] for listener in server.children("ListenAddresses")]
    return any(path or container for path, container, _domains, _address in certificates)


def _has_own_certificate(listener: Node) -> bool:
    return bool(listener["SSLCertPath"] or listener["SSLPfxPath"])
