"""A policy's settings as a short text that can be compared, field by field, without keeping the policy."""

from __future__ import annotations

import marshal
from collections.abc import Iterator, Mapping
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from comet_lint.comet.model import Field, Model, Shape, is_live

_TYPE = "UserPolicy"
_UNKNOWN = "?"
_DIGEST_SIZE = 8

_ORDERED = frozenset({"PreExec", "ThawExec", "PostExec"})
"""Lists whose order counts: commands, which run one after the other. All others are sets."""
_NOT_SETTINGS = frozenset({"CreateTime", "ModifyTime", "Statistics"})
"""What tells when something was written or last ran."""

_KNOWN_LIMIT = 200

_known: dict[bytes, str] = {}
"""Digests by the policy as it was read: most users of a server have one of a few policies."""


def policy_digests(policy: Mapping[str, Any], model: Model) -> str:
    """One line for each setting of a `UserPolicy` that is not zero: its name and a digest of its value.

    Null, zero, absent and unknown fields do not count, so two results are equal if the server reads the same
    from both. A field that only some releases write is marked where it is absent: its value is not known.
    """
    raw = _raw(policy)
    known = _known.get(raw)
    if known is None:
        if len(_known) >= _KNOWN_LIMIT:
            _known.clear()
        known = _known[raw] = "\n".join(f"{name} {value}" for name, value in _settings(policy, model))
    return known


@lru_cache(maxsize=1024)
def differing_fields(first: str, second: str) -> tuple[str, ...]:
    """The names of the settings in which the policies behind two such texts differ, sorted."""
    if first == second:
        return ()
    ours, theirs = _parse(first), _parse(second)
    return tuple(
        name
        for name in sorted(ours.keys() | theirs.keys())
        if ours.get(name) != theirs.get(name) and _UNKNOWN not in (ours.get(name), theirs.get(name))
    )


def _parse(text: str) -> dict[str, str]:
    return dict(line.split(" ", 1) for line in text.splitlines())


def _settings(policy: Mapping[str, Any], model: Model) -> Iterator[tuple[str, str]]:
    for field in model.type(_TYPE).fields.values():
        if field.name not in policy and field.since and not field.omittable:
            yield field.name, _UNKNOWN
            continue
        value = _member(policy, field, model) if field.name in policy else None
        if value:
            yield field.name, _digest(repr(value).encode(errors="surrogatepass")).hex()


def _normal(value: Any, shape: Shape, model: Model) -> Any:
    """`value` without what is zero, unknown, not in use or no setting; order counts in lists of commands only."""
    if shape.kind == "object" and isinstance(value, Mapping):
        fields = model.type(shape.type_name).fields
        names = [name for name in sorted(value) if name in fields and name not in _NOT_SETTINGS]
        members = ((name, _member(value, fields[name], model)) for name in names)
        return [(name, member) for name, member in members if member]
    if shape.item is not None and isinstance(value, Mapping):
        return [(key, _normal(value[key], shape.item, model)) for key in sorted(value)]
    if shape.item is not None and isinstance(value, list):
        return [_normal(entry, shape.item, model) for entry in value]
    return value


def _member(owner: Mapping[str, Any], field: Field, model: Model) -> Any:
    if not is_live(field.live_when, owner):
        return None
    value = _normal(owner[field.name], field.shape, model)
    is_set = field.shape.kind == "list" and field.name not in _ORDERED
    return sorted(value, key=repr) if is_set and isinstance(value, list) else value


def _raw(policy: Mapping[str, Any]) -> bytes:
    try:
        # Version 2 writes equal values equally; later ones depend on which objects are shared.
        return marshal.dumps(policy if policy.__class__ is dict else dict(policy), 2)
    except ValueError:
        return repr(policy).encode(errors="surrogatepass")


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=_DIGEST_SIZE).digest()
