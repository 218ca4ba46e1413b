"""What the rules about the workspace need to know of a document, taken from it while it is being checked.

Facts are small, hold no secret, and can be sent between processes: with ten thousand profiles, the documents
themselves are gone by the time the workspace is looked at as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import blake2b
from typing import Any, NamedTuple

from comet_lint.comet.addresses import parse_address
from comet_lint.comet.constants import (
    DESTINATIONTYPE_B2,
    DESTINATIONTYPE_COMET,
    DESTINATIONTYPE_LOCALCOPY,
    DESTINATIONTYPE_S3,
    DESTINATIONTYPE_SFTP,
    DESTINATIONTYPE_SPANNED,
)
from comet_lint.comet.locations import Key, endpoint, is_on_device, location_key
from comet_lint.comet.node import Node
from comet_lint.comet.redaction import origin
from comet_lint.comet.stand_ins import is_redacted
from comet_lint.text.pointers import Path
from comet_lint.workspace.excerpts import excerpt
from comet_lint.workspace.policy_print import policy_print

_NAME_LIMIT = 41
_GENERATED_BUCKET = 16
"""Names of buckets with at least so many characters are generated ones, and unique."""


class Unit(NamedTuple):
    """A typed object that is judged by itself, and where it is.

    `path` names the file, relative and with forward slashes; `document` is an index in it. `base` is the way
    from that document's root to the object, such as `("alice",)` in a map of users. `key` is its key in such
    a map, None outside.
    """

    path: str
    document: int
    base: Path
    type_name: str
    key: str | None


class NameUse(NamedTuple):
    """A name that a rule of the kind `reference` must find in a collection of the workspace.

    `rule` is a code, `at` the way from the unit's object. `tenant` is the id of the tenant that the object
    around it belongs to, empty for the top level.
    """

    rule: str
    at: Path
    name: str
    tenant: str


class Store(NamedTuple):
    """A place where data is kept: a vault, one part of a spanned vault, or a location of the server's own.

    `name` is that of the vault. `place` tells whether two are the same (see `location_key`), unless parts of
    it were taken out; None if it is not known. `host`, `is_plain_http` and, for plain http, `address` (as it
    may be shown) are set for storage on a Comet Server only. `credential` is a digest of the name by which
    the storage knows the client, never of a password; empty if there is none.
    """

    at: Path
    name: str
    place: Key | None
    is_on_device: bool = False
    host: str = ""
    is_plain_http: bool = False
    address: str = ""
    credential: str = ""
    has_prefix: bool = False


class ProfileFacts(NamedTuple):
    """What counts of a `UserProfileConfig`.

    `policy_copy` is the print of its copy of the policy, empty without one. `linked_items` are the protected
    items that follow an item of the policy: their own id, and the id of that item.
    """

    unit: Unit
    names: tuple[NameUse, ...]
    username: str
    organization: str
    policy: str
    policy_copy: str
    creation_guid: str
    expects_mail: bool
    is_suspended: bool
    linked_items: tuple[tuple[str, str], ...]
    stores: tuple[Store, ...]


class DocumentFacts(NamedTuple):
    """What counts of any other document: `value` is an excerpt of it (see `excerpts`).

    `settings` is the print of the policy in a `GroupPolicy`; `stores` are the locations of a server.
    """

    unit: Unit
    names: tuple[NameUse, ...]
    value: Mapping[str, Any]
    settings: str
    stores: tuple[Store, ...]


Facts = ProfileFacts | DocumentFacts


def facts_of(node: Node, unit: Unit, names: tuple[NameUse, ...] = ()) -> Facts:
    """The facts of the document whose root is `node`."""
    if unit.type_name == "UserProfileConfig":
        return _profile_facts(node, unit, names)
    value = excerpt(node.value, unit.type_name, node.model)
    settings = policy_print(node["Policy"], node.model) if unit.type_name == "GroupPolicy" else ""
    stores = tuple(_server_stores(node)) if unit.type_name == "ServerConfigOptions" else ()
    return DocumentFacts(unit, names, value, settings, stores)


def _profile_facts(node: Node, unit: Unit, names: tuple[NameUse, ...]) -> ProfileFacts:
    policy = node["PolicyID"]
    return ProfileFacts(
        unit=unit,
        names=names,
        username=node["Username"],
        organization=node["OrganizationID"],
        policy=policy,
        policy_copy=policy_print(node["Policy"], node.model) if policy and node["Policy"] else "",
        creation_guid=node["CreationGUID"].lower(),
        expects_mail=node["SendEmailReports"] and any(node["Emails"]),
        is_suspended=node["IsSuspended"],
        linked_items=tuple(_linked_items(node["Sources"])),
        stores=tuple(_vault_stores(node)),
    )


def _linked_items(sources: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, source in sources.items():
        if isinstance(source, dict) and source.get("ExistingUserUpdate") is True:
            link = source.get("PolicySourceID")
            if isinstance(link, str) and link:
                yield key, link


def _vault_stores(node: Node) -> Iterator[Store]:
    for vault in node.children("Destinations"):
        yield from _stores(vault, vault.steps, vault["Description"].strip()[:_NAME_LIMIT])


def _server_stores(node: Node) -> Iterator[Store]:
    for target in node.child("SelfBackup").children("Targets"):
        location = target.child("Location")
        yield from _stores(location, location.path, "")
    role = node.child("StorageRole")
    if role.is_live("Storage"):
        location = role.child("Storage")
        yield from _stores(location, location.path, "")


def _stores(location: Node, at: Path, name: str) -> Iterator[Store]:
    kind = location["DestinationType"]
    if kind == DESTINATIONTYPE_SPANNED:
        for target in location.children("SpanTargets"):
            yield from _stores(target, at + target.steps, name)
    elif kind == DESTINATIONTYPE_COMET:
        yield _comet_store(location, at, name)
    elif kind == DESTINATIONTYPE_LOCALCOPY:
        yield Store(at, name, location_key(location), is_on_device(location))
    elif kind:
        place = location_key(location)
        credential = _credential(location, kind)
        yield Store(at, name, place, credential=credential, has_prefix=_has_prefix(location, kind))


def _comet_store(location: Node, at: Path, name: str) -> Store:
    bucket = location["CometBucket"].strip()
    # The server may be reached under several names; a generated bucket is the same one under all of them.
    place = (str(DESTINATIONTYPE_COMET), bucket) if len(bucket) >= _GENERATED_BUCKET else location_key(location)
    text = location["CometServer"]
    address = parse_address(text)
    if address is None:
        return Store(at, name, place)
    is_plain = address.scheme == "http"
    shown = origin(text) if is_plain else ""
    return Store(at, name, place, host=address.host, is_plain_http=is_plain, address=shown)


def _credential(location: Node, kind: int) -> str:
    account: tuple[str, ...]
    if kind == DESTINATIONTYPE_S3:
        account = (location["S3AccessKey"].strip(),)
    elif kind == DESTINATIONTYPE_SFTP:
        account = (location["SFTPUsername"].strip(), endpoint(location["SFTPServer"], 22)[0])
    elif kind == DESTINATIONTYPE_B2:
        account = (location.child("B2")["AccountID"].strip(),)
    else:
        return ""
    if not all(account) or any(map(is_redacted, account)):
        return ""
    text = "\n".join((str(kind), *account))
    return blake2b(text.encode(errors="surrogatepass"), digest_size=8).hexdigest()


def _has_prefix(location: Node, kind: int) -> bool:
    if kind == DESTINATIONTYPE_S3:
        return bool(location["S3Subdir"].strip("/ "))
    return kind == DESTINATIONTYPE_B2 and bool(location.child("B2")["Prefix"].strip("/ "))
