"""Host names in vaults and brandings, against those of the servers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from comet_lint.comet.addresses import is_loopback, is_private
from comet_lint.comet.redaction import origin, printable
from comet_lint.comet.server_hosts import host_name, login_host
from comet_lint.rules.context import Context
from comet_lint.workspace.facts import ProfileFacts
from comet_lint.workspace.join import LocatedNode, Workspace
from comet_lint.workspace.problems import DocumentPlace, WorkspaceProblem, found
from comet_lint.workspace.stores import Store


def unknown_vault_hosts(workspace: Workspace, context: Context) -> Iterator[WorkspaceProblem]:
    """Hosts of vaults that are not those of any server, each reported once.

    Silent where there may be other servers, or names that the configuration of a server does not tell.
    """
    fleet = workspace.fleet
    completeness = fleet.completeness_of_servers
    if not workspace.servers or not completeness.is_told or not _are_all_known(fleet.hosts_are_all_known, context):
        return
    further = _further_hosts(context)
    by_host: dict[str, list[tuple[ProfileFacts, Store]]] = defaultdict(list)
    for profile in workspace.profiles:
        for store in profile.stores:
            if store.host and store.host not in fleet.known_hosts and store.host not in further:
                by_host[store.host].append((profile, store))
    for host, vaults in by_host.items():
        # What has no public name is not among the names of certificates.
        if is_loopback(host) or is_private(host) or _is_address(host):
            continue
        (owner, first), others = vaults[0], vaults[1:]
        yield found(
            owner.ref,
            *first.at,
            "CometServer",
            related=(
                DocumentPlace(profile.ref, (*store.at, "CometServer"), "This vault points there too.")
                for profile, store in others
            ),
            severity=completeness.severity,
            variant=completeness.variant,
            cause=host,
            affected=[profile.username for profile, _ in vaults],
            host=printable(host),
            **completeness.details,
        )


def plain_http_vaults(workspace: Workspace, _context: Context) -> Iterator[WorkspaceProblem]:
    """Vaults reached by http on a server that takes connections with TLS."""
    secured = workspace.fleet.hosts_with_tls
    for profile in workspace.profiles:
        for store in profile.stores:
            if store.is_plain_http and store.host in secured:
                yield found(profile.ref, *store.at, "CometServer", address=store.address)


def unknown_login_hosts(workspace: Workspace, context: Context) -> Iterator[WorkspaceProblem]:
    """Addresses at which branded clients log in that are none of the server's."""
    for server in workspace.servers:
        if not _are_all_known(server.hosts.are_all_known, context):
            continue
        known = server.hosts.listed | server.hosts.of_tenants | _further_hosts(context)
        for place in (LocatedNode(server.ref, server.node), *workspace.tenants_of(server)):
            host = login_host(place.node)
            if host and host not in known:
                yield found(place.ref, *place.at("Branding", "DefaultLoginServerURL"), address=_address(place))


def login_hosts_of_others(workspace: Workspace, _context: Context) -> Iterator[WorkspaceProblem]:
    """Tenants whose branded clients log in at another tenant, or at the top level."""
    for server in workspace.servers:
        owners = {host: tenant for tenant, hosts in server.hosts.tenants.items() for host in hosts}
        hosts_of_server = server.hosts.own
        for place in workspace.tenants_of(server):
            host = login_host(place.node)
            own = server.hosts.tenants[place.node.key]
            if not host or not own or host in own:
                continue
            at = place.at("Branding", "DefaultLoginServerURL")
            if host in owners:
                owner = workspace.organizations[owners[host]]
                other = DocumentPlace(owner.ref, owner.at("Hosts"), "The host belongs to this tenant.")
                yield found(place.ref, *at, related=[other], address=_address(place), other=owner.node.subject)
            elif host in hosts_of_server:
                yield found(place.ref, *at, variant="top", address=_address(place))


def _are_all_known(by_configuration: bool, context: Context) -> bool:
    return bool(context.known_hosts) or (by_configuration and not context.behind_proxy)


def _further_hosts(context: Context) -> frozenset[str]:
    return frozenset(map(host_name, context.known_hosts))


def _address(place: LocatedNode) -> str:
    return origin(place.node.child("Branding")["DefaultLoginServerURL"])


def _is_address(host: str) -> bool:
    return ":" in host or host.replace(".", "").isdigit()
