"""All documents of a run together: which belong to the same server, and what can be looked up among them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import PurePosixPath
from typing import NamedTuple

from comet_lint.comet.locations import LocationKey
from comet_lint.comet.model import Model
from comet_lint.comet.node import Node, document_node
from comet_lint.comet.server_hosts import Hosts, hosts_of, knows_partners, listening, partner_hosts
from comet_lint.comet.unknown import skipping_unknown, surely
from comet_lint.source.documents import DocumentRef
from comet_lint.text.pointers import Path, to_pointer
from comet_lint.workspace.facts import DocumentFacts, Facts, ProfileFacts
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

    def __init__(self, facts: Iterable[Facts], model: Model, fleet: Fleet) -> None:
        self.fleet = fleet
        self._by_type: dict[str, list[DocumentFacts]] = defaultdict(list)
        profiles: list[ProfileFacts] = []
        for fact in facts:
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
        for fact in self._by_type["ServerConfigOptions"]:
            node = self._node(fact)
            found.append(Server(fact.ref, node, fact.stores, hosts_of(node)))
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
            with skipping_unknown:
                for tenant in server.node.each("Organizations"):
                    found.setdefault(tenant.key, LocatedNode(server.ref, tenant))
        for fact in self._by_type["Organization"]:
            tenant_id = _id_of(fact.ref)
            if tenant_id:
                found.setdefault(tenant_id, LocatedNode(fact.ref, self._node(fact)))
        return found

    @cached_property
    def has_all_policies(self) -> bool:
        """Whether the policies can be taken for all that there are: a list of them, none of unknown id."""
        refs = [fact.ref for fact in self._by_type["GroupPolicy"]]
        return bool(refs) and all(map(_id_of, refs))

    @cached_property
    def has_all_organizations(self) -> bool:
        """Whether the tenants can be taken for all that there are."""
        if self.servers:
            return all(
                server.node.has("Organizations") and surely(lambda node: node["Organizations"] is not None, server.node)
                for server in self.servers
            )
        refs = [fact.ref for fact in self._by_type["Organization"]]
        return bool(refs) and all(map(_id_of, refs))

    @cached_property
    def has_all_profiles(self) -> bool:
        """Whether the profiles can be taken for all users: there is a list of all users among them."""
        return any(profile.ref.key is not None for profile in self.profiles)

    @cached_property
    def _only_tenant_of_policies(self) -> str:
        tenants: set[str] = set()
        for policy in self.policies.values():
            with skipping_unknown:
                tenants.add(policy.node["OrganizationID"])
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

    def misses(self, collection: str, use: NameUse) -> bool:
        """Whether a name is certainly not in a collection, one of `engine.references.COLLECTIONS`."""
        if collection == "organizations":
            return self.has_all_organizations and use.name not in self.organizations
        # A list that an admin of a tenant made has the policies of that tenant only.
        if not self.has_all_policies or self._only_tenant_of_policies not in ("", use.tenant):
            return False
        return use.name not in self.policies

    def _node(self, fact: DocumentFacts) -> Node:
        key = fact.ref.key
        return document_node(fact.value, fact.ref.type_name, self._model, key)


class Fleet:
    """All workspaces of a run, those with a server first."""

    def __init__(self, facts: Iterable[Facts], model: Model) -> None:
        groups = _group(sorted(facts, key=_order))
        self.workspaces = tuple(Workspace(group, model, self) for group in groups)

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
        secured = (server for server in self.servers if surely(lambda node: listening(node).with_tls, server.node))
        return frozenset[str]().union(*(server.hosts.all for server in secured))

    @cached_property
    def hosts_are_all_known(self) -> bool:
        """Whether no server may have other host names than those that are known."""
        return all(server.hosts.are_all_known and knows_partners(server.node) for server in self.servers)

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
    def accounts(self) -> Mapping[str, tuple[Workspace, ProfileFacts]]:
        """By CreationGUID the first user with it, and the workspace; only of workspaces with a server."""
        first: dict[str, tuple[Workspace, ProfileFacts]] = {}
        for workspace in self.workspaces:
            for profile in workspace.profiles if workspace.servers else ():
                if profile.creation_guid:
                    first.setdefault(profile.creation_guid, (workspace, profile))
        return first


def _order(fact: Facts) -> tuple[str, int, str]:
    return fact.ref.path, fact.ref.document, to_pointer(fact.ref.base)


def _group(facts: list[Facts]) -> list[list[Facts]]:
    """The facts of each server: those in its folder and below, unless another server's folder is nearer.

    A single folder with servers has everything, wherever it is.
    """
    homes = {_folder(fact.ref.path) for fact in facts if fact.ref.type_name == "ServerConfigOptions"}
    if len(homes) <= 1:
        return [facts] if facts else []
    nearest: dict[str, PurePosixPath | None] = {}
    groups: dict[PurePosixPath | None, list[Facts]] = {home: [] for home in sorted(homes)}
    groups[None] = []
    for fact in facts:
        path = fact.ref.path
        if path not in nearest:
            nearest[path] = _home_of(path, homes)
        groups[nearest[path]].append(fact)
    return [group for group in groups.values() if group]


def _home_of(path: str, homes: set[PurePosixPath]) -> PurePosixPath | None:
    parents = PurePosixPath(path).parents
    # Seen from within a folder, what begins with `..` is outside of it.
    outside = path.startswith("../")
    return next((parent for parent in parents if parent in homes and not (outside and not parent.parts)), None)


def _folder(path: str) -> PurePosixPath:
    return PurePosixPath(path).parent


def _id_of(ref: DocumentRef) -> str:
    """The id of a policy or tenant: its key in a list, else the file's name if that is an id."""
    if ref.key is not None:
        return ref.key
    stem = PurePosixPath(ref.path).stem
    return stem if _UUID.fullmatch(stem) else ""
