"""The same storage in the hands of several users, or of users and the server itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from comet_lint.comet.locations import Extent, LocationKey
from comet_lint.comet.redaction import printable
from comet_lint.comet.stand_ins import is_redacted
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.workspace.facts import ProfileFacts
from comet_lint.workspace.join import Server, UserStore, Workspace
from comet_lint.workspace.problems import DocumentPlace, WorkspaceProblem, found, users
from comet_lint.workspace.stores import Store

_SELF_BACKUP, _STORAGE_ROLE = "SelfBackup", "StorageRole"


def shared_locations(workspace: Workspace, _context: Context) -> Iterator[WorkspaceProblem]:
    """Vaults in the place of another user's vault, whichever server that one belongs to.

    A path on a device, or an address in a private network, is another place for every user.
    """
    firsts = workspace.fleet.vaults_by_place
    for profile in workspace.profiles:
        for store in profile.stores:
            key = _known_to_all(store)
            if key is None:
                continue
            first = firsts[key]
            if not first.profile.is_of_the_same_account_as(profile):
                place = DocumentPlace(first.profile.ref, first.store.at, "The other vault is here.")
                yield found(profile.ref, *store.at, related=[place], other=_name(first.profile, first.store))


def shared_credentials(workspace: Workspace, _context: Context) -> Iterator[WorkspaceProblem]:
    """Access keys and accounts with which several users reach their storage, each reported once."""
    holders: dict[str, list[UserStore]] = defaultdict(list)
    for profile, store in _vaults(workspace):
        if store.credential:
            holders[store.credential].append(UserStore(profile, store))
    for vaults in holders.values():
        owner, first = vaults[0]
        others = [(profile, store) for profile, store in vaults if not owner.is_of_the_same_account_as(profile)]
        if not others:
            continue
        separated = all(store.has_prefix for _, store in vaults)
        yield found(
            owner.ref,
            *first.at,
            related=(
                DocumentPlace(profile.ref, store.at, "The same account is used here.") for profile, store in others
            ),
            severity=Severity.INFO if separated else None,
            affected=[profile.username for profile, _ in vaults],
            others=users(profile.username for profile, _ in others),
        )


def self_backup_in_vault(workspace: Workspace, context: Context) -> Iterator[WorkspaceProblem]:
    """Self-backup targets in the place of a user's vault."""
    if context.hosted:
        return
    firsts = workspace.fleet.vaults_by_place
    for server in workspace.servers:
        for target in _of(server, _SELF_BACKUP):
            key = _known_to_all(target)
            vault = firsts.get(key) if key is not None else None
            if vault is not None:
                place = DocumentPlace(vault.profile.ref, vault.store.at, "The vault is here.")
                yield found(server.ref, *target.at, related=[place], vault=_name(vault.profile, vault.store))


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


def _vaults(workspace: Workspace) -> Iterator[UserStore]:
    for profile in workspace.profiles:
        for store in profile.stores:
            yield UserStore(profile, store)


def _of(server: Server, part: str) -> list[Store]:
    return [store for store in server.stores if store.at[0] == part]


def _known_to_all(store: Store) -> LocationKey | None:
    """The place, if it is complete and one and the same for everybody."""
    place = store.place
    if place is None or place.extent is not Extent.WORLD or any(map(is_redacted, place.key)):
        return None
    return place.key


def _is_within(inner: Store, outer: Store) -> bool:
    if inner.place is None or outer.place is None:
        return False
    inside, around = inner.place.key, outer.place.key
    if inside[:-1] != around[:-1] or any(map(is_redacted, (*inside, *around))):
        return False
    # The last part of a place is a path or prefix.
    if not around[-1]:
        return not inside[-1].startswith("/")
    return inside[-1] == around[-1] or inside[-1].startswith(around[-1].rstrip("/") + "/")


def _name(owner: ProfileFacts, store: Store) -> str:
    name = f'vault "{printable(store.name, 40)}"' if store.name else f"vault {printable(str(store.at[1]), 40)}"
    return f"{name} of user {printable(owner.username, 40)}"
