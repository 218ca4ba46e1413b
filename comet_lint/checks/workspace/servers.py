"""Servers that work together: Constellation and replication."""

from __future__ import annotations

from collections.abc import Iterator

from comet_lint.comet.addresses import SELF, parse_address
from comet_lint.comet.node import Node
from comet_lint.comet.redaction import origin, printable
from comet_lint.comet.server_hosts import listening, login_host, remote_host
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.workspace.join import Server, Vault, Workspace
from comet_lint.workspace.problems import DocumentPlace, WorkspaceProblem, found

_ROLES = ("AuthenticationRole", "StorageRole")


def unlisted_servers(workspace: Workspace, _context: Context) -> Iterator[WorkspaceProblem]:
    """Servers whose users have data on watched storage but that Constellation does not watch."""
    for server in workspace.servers:
        watched = _watched_hosts(server)
        if watched is None:
            continue
        severity = None if server.node.child("ConstellationRole")["DeleteUnusedData"] else Severity.WARNING
        at = ("ConstellationRole", "Servers")
        if _leaves_itself_out(workspace, server, watched):
            yield found(server.ref, *at, severity=severity, variant="self")
        storage = (watched - {SELF}) | (server.hosts.all if SELF in watched else frozenset())
        for vault in _vaults_of_others(workspace, server, storage):
            other, profile, store = vault
            if not other.hosts.are_all_known or not watched.isdisjoint(other.hosts.own):
                continue
            place = DocumentPlace(profile.ref, (*store.at, "CometServer"), "This user has a vault there.")
            name = printable(min(other.hosts.own), 60)
            yield found(server.ref, *at, severity=severity, related=[place], server=name)


def unlisted_tenants(workspace: Workspace, _context: Context) -> Iterator[WorkspaceProblem]:
    """Tenants of whose host names Constellation does not ask any."""
    for server in workspace.servers:
        watched = _watched_hosts(server)
        if watched is None:
            continue
        for tenant in workspace.tenants_of(server):
            hosts = server.hosts.tenants[tenant.node.key]
            if hosts and watched.isdisjoint(hosts):
                place = DocumentPlace(server.ref, ("ConstellationRole", "Servers"), "The servers that are asked.")
                yield found(tenant.ref, *tenant.at("Hosts"), related=[place])


def mutual_replication(workspace: Workspace, _context: Context) -> Iterator[WorkspaceProblem]:
    """Replication to a server that replicates the same role back."""
    for server in workspace.servers:
        ours = server.hosts.own
        for role, replica, other in _replicas(workspace, server):
            back = next((target for target in _targets(other, role) if remote_host(target) in ours), None)
            if back is not None:
                place = DocumentPlace(other.ref, back.path, "This server replicates back.")
                yield found(
                    server.ref,
                    *replica.path,
                    "RemoteAddress",
                    related=[place],
                    address=origin(replica["RemoteAddress"]),
                )


def wrong_scheme(workspace: Workspace, context: Context) -> Iterator[WorkspaceProblem]:
    """Replication by http to a server that only takes TLS, or by https to one that has none."""
    if context.behind_proxy:
        return
    for server in workspace.servers:
        for _role, replica, other in _replicas(workspace, server):
            way = listening(other.node)
            address = parse_address(replica["RemoteAddress"])
            if address is None or way.behind_proxy:
                continue
            no_plain = address.scheme == "http" and way.with_tls and not way.without_tls
            no_tls = address.scheme == "https" and way.without_tls and not way.with_tls
            if no_plain or (no_tls and not _tells_https(other.node)):
                place = DocumentPlace(other.ref, ("ListenAddresses",), "The target listens here.")
                yield found(
                    server.ref,
                    *replica.path,
                    "RemoteAddress",
                    related=[place],
                    variant="" if no_plain else "tls",
                    address=origin(replica["RemoteAddress"]),
                )


def _watched_hosts(server: Server) -> frozenset[str] | None:
    """The Comet Servers that Constellation asks; None where the role is off or asks nobody."""
    role = server.node.child("ConstellationRole")
    if not role.is_live("Servers") or not role["Servers"]:
        return None
    return frozenset(filter(None, map(remote_host, role.children("Servers"))))


def _leaves_itself_out(workspace: Workspace, server: Server, watched: frozenset[str]) -> bool:
    if not server.node.child("AuthenticationRole")["RoleEnabled"] or SELF in watched:
        return False
    others = watched - server.hosts.of_tenants
    # An entry for a name that the configuration does not tell may be this very server.
    if others and not (server.hosts.are_all_known and others.isdisjoint(server.hosts.own)):
        return False
    # Under the host of a tenant only the users of that tenant are known.
    return others == watched or any(profile.tells_tenant and not profile.organization for profile in workspace.profiles)


def _vaults_of_others(workspace: Workspace, server: Server, storage: frozenset[str]) -> Iterator[Vault]:
    """For each other server one of its users' vaults on this storage."""
    vaults = {
        vault.server.ref: vault
        for host in sorted(storage, reverse=True)
        for vault in workspace.fleet.vaults_by_host.get(host, ())
    }
    seen = [server]
    for vault in sorted(vaults.values(), key=lambda vault: vault.server.ref.path):
        if vault.server.hosts.own and not any(map(vault.server.is_the_same_as, seen)):
            seen.append(vault.server)
            yield vault


def _replicas(workspace: Workspace, server: Server) -> Iterator[tuple[str, Node, Server]]:
    """The replication targets of a server that are other servers of the run, with their role."""
    ours = server.hosts.own
    for role in _ROLES:
        for replica in _targets(server, role):
            host = remote_host(replica)
            if host in ours:
                continue
            # Further configurations under this name are snapshots.
            for other in workspace.fleet.servers_by_host.get(host, ())[:1]:
                yield role, replica, other


def _targets(server: Server, role: str) -> list[Node]:
    return server.node.child(role).children("ReplicateTo")


def _tells_https(server: Node) -> bool:
    address = parse_address(server.child("Branding")["DefaultLoginServerURL"])
    return bool(login_host(server)) and address is not None and address.scheme == "https"
