"""The same storage in the hands of several users, or of users and the server itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from comet_lint.comet.locations import LocationKey
from comet_lint.comet.redaction import printable
from comet_lint.comet.stand_ins import is_redacted
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.workspace.facts import ProfileFacts
from comet_lint.workspace.join import Server, Workspace
from comet_lint.workspace.problems import DocumentPlace, WorkspaceProblem, found, users
from comet_lint.workspace.stores import Store

_SELF_BACKUP, _STORAGE_ROLE = "SelfBackup", "StorageRole"

_UserVault = tuple[ProfileFacts, Store]


def shared_locations(workspace: Workspace, _context: Context) -> Iterator[WorkspaceProblem]:
    """Vaults in the place of another user's vault. A path on a device is another place on every device."""
    firsts: dict[LocationKey, _UserVault] = {}
    for profile, store in _vaults(workspace):
        if store.place is None or store.is_on_device:
            continue
        owner, first = firsts.setdefault(store.place, (profile, store))
        if owner.username != profile.username and _is_complete(store.place):
            place = DocumentPlace(owner.ref, first.at, "The other vault is here.")
            yield found(profile.ref, *store.at, related=[place], other=_name(owner, first))


def shared_credentials(workspace: Workspace, _context: Context) -> Iterator[WorkspaceProblem]:
    """Access keys and accounts with which several users reach their storage, each reported once."""
    holders: dict[str, list[_UserVault]] = defaultdict(list)
    for profile, store in _vaults(workspace):
        if store.credential:
            holders[store.credential].append((profile, store))
    for vaults in holders.values():
        names = {profile.username for profile, _ in vaults}
        if len(names) < 2:
            continue
        owner, first = vaults[0]
        separated = all(store.has_prefix for _, store in vaults)
        yield found(
            owner.ref,
            *first.at,
            related=(
                DocumentPlace(profile.ref, store.at, "The same account is used here.")
                for profile, store in vaults
                if profile.username != owner.username
            ),
            severity=Severity.INFO if separated else None,
            users=users(names - {owner.username}),
        )


def self_backup_in_vault(workspace: Workspace, context: Context) -> Iterator[WorkspaceProblem]:
    """Self-backup targets in the place of a user's vault."""
    if context.hosted:
        return
    targets = [(server, store) for server in workspace.servers for store in _of(server, _SELF_BACKUP)]
    wanted = {store.place for _, store in targets if store.place is not None and not store.is_on_device}
    if not wanted:
        return
    vaults: dict[LocationKey, _UserVault] = {}
    for profile, store in _vaults(workspace):
        if store.place in wanted and store.place is not None:
            vaults.setdefault(store.place, (profile, store))
    for server, target in targets:
        if target.place is not None and target.place in vaults and _is_complete(target.place):
            owner, vault = vaults[target.place]
            place = DocumentPlace(owner.ref, vault.at, "The vault is here.")
            yield found(server.ref, *target.at, related=[place], vault=_name(owner, vault))


def self_backup_in_storage(workspace: Workspace, context: Context) -> Iterator[WorkspaceProblem]:
    """Self-backup targets in, or below, the place where the storage role keeps its data."""
    if context.hosted:
        return
    for server in workspace.servers:
        storage = _of(server, _STORAGE_ROLE)
        for target in _of(server, _SELF_BACKUP):
            around = next((store for store in storage if _is_within(target, store)), None)
            if around is not None:
                place = DocumentPlace(server.ref, around.at, "The storage role keeps its data here.")
                yield found(server.ref, *target.at, related=[place])


def _vaults(workspace: Workspace) -> Iterator[_UserVault]:
    for profile in workspace.profiles:
        for store in profile.stores:
            yield profile, store


def _of(server: Server, part: str) -> list[Store]:
    return [store for store in server.stores if store.at[0] == part]


def _is_complete(place: LocationKey) -> bool:
    return not any(map(is_redacted, place))


def _is_within(inner: Store, outer: Store) -> bool:
    if inner.place is None or outer.place is None or inner.place[:-1] != outer.place[:-1]:
        return False
    if not _is_complete(inner.place) or not _is_complete(outer.place):
        return False
    # The last part of a place is a path or prefix.
    inside, around = inner.place[-1], outer.place[-1]
    if not around:
        return not inside.startswith("/")
    return inside == around or inside.startswith(around.rstrip("/") + "/")


def _name(owner: ProfileFacts, store: Store) -> str:
    name = f'vault "{printable(store.name, 40)}"' if store.name else f"vault {printable(str(store.at[1]), 40)}"
    return f"{name} of user {printable(owner.username, 40)}"
