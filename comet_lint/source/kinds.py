"""Which kind of document a value is, and where in it the typed documents are."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from comet_lint.comet.shapes import Shape
from comet_lint.text.pointers import Path

if TYPE_CHECKING:
    from comet_lint.comet.model import Model

_SHOWS_SERVER = frozenset({"AdminUsers", "AuthenticationRole", "ListenAddresses"})
_ONLY_SERVER = frozenset(
    {
        "ConstellationRole",
        "ExternalAdminUserSources",
        "IPRateLimit",
        "License",
        "LoginProtection",
        "Organizations",
        "OverseerRole",
        "SelfBackup",
        "SessionSettings",
        "StorageRole",
        "TrustXForwardedFor",
    }
)
"""Of these, two show a server: each may be in some other document."""
_PROFILE_CLASSES = {
    "BackupRules": dict,
    "Destinations": dict,
    "Devices": dict,
    "Emails": list,
    "LocalTimezone": str,
    "PasswordHash": str,
    "PolicyID": str,
    "Sources": dict,
}
_SHOWS_PROFILE = frozenset(_PROFILE_CLASSES)
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
_FRAGMENTS = (
    # Parts of documents that the API hands out by themselves: keys that all have, and of which each has one.
    ("StreamableEvent", frozenset({"Type", "Timestamp"}), frozenset({"Actor", "ResourceID", "TypeString"})),
    ("WebhookOption", frozenset({"URL"}), frozenset({"CustomHeaders", "WhiteListedEventTypes"})),
    ("DestinationConfig", frozenset({"DestinationType"}), frozenset({"DestinationType"})),
    ("SourceConfig", frozenset({"Engine"}), frozenset({"EngineProps", "OwnerDevice"})),
    ("BackupRuleConfig", frozenset({"Destination", "Source"}), frozenset({"EventTriggers", "Schedules"})),
    ("DeviceConfig", frozenset({"FriendlyName"}), frozenset({"DeviceTimezone", "PlatformVersion", "RegistrationTime"})),
    ("ExternalAuthenticationSource", frozenset({"Type"}), frozenset({"LDAP", "OIDC"})),
    (
        "AllowedAdminUser",
        frozenset({"Username"}),
        frozenset({"AllowPasswordAndTOTPLogin", "AllowPasswordLogin", "IPWhitelist", "Permissions"}),
    ),
)
_TELLING = frozenset(
    {
        *_SHOWS_SERVER,
        *_ONLY_SERVER,
        *_SHOWS_PROFILE,
        *("Hosts", "Policy", "Profile"),
        *(key for _name, needs, _shows in _FRAGMENTS for key in needs),
    }
)
"""An object without any of these is none that comet-lint knows."""
_NO_ADMIN = frozenset({"AccountName", "CreateTime", "LanguageCode", "Policy", "SendEmailReports"})
"""Fields of users that admins do not have."""
_LEAST_KNOWN_KEYS = 3
_SURE = 2
"""Telling keys that make it sure what an object is when each of them may be in another one, too."""

ENTRIES_LOOKED_AT = 20
"""How many of the members of a map or list that are not empty tell what they all are."""

ROOT_TYPES = ("ServerConfigOptions", "UserProfileConfig", "GroupPolicy", "Organization")
"""The types of whole documents."""

_WRAPPERS = {
    "get-user-profile-and-hash": "GetProfileAndHashResponseMessage",
    "get-policy": "GetGroupPolicyResponse",
}
_NOTHING: tuple[object, ...] = ({}, None)
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
    kind = _kind_of_map(type_of_all(value.values()))
    if kind is not None:
        return kind
    guess = _most_alike(value) or _fragment_type(value)
    return kind_named(guess) if guess is not None else None


def recognise_inside(value: Mapping[str, Any]) -> Kind | None:
    """As `recognise`, for an object inside of something that is no document: only what looks like it all through."""
    if _TELLING.isdisjoint(value):
        return _kind_of_map(common_type(value.values(), sure_type))
    name = _root_type(value)
    if name is not None:
        return kind_named(name) if _fits(value, name) else None
    wrapped = next((field for field in _WRAPPED.values() if isinstance(value.get(field), dict)), None)
    if wrapped is not None and isinstance(value.get("Status"), int):
        return recognise(value)
    return _kind_of_map(common_type(value.values(), sure_type))


def sure_type(value: Mapping[str, Any]) -> str | None:
    """As `type_of`, for an object inside of something that is no document."""
    name = type_of(value)
    return name if name is not None and _fits(value, name) else None


def _fits(value: Mapping[str, Any], type_name: str) -> bool:
    """Whether most keys are fields of the type, and hold what belongs there; descriptions of types do not."""
    from comet_lint.comet.model import fold_name

    info = _model().type(type_name)
    known = [(info.folded_names.get(fold_name(key), ""), member) for key, member in value.items()]
    held = [_holds(member, info.fields[name].shape) for name, member in known if name]
    return len(held) * 2 >= len(value) and sum(held) * 2 > len(held)


def _holds(value: Any, shape: Shape) -> bool:
    """Whether a value is what a shape says, as far as its class and its members tell."""
    if value is None or shape.kind == "any":
        return True
    if shape.kind == "object":
        return isinstance(value, dict) and (
            not value or any(key in _model().type(shape.type_name).fields for key in value)
        )
    if shape.kind == "dict":
        needs_objects = shape.item is not None and bool(shape.item.type_name)
        return isinstance(value, dict) and (not needs_objects or _is_of_objects(value))
    if shape.kind == "list":
        return isinstance(value, list)
    return not isinstance(value, (dict, list))


def fitted(kind: Kind, value: Mapping[str, Any]) -> Kind:
    """The kind of an object that the user says to be of a `kind`: that, a map of such, or what the API wraps it in."""
    shape = kind.shape
    if shape.kind != "object" or not value or shape.type_name in _WRAPPED:
        return kind
    if shape.type_name in ("UserProfileConfig", "GroupPolicy"):
        found = recognise(value)
        if found is not None and _WRAPPED.get(found.shape.type_name) and unit_type(found.shape) == shape.type_name:
            return found
    fields = _model().type(shape.type_name).fields
    members = [each for key, each in value.items() if each is not None and not is_about_the_file(key, each)]
    has_fields = any(
        key in fields and not (isinstance(member, dict) and not fields[key].shape.object_type)
        for key, member in value.items()
    )
    objects = sum(isinstance(member, dict) for member in members)
    return Kind(kind.name, Shape("dict", item=shape)) if not has_fields and objects * 2 > len(members) else kind


def recognise_short(value: object) -> Kind | None:
    """The kind of a document that was cut down to a few fields, such as an example of a rule, from any one of them.

    None if no field of it tells.
    """
    if not isinstance(value, dict):
        return None
    name = _type_in_short(value)
    if name is not None:
        return kind_named(name)
    if not all(isinstance(member, dict) or member is None for member in value.values()):
        return None
    return _kind_of_map(common_type(value.values(), _type_in_short))


def is_about_the_file(key: str, member: object) -> bool:
    """Whether a member of the value that a file is, is no part of the document: what editors and sops put there."""
    return (key == "$schema" and isinstance(member, str)) or (key == "sops" and isinstance(member, dict))


def units_of(value: Any, shape: Shape) -> Iterator[Unit]:
    """The typed documents in a value of a known kind, in their order."""
    if shape.kind == "dict" and shape.item is not None and isinstance(value, dict):
        for key, member in value.items():
            if isinstance(member, dict) and not is_about_the_file(key, member):
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
    if _is_profile(value):
        return "UserProfileConfig"
    if isinstance(value.get("Policy"), dict) and not _SHOWS_POLICY.isdisjoint(keys) and "PolicyHash" not in keys:
        return "GroupPolicy"
    if "Hosts" in keys and "Name" in keys and not _SHOWS_ORGANIZATION.isdisjoint(keys):
        return "Organization"
    blocks = sum(isinstance(value[name], dict) for name in _ONLY_SERVER & keys)
    return "ServerConfigOptions" if blocks >= _SURE else None


def _is_profile(value: Mapping[str, Any]) -> bool:
    if "Username" not in value:
        return _plausible(value) >= _SURE
    if isinstance(value["Username"], (dict, list)):
        return False
    shown = len(_SHOWS_PROFILE & value.keys())
    return shown >= _SURE or (shown > 0 and isinstance(value["Username"], str))


def _plausible(value: Mapping[str, Any]) -> int:
    """How many fields of a profile there are that hold what they should."""
    return sum(
        isinstance(value[name], expected) and (expected is not dict or _is_of_objects(value[name]))
        for name, expected in _PROFILE_CLASSES.items()
        if name in value
    )


def _is_of_objects(value: Mapping[str, Any]) -> bool:
    return all(member is None or isinstance(member, dict) for member in value.values())


def _fragment_type(value: Mapping[str, Any]) -> str | None:
    keys = value.keys()
    name = next((name for name, needs, shows in _FRAGMENTS if needs <= keys and not shows.isdisjoint(keys)), None)
    return None if name == "AllowedAdminUser" and not _NO_ADMIN.isdisjoint(keys) else name


def type_of(value: Mapping[str, Any]) -> str | None:
    """The type of an object among others of its kind, from its keys; None if they do not tell."""
    return None if _TELLING.isdisjoint(value) else _root_type(value) or _fragment_type(value)


def _type_in_short(value: Mapping[str, Any]) -> str | None:
    return next((name for name, shows in _SHOWS_IN_SHORT.items() if not shows.isdisjoint(value)), None)


def common_type(members: Iterable[Any], type_of: Callable[[Mapping[str, Any]], str | None]) -> str | None:
    """The type of most members of a map or list, as far as they are looked at; None if some are of another one.

    Members that are empty or null say nothing, objects that do not tell what they are little.
    """
    found: dict[str | None, int] = {}
    others = 0
    for member in islice((member for member in members if member or member not in _NOTHING), ENTRIES_LOOKED_AT):
        if isinstance(member, dict):
            name = type_of(member)
            found[name] = found.get(name, 0) + 1
        else:
            others += 1
    untold = found.pop(None, 0)
    if len(found) != 1:
        return None
    ((name, count),) = found.items()
    return name if count > others and count * 2 >= untold else None


def type_of_all(members: Collection[Any]) -> str | None:
    """The type of most members of a map or list that is all that a file holds; None if they do not tell."""
    name = common_type(members, type_of)
    return name if name is None or name in _MAPS.values() else common_type(members, sure_type)


def _kind_of_map(type_name: str | None) -> Kind | None:
    """The kind of a map of a type."""
    if type_name is None:
        return None
    name = next((name for name, item in _MAPS.items() if item == type_name), type_name)
    return Kind(name, Shape("dict", item=Shape("object", type_name=type_name)))


def _most_alike(value: Mapping[str, Any]) -> str | None:
    # For documents whose telling keys are misspelt or missing.
    from comet_lint.comet.model import fold_name

    model = _model()

    def known_keys(name: str) -> int:
        return sum(fold_name(key) in model.type(name).folded_names for key in value)

    best = max(ROOT_TYPES, key=known_keys)
    count = known_keys(best)
    if count < max(_LEAST_KNOWN_KEYS, len(value) / 2):
        return None
    if not _fits(value, best):
        return None
    # A fragment, such as a single admin, has more in common with its own type.
    return best if all(known_keys(name) <= count for name in model) else None
