"""What makes a finding the same finding in another version of the file.

A fingerprint is made from the rule, the file and the place, in which list entries are named by what they are
and not by where they stand. Lines, order and unrelated content do not enter it, and no secret does.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path as FilePath
from typing import Any

from comet_lint.comet.model import Model, Secrecy
from comet_lint.comet.redaction import shown
from comet_lint.source.discovery import path_below
from comet_lint.text.quotes import Masking, rendered

_LENGTH = 32


def fingerprint(rule: str, path: str, kind: str, place: str, occurrence: int = 0) -> str:
    """The fingerprint of the finding of `rule` at a stable place (see `LocatedValue.stable`).

    `occurrence` tells apart findings that agree in everything else, counted from 0.
    """
    text = "\n".join([rule, path, kind, place, *([str(occurrence)] if occurrence else [])])
    return _digest(text)[:_LENGTH]


def omission_fingerprint(rule: str, path: str, document: str) -> str:
    """The fingerprint of the finding that says how many of `rule` are left out in a document, given by its pointer.

    It does not depend on their number, nor on which they are.
    """
    return fingerprint(rule, path, "", f"omitted {document}")


def file_identity(path: str, root: FilePath | None) -> str:
    """What a file is called in fingerprints: relative to `root`, without it as it is shown."""
    return path if root is None or path == "-" else path_below(root, path)


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


def entry_identity(value: Mapping[str, Any], type_name: str, model: Model, mask: Masking | None) -> str:
    """What a list entry of a type is known by: its natural key or, without one, a digest of what may be shown."""
    names = model.type(type_name).identity
    if names:
        parts = [rendered(_at(value, type_name, name.split("."), model), mask) for name in names]
        return "[" + ",".join(parts) + "]"
    import json

    content = json.dumps(_harmless(value, type_name, model, mask), sort_keys=True)
    return "[" + _digest(content)[:12] + "]"


def _at(value: Mapping[str, Any], type_name: str, names: list[str], model: Model) -> str:
    field = model.type(type_name).fields[names[0]]
    member = value.get(names[0])
    if len(names) > 1:
        return _at(member, field.shape.type_name, names[1:], model) if isinstance(member, dict) else ""
    if isinstance(member, list):
        return " ".join(sorted(shown(entry, field) for entry in member))
    return "" if member is None else shown(member, field)


def _harmless(value: Mapping[str, Any], type_name: str, model: Model, mask: Masking | None) -> dict[str, Any]:
    fields = model.type(type_name).fields
    return {
        key: rendered(shown(member, fields[key]), mask)
        for key, member in value.items()
        if key in fields and fields[key].secrecy is Secrecy.SHOWN and not isinstance(member, (dict, list))
    }
