"""Which kind of document a value is, and where in it the typed documents are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from comet_lint.comet.shapes import Shape
from comet_lint.text.pointers import Path

if TYPE_CHECKING:
    from comet_lint.comet.model import Model

_SHOWS_SERVER = frozenset({"AdminUsers", "AuthenticationRole", "ListenAddresses"})
_SHOWS_PROFILE = frozenset(
    {
        "BackupRules",
        "Destinations",
        "Devices",
        "Emails",
        "PasswordHash",
        "PolicyID",
        "Sources",
        "LocalTimezone",
    }
)
_SHOWS_POLICY = frozenset({"DefaultUserPolicy", "Description", "OrganizationID", "CreatedDate"})
_SHOWS_ORGANIZATION = frozenset(
    {"Branding", "IsSuspended", "PSAConfigs", "RemoteStorage", "SoftwareBuildRole", "WebhookOptions"}
)
_SHOWS_IN_SHORT = {
    "UserProfileConfig": frozenset({"Username"}),
    "ServerConfigOptions": _SHOWS_SERVER | {"ConstellationRole", "Organizations"},
    "GroupPolicy": frozenset({"DefaultUserPolicy", "Policy"}),
    "Organization": frozenset({"Hosts", "Name"}),
}
_LEAST_KNOWN_KEYS = 3
_ERROR_STATUS = 400

ENTRIES_LOOKED_AT = 20
"""How many of a map's members that are not empty tell what they all are."""

ROOT_TYPES = ("ServerConfigOptions", "UserProfileConfig", "GroupPolicy", "Organization")
"""The types of whole documents."""

_WRAPPERS = {
    "get-user-profile-and-hash": "GetProfileAndHashResponseMessage",
    "get-policy": "GetGroupPolicyResponse",
}
_MAPS = {
    "list-users-full": "UserProfileConfig",
    "policies-list-full": "GroupPolicy",
    "organization-list": "Organization",
}
_WRAPPED = {"GetProfileAndHashResponseMessage": "Profile", "GetGroupPolicyResponse": "Policy"}

KIND_NAMES = (*ROOT_TYPES, *_WRAPPERS, *_MAPS)
"""What can be recognised: the types of whole documents, and the shapes in which the API hands them out."""


class Unit(NamedTuple):
    """A typed document in a file: the way to it from the file's root, and its key if it stands in a map."""

    base: Path
    type_name: str
    key: str | None
    value: Mapping[str, Any]


class Kind(NamedTuple):
    """What a value is: its name as the user knows it, and its shape in the model."""

    name: str
    shape: Shape


def kind_named(name: str) -> Kind | None:
    """The kind called `name`: one of KIND_NAMES, or any type of the model."""
    if name in _WRAPPERS:
        return Kind(name, Shape("object", type_name=_WRAPPERS[name]))
    if name in _MAPS:
        return Kind(name, Shape("dict", item=Shape("object", type_name=_MAPS[name])))
    is_known = name in ROOT_TYPES or name in _model()
    return Kind(name, Shape("object", type_name=name)) if is_known else None


def recognise(value: object) -> Kind | None:
    """The kind of a document, from its keys; None if it is not one that comet-lint knows."""
    if not isinstance(value, dict) or not value:
        return None
    root = _root_type(value)
    if root is not None:
        return kind_named(root)
    if isinstance(value.get("Profile"), dict) and ("ProfileHash" in value or "Status" in value):
        return kind_named("get-user-profile-and-hash")
    if isinstance(value.get("Policy"), dict) and ("PolicyHash" in value or "Status" in value):
        return kind_named("get-policy")
    map_name = _map_name(value, _root_type)
    if map_name is not None:
        return kind_named(map_name)
    guess = _most_alike(value)
    return kind_named(guess) if guess is not None else None


def recognise_short(value: object) -> Kind | None:
    """The kind of a document that was cut down to a few fields, such as an example of a rule, from any one of them.

    None if no field of it tells.
    """
    if not isinstance(value, dict):
        return None
    name = _type_in_short(value) or _map_name(value, _type_in_short)
    return kind_named(name) if name is not None else None


def is_about_the_file(key: str, member: object) -> bool:
    """Whether a member of the value that a file is, is no part of the document: what editors and sops put there."""
    return (key == "$schema" and isinstance(member, str)) or (key == "sops" and isinstance(member, dict))


def is_api_error(value: object) -> bool:
    """Whether it is the API's answer to a request that failed."""
    return (
        isinstance(value, dict)
        and value.keys() <= {"Status", "Message"}
        and isinstance(value.get("Status"), int)
        and value["Status"] >= _ERROR_STATUS
    )


def legacy_type(value: object) -> str | None:
    """The deprecated type of the API that a whole document is, if it is one that is not checked any more."""
    if not isinstance(value, dict) or not value:
        return None
    keys = value.keys()
    if keys == {"Username"}:
        return "UserProfileFragment"
    if {"OverseerRole", "Version"} <= keys:
        return "ServerMetaVersionInfo"
    for name in (
        "U2FRegistrationChallengeResponse",
        "U2FSignRequest",
        "U2FSignResponse",
        "U2FRegisteredKey",
        "U2FRegisterRequest",
    ):
        fields = _model().type(name).fields.keys()
        if keys <= fields and len(keys) >= min(_LEAST_KNOWN_KEYS, len(fields)):
            return name
    return None


def units_of(value: Any, shape: Shape) -> Iterator[Unit]:
    """The typed documents in a value of a known kind, in their order."""
    if shape.kind == "dict" and shape.item is not None and isinstance(value, dict):
        for key, member in value.items():
            if isinstance(member, dict):
                yield Unit((key,), shape.item.type_name, key, member)
    elif isinstance(value, dict):
        wrapped = _WRAPPED.get(shape.type_name)
        if wrapped is None:
            yield Unit((), shape.type_name, None, value)
        elif isinstance(value.get(wrapped), dict):
            yield Unit((wrapped,), unit_type(shape), None, value[wrapped])


def unit_type(shape: Shape) -> str:
    """The type of the typed documents in values of a known kind."""
    inner = shape.object_type
    wrapped = _WRAPPED.get(inner)
    return _model().type(inner).fields[wrapped].shape.type_name if wrapped else inner


def _model() -> Model:
    # Nearly all documents are recognised without it: start-up time.
    from comet_lint.comet.model import load_model

    return load_model()


def _root_type(value: Mapping[str, Any]) -> str | None:
    keys = value.keys()
    if "Status" in keys and ("Profile" in keys or "Policy" in keys):
        return None
    if not _SHOWS_SERVER.isdisjoint(keys) and not isinstance(value.get("Username"), str):
        return "ServerConfigOptions"
    if isinstance(value.get("Username"), str) and not _SHOWS_PROFILE.isdisjoint(keys):
        return "UserProfileConfig"
    if isinstance(value.get("Policy"), dict) and not _SHOWS_POLICY.isdisjoint(keys) and "PolicyHash" not in keys:
        return "GroupPolicy"
    if "Hosts" in keys and "Name" in keys and not _SHOWS_ORGANIZATION.isdisjoint(keys):
        return "Organization"
    return None


def _type_in_short(value: Mapping[str, Any]) -> str | None:
    return next((name for name, shows in _SHOWS_IN_SHORT.items() if not shows.isdisjoint(value)), None)


def _map_name(value: Mapping[str, Any], type_of: Callable[[Mapping[str, Any]], str | None]) -> str | None:
    if not all(isinstance(member, dict) or member is None for member in value.values()):
        return None
    entries = [member for member in value.values() if member][:ENTRIES_LOOKED_AT]
    types = {root for entry in entries if (root := type_of(entry)) is not None}
    return next((name for name, item in _MAPS.items() if types == {item}), None)


def _most_alike(value: Mapping[str, Any]) -> str | None:
    # For documents whose telling keys are misspelt or missing.
    model = _model()

    def known_keys(name: str) -> int:
        return sum(key.lower() in model.type(name).folded_names for key in value)

    best = max(ROOT_TYPES, key=known_keys)
    count = known_keys(best)
    if count < max(_LEAST_KNOWN_KEYS, len(value) / 2):
        return None
    # A fragment, such as a single admin, has more in common with its own type.
    return best if all(known_keys(name) <= count for name in model) else None
