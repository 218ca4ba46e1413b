"""All documents of a run together: which belong to the same server, and what can be looked up among them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import PurePosixPath
from typing import NamedTuple

from comet_lint.comet.locations import LocationKey
from comet_lint.comet.model import Model
from comet_lint.comet.node import Node, document_node
from comet_lint.comet.server_hosts import Hosts, hosts_of, listening, partner_hosts, tenant_hosts
from comet_lint.source.documents import DocumentRef
from comet_lint.text.pointers import Path
from comet_lint.workspace.completeness import (
    COMPLETE,
    NAMED_FILES,
    POLICIES,
    SERVERS,
    TENANTS,
    UNKNOWN,
    USERS,
    Completeness,
    Coverage,
    came_as_list,
    completeness_of_files,
)
from comet_lint.workspace.facts import DocumentFacts, Facts, ProfileFacts
from comet_lint.workspace.grouping import Group, grouped
from comet_lint.workspace.outgoing_names import NameUse
from comet_lint.workspace.stores import Store

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


class LocatedNode(NamedTuple):
    """An object, and the document that it is part of. Only an excerpt can be read (see `excerpts`)."""

    ref: DocumentRef
    node: Node

    def at(self, *steps: str | int) -> Path:
        """The way from the document to a field, or a deeper place, of this object."""
        return self.node.path + steps


class Server(NamedTuple):
    """A server configuration. `stores` are its storage role's location and its self-backup targets."""

    ref: DocumentRef
    node: Node
    stores: tuple[Store, ...]
    hosts: Hosts

    def is_the_same_as(self, other: Server) -> bool:
        """Whether both are configurations of one server, such as snapshots: they share a host name."""
        return not self.hosts.own.isdisjoint(other.hosts.own)


class Policy(NamedTuple):
    """A policy. `settings` stands for its settings (see `policy_digests`)."""

    ref: DocumentRef
    node: Node
    settings: str


class Vault(NamedTuple):
    """A vault of a user of a server."""

    server: Server
    profile: ProfileFacts
    store: Store


class UserStore(NamedTuple):
    """A place where a user's data is kept."""

    profile: ProfileFacts
    store: Store


class Workspace:
    """The documents that belong to one server, or to none that is known.

    All are in the order of their files and places, however the facts came. Policies and organizations are
    keyed by id; `fleet` has all workspaces of the run.
    """

    def __init__(self, group: Group, model: Model, fleet: Fleet) -> None:
        self.fleet = fleet
        self._region = group.region
        self._by_type: dict[str, list[DocumentFacts]] = defaultdict(list)
        profiles: list[ProfileFacts] = []
        for fact in group.facts:
            if isinstance(fact, ProfileFacts):
                profiles.append(fact)
            else:
                self._by_type[fact.ref.type_name].append(fact)
        self.profiles = tuple(profiles)
        self._model = model

    @cached_property
    def servers(self) -> tuple[Server, ...]:
        """The server configurations: one, unless a folder holds several."""
        found: list[Server] = []
        apart = {tenant.node.key: tenant_hosts(tenant.node) for tenant in self._tenants_apart()}
        for fact in self._by_type[SERVERS]:
            node = self._node(fact)
            hosts = hosts_of(node)
            found.append(Server(fact.ref, node, fact.stores, hosts._replace(tenants={**apart, **hosts.tenants})))
        return tuple(found)

    @property
    def server(self) -> Server | None:
        """The server to which all documents belong; None if that is not certain."""
        return self.servers[0] if len(self.servers) == 1 else None

    @cached_property
    def policies(self) -> Mapping[str, Policy]:
        """The policies whose id is known."""
        found: dict[str, Policy] = {}
        for fact in self._by_type["GroupPolicy"]:
            policy_id = _id_of(fact.ref)
            if policy_id:
                found.setdefault(policy_id, Policy(fact.ref, self._node(fact), fact.settings))
        return found

    @cached_property
    def organizations(self) -> Mapping[str, LocatedNode]:
        """The tenants whose id is known: of the server configuration, and of lists of tenants."""
        found: dict[str, LocatedNode] = {}
        for server in self.servers:
            for tenant in server.node.children("Organizations"):
                found.setdefault(tenant.key, LocatedNode(server.ref, tenant))
        for located in self._tenants_apart():
            found.setdefault(located.node.key, located)
        return found

    def tenants_of(self, server: Server) -> Iterator[LocatedNode]:
        """The tenants of a server: all that are known, unless several servers could have them."""
        if server is self.server:
            yield from self.organizations.values()
        else:
            yield from (LocatedNode(server.ref, tenant) for tenant in server.node.children("Organizations"))

    def _tenants_apart(self) -> Iterator[LocatedNode]:
        """The tenants of lists and files of their own, under their ids."""
        for fact in self._by_type[TENANTS]:
            tenant_id = _id_of(fact.ref)
            if tenant_id:
                yield LocatedNode(fact.ref, self._node(fact, tenant_id))

    def completeness(self, collection: str) -> Completeness:
        """How much of a collection of this server the run has."""
        if collection == TENANTS and self.servers and all(server.node.has("Organizations") for server in self.servers):
            return COMPLETE
        refs = self._refs(collection)
        has_nameless = collection in (POLICIES, TENANTS) and not all(map(_id_of, refs))
        if not refs or has_nameless:
            return UNKNOWN
        if came_as_list(refs):
            return COMPLETE
        return completeness_of_files(collection, self._region, self.fleet.coverage)

    def completeness_for(self, collection: str, tenant: str) -> Completeness:
        """As `completeness`, for what users and admins of a tenant refer to.

        A list that an admin of a tenant made has only what belongs to this tenant. Whoever has the server
        configuration too is no such admin; still, nothing is said about other tenants then.
        """
        only = self._only_tenant_of_policies if collection == POLICIES else ""
        return UNKNOWN if only and (only != tenant or not self.servers) else self.completeness(collection)

    def _refs(self, collection: str) -> list[DocumentRef]:
        if collection == USERS:
            return [profile.ref for profile in self.profiles]
        return [fact.ref for fact in self._by_type[collection]]

    @cached_property
    def _only_tenant_of_policies(self) -> str:
        tenants = {policy.node["OrganizationID"] for policy in self.policies.values()}
        return tenants.pop() if len(tenants) == 1 else ""

    @cached_property
    def only_tenant_of_profiles(self) -> str:
        """The tenant to which all users belong: the list may be one that an admin of that tenant made."""
        tenants = {profile.organization for profile in self.profiles}
        return tenants.pop() if len(tenants) == 1 else ""

    @cached_property
    def names(self) -> tuple[tuple[DocumentRef, NameUse], ...]:
        """The names that lead out of the documents, each with the document that it is in."""
        found = [(profile.ref, use) for profile in self.profiles for use in profile.names]
        for documents in self._by_type.values():
            found += [(document.ref, use) for document in documents for use in document.names]
        return tuple(found)

    def is_known(self, collection: str, name: str) -> bool:
        """Whether there is a policy or tenant with this id."""
        return name in (self.policies if collection == POLICIES else self.organizations)

    def _node(self, fact: DocumentFacts, key: str | None = None) -> Node:
        return document_node(fact.value, fact.ref.type_name, self._model, key or fact.ref.key)


class Fleet:
    """All workspaces of a run, those with a server first."""

    def __init__(self, facts: Iterable[Facts], model: Model, coverage: Coverage = NAMED_FILES) -> None:
        self.coverage = coverage
        self.workspaces = tuple(Workspace(group, model, self) for group in grouped(facts, coverage))

    @cached_property
    def completeness_of_servers(self) -> Completeness:
        """Whether the run has all servers that its users can have to do with.

        That is so if it is one folder in which everything belongs to a known server and every file that may be the
        configuration of another could be read.
        """
        if not all(workspace.servers for workspace in self.workspaces):
            return UNKNOWN
        return completeness_of_files(SERVERS, self.coverage.root, self.coverage)

    @cached_property
    def servers(self) -> tuple[Server, ...]:
        """The server configurations of all workspaces."""
        return tuple(server for workspace in self.workspaces for server in workspace.servers)

    @cached_property
    def servers_by_host(self) -> Mapping[str, tuple[Server, ...]]:
        """The servers that are reached under a host name, not counting names of tenants."""
        by_host: dict[str, list[Server]] = defaultdict(list)
        for server in self.servers:
            for host in server.hosts.own:
                by_host[host].append(server)
        return {host: tuple(servers) for host, servers in by_host.items()}

    @cached_property
    def known_hosts(self) -> frozenset[str]:
        """The host names of all servers, and of the Comet Servers that they name as their partners."""
        own = (server.hosts.all for server in self.servers)
        partners = (partner_hosts(server.node) for server in self.servers)
        return frozenset[str]().union(*own, *partners)

    @cached_property
    def hosts_with_tls(self) -> frozenset[str]:
        """The host names of the servers that take connections with TLS."""
        secured = (server for server in self.servers if listening(server.node).with_tls)
        return frozenset[str]().union(*(server.hosts.all for server in secured))

    @cached_property
    def hosts_are_all_known(self) -> bool:
        """Whether no server may have other host names than those that are known."""
        return all(server.hosts.are_all_known for server in self.servers)

    @cached_property
    def vaults_by_host(self) -> Mapping[str, tuple[Vault, ...]]:
        """By host name of a Comet Server, for each server one of its users' vaults there."""
        found: dict[str, dict[DocumentRef, Vault]] = defaultdict(dict)
        for workspace in self.workspaces:
            server = workspace.server
            if server is not None:
                for profile in workspace.profiles:
                    for store in profile.stores:
                        if store.host:
                            found[store.host].setdefault(server.ref, Vault(server, profile, store))
        return {host: tuple(vaults.values()) for host, vaults in found.items()}

    @cached_property
    def vaults_by_place(self) -> Mapping[LocationKey, UserStore]:
        """By the key of a place the first vault of a user there."""
        first: dict[LocationKey, UserStore] = {}
        for workspace in self.workspaces:
            for profile in workspace.profiles:
                for store in profile.stores:
                    if store.place is not None:
                        first.setdefault(store.place.key, UserStore(profile, store))
        return first

    @cached_property
    def accounts(self) -> Mapping[str, tuple[Server, ProfileFacts]]:
        """By CreationGUID the first user with it, and the server; only where it is certain which server that is."""
        first: dict[str, tuple[Server, ProfileFacts]] = {}
        for workspace in self.workspaces:
            server = workspace.server
            for profile in workspace.profiles if server is not None else ():
                if profile.creation_guid and server is not None:
                    first.setdefault(profile.creation_guid, (server, profile))
        return first


def _id_of(ref: DocumentRef) -> str:
    """The id of a policy or tenant: its key in a list, else the file's name if that is an id."""
    if ref.key is not None:
        return ref.key
    stem = PurePosixPath(ref.path).stem
    return stem if _UUID.fullmatch(stem) else ""
