"""How many secrets a document holds. One finding for all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from comet_lint.checks.headers import is_credential
from comet_lint.comet.engine_props import embedded
from comet_lint.comet.model import Field, Model, Secrecy, Shape
from comet_lint.comet.node import Node
from comet_lint.comet.stand_ins import is_redacted
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, problem
from comet_lint.text.lists import listing

_HEADERS = "CustomHeaders"

_Fields = tuple[tuple[Field, ...], tuple[Field, ...]]


def inventory(node: Node, _context: Context) -> Iterator[Problem]:
    """The secrets of a whole document, counted by kind."""
    if node.parent is not None:
        return
    counts: Counter[str] = Counter()
    _count(node.value, node.type.name, node.model, counts)
    for holder in _holders_of_items(node):
        for _field, items in _items(holder):
            for item in items:
                counts.update(set(_item_secrets(item)))
    if counts:
        yield problem(count=_number(sum(counts.values()), "secret"), kinds=_kinds(counts))


def item_secrets(node: Node, _context: Context) -> Iterator[Problem]:
    """The protected items of a profile or policy that keep secrets among their settings."""
    for field, items in _items(node):
        counts: Counter[str] = Counter()
        for item in items:
            counts.update(set(_item_secrets(item)))
        if counts:
            yield problem(field, kinds=_kinds(counts))


def _holders_of_items(document: Node) -> Iterator[Node]:
    """A profile, and the policy that is in force in a document."""
    if document.type.name == "UserProfileConfig":
        yield document
    if "Policy" in document.type.fields and document.is_live("Policy"):
        yield document.child("Policy")


def _items(node: Node) -> Iterator[tuple[str, list[Node]]]:
    if node.type.name == "UserProfileConfig":
        yield "Sources", node.children("Sources")
        return
    yield "DefaultSources", node.children("DefaultSources")
    restricted = node.children("DefaultSourcesWithOSRestriction")
    yield "DefaultSourcesWithOSRestriction", [entry.child("SourceConfig") for entry in restricted]


def _item_secrets(item: Node) -> Iterator[str]:
    settings = item["EngineProps"]
    if not settings:
        return
    for key, kind in _PLAIN_SECRETS.items():
        secret = settings.get(key)
        if isinstance(secret, str) and secret and not is_redacted(secret):
            yield kind
    for _key, view in embedded(item):
        # Passwords of Windows shares are the matter of another rule.
        if view.type.name != "WinSMBAuth":
            counts: Counter[str] = Counter()
            _count(view.value, view.type.name, view.model, counts)
            if counts:
                yield _ITEM_KINDS.get(view.type.name, "item with credentials")


_OFFICE365 = "Microsoft 365 item with an app secret"
_PLAIN_SECRETS = {"PASSWORD": "item with a database password", "APP_SECRET": _OFFICE365}
"""What the items are that have a secret as a setting of its own, by its key."""

_ITEM_KINDS = {
    "Office365Connection": _OFFICE365,
    "VMwareConnection": "VMware item with a password",
    "MongoDBConnection": "MongoDB item with a password",
    "MySQLConnection": "MySQL item with a password",
}


def _count(value: Mapping[str, Any], type_name: str, model: Model, counts: Counter[str]) -> None:
    secrets, holders = _fields(model, type_name)
    for field in secrets:
        found = value.get(field.name)
        if field.name == _HEADERS:
            tokens = sum(map(_is_credential, found, found.values())) if isinstance(found, dict) else 0
            if tokens:
                counts["header with a token"] += tokens
        elif isinstance(found, str) and found and not is_redacted(found):
            counts[_kind(field.name)] += 1
    for field in holders:
        for child in _objects(value.get(field.name), field.shape):
            _count(child, field.shape.object_type, model, counts)


@cache
def _fields(model: Model, type_name: str) -> _Fields:
    """The fields of a type that are secrets, and those that lead to types with secrets."""
    fields = model.type(type_name).fields.values()
    return (
        tuple(field for field in fields if _is_secret(field)),
        tuple(field for field in fields if field.shape.object_type and _reaches(model, field.shape.object_type)),
    )


def _is_secret(field: Field) -> bool:
    return field.secrecy is Secrecy.SECRET or (field.name == _HEADERS and field.secrecy is Secrecy.HIDDEN)


@cache
def _reaches(model: Model, type_name: str) -> bool:
    return any(_is_secret(field) for name in model.reachable(type_name) for field in model.type(name).fields.values())


def _objects(value: Any, shape: Shape) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, dict):
        if shape.item is None:
            yield value
        else:
            for member in value.values():
                yield from _objects(member, shape.item)
    elif isinstance(value, list) and shape.item is not None:
        for member in value:
            yield from _objects(member, shape.item)


def _is_credential(name: str, value: object) -> bool:
    if not isinstance(value, str) or not value or is_redacted(value):
        return False
    return is_credential(name)


def _kind(name: str) -> str:
    if "TOTP" in name:
        return "TOTP key"
    if "Encryption" in name or name in ("PasswordRecovery", "Passphrase"):
        return "encryption key"
    if "PrivateKey" in name:
        return "private key"
    if name == "SerialNumber":
        return "serial number"
    return "password" if "Pass" in name else "access key"


def _kinds(counts: Counter[str]) -> str:
    return listing([_number(count, kind) for kind, count in sorted(counts.items(), key=lambda item: -item[1])])


def _number(count: int, what: str) -> str:
    if count == 1:
        return f"1 {what}"
    noun, _with, rest = what.partition(" with ")
    return f"{count} {noun}s with {rest}" if rest else f"{count} {what}s"
