"""What makes a finding the same finding in another version of the file.

A fingerprint is made from the rule, the file and the place, in which list entries are named by what they are
and not by where they stand. Lines, order and unrelated content do not enter it, and no secret does.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any

from comet_lint.comet.model import Model, Secrecy, Shape
from comet_lint.comet.redaction import shown
from comet_lint.text.pointers import Path, to_pointer

_LENGTH = 32


def fingerprint(rule: str, path: str, kind: str, place: str, occurrence: int = 0) -> str:
    """The fingerprint of the finding of `rule` at a stable place (see `stable_place`).

    `occurrence` tells apart findings that agree in everything else, counted from 0.
    """
    text = "\n".join([rule, path, kind, place, *([str(occurrence)] if occurrence else [])])
    return _digest(text)[:_LENGTH]


def _digest(text: str) -> str:
    digest: str = _sha256()(text.encode("utf-8", "surrogatepass")).hexdigest()
    return digest


@cache
def _sha256() -> Any:
    # As `random` does it: hashlib loads OpenSSL, which takes longer than making all findings of a file.
    try:
        return import_module("_sha2" if sys.version_info >= (3, 12) else "_sha256").sha256
    except ImportError:
        return import_module("hashlib").sha256


def stable_place(value: Any, shape: Shape, path: Path, model: Model) -> str:
    """`path` as a pointer in which list indices are replaced by the identity of the entry."""
    return to_pointer(_stable_steps(value, shape, path, model))


def _stable_steps(value: Any, shape: Shape | None, path: Path, model: Model) -> list[str]:
    steps: list[str] = []
    shown_field = None
    for step in path:
        if isinstance(value, dict):
            name = str(step)
            steps.append(name)
            value = value.get(name)
            if shape is None:
                continue
            if shape.kind == "object":
                shown_field = model.type(shape.type_name).fields.get(name)
                shape = shown_field.shape if shown_field is not None else None
            else:
                shape = shape.item if shape.kind == "dict" else None
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
            shape = shape.item if shape is not None and shape.kind == "list" else None
            if shape is not None and shape.kind == "object" and isinstance(value, dict):
                steps.append(_identity(value, shape.type_name, model))
            elif shown_field is not None and not isinstance(value, (dict, list)):
                steps.append(f"[{shown(value, shown_field)}]")
            else:
                steps.append(str(step))
        else:
            steps.append(str(step))
            value = None
    return steps


def _identity(value: Mapping[str, Any], type_name: str, model: Model) -> str:
    names = model.type(type_name).identity
    if names:
        parts = [_at(value, type_name, name.split("."), model) for name in names]
        return "[" + ",".join(parts) + "]"
    import json

    content = json.dumps(_harmless(value, type_name, model), sort_keys=True)
    return "[" + _digest(content)[:12] + "]"


def _at(value: Mapping[str, Any], type_name: str, names: list[str], model: Model) -> str:
    field = model.type(type_name).fields[names[0]]
    member = value.get(names[0])
    if len(names) > 1:
        return _at(member, field.shape.type_name, names[1:], model) if isinstance(member, dict) else ""
    if isinstance(member, list):
        return " ".join(sorted(shown(entry, field) for entry in member))
    return "" if member is None else shown(member, field)


def _harmless(value: Mapping[str, Any], type_name: str, model: Model) -> dict[str, Any]:
    fields = model.type(type_name).fields
    return {
        key: shown(member, fields[key])
        for key, member in value.items()
        if key in fields and fields[key].secrecy is Secrecy.SHOWN and not isinstance(member, (dict, list))
    }
