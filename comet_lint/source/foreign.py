"""What a value is that is no document which can be checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from comet_lint.comet.stand_ins import is_stand_in
from comet_lint.source.parsed import POWERSHELL_TEXT, Unread

_ERROR_STATUS = 400
_LEAST_KNOWN_KEYS = 3
_LOOKED_AT = 200
"""How many scalars of a file tell whether all are encrypted."""
_JOB_KEYS = frozenset({"GUID", "Classification", "StartTime", "SourceGUID"})
_WEB_ANSWER_KEYS = ("StatusCode", "Content")
_VAULT = "$ANSIBLE_VAULT;"


class Foreign(NamedTuple):
    """What a value is that is no document: a variant of the message of rule T003, with details for it."""

    variant: str
    details: Mapping[str, str] = {}


def is_api_error(value: object) -> bool:
    """Whether it is the API's answer to a request that failed."""
    return (
        isinstance(value, dict)
        and value.keys() <= {"Status", "Message"}
        and isinstance(value.get("Status"), int)
        and value["Status"] >= _ERROR_STATUS
    )


def is_encrypted(value: object) -> bool:
    """Whether the file was encrypted as a whole by sops or Ansible Vault, so that nothing in it can be judged."""
    if isinstance(value, str):
        return value.startswith(_VAULT) or isinstance(value, Unread)
    if not isinstance(value, dict) or not isinstance(value.get("sops"), dict):
        return False
    texts = [text for key, member in value.items() if key != "sops" for text in _texts(member)][:_LOOKED_AT]
    return sum(map(_is_ciphertext, texts)) * 2 > len(texts)


def legacy_type(value: object) -> str | None:
    """The deprecated type of the API that a whole document is, if it is one that is not checked any more."""
    if not isinstance(value, dict) or not value:
        return None
    keys = value.keys()
    if keys == {"Username"}:
        return "UserProfileFragment"
    if {"OverseerRole", "Version"} <= keys:
        return "ServerMetaVersionInfo"
    from comet_lint.comet.model import load_model

    for name in (
        "U2FRegistrationChallengeResponse",
        "U2FSignRequest",
        "U2FSignResponse",
        "U2FRegisteredKey",
        "U2FRegisterRequest",
    ):
        fields = load_model().type(name).fields.keys()
        if keys <= fields and len(keys) >= min(_LEAST_KNOWN_KEYS, len(fields)):
            return name
    return None


def nature_of(value: object) -> Foreign:
    """What can be told of a value that is no document."""
    if is_encrypted(value):
        return Foreign("encrypted")
    if isinstance(value, str):
        if POWERSHELL_TEXT.fullmatch(value):
            return Foreign("powershell")
        return Foreign("text" if value.lstrip()[:1] in ("{", "[") else "")
    entries = value if isinstance(value, list) else []
    if isinstance(value, dict):
        if all(key in value for key in _WEB_ANSWER_KEYS):
            return Foreign("web answer")
        entries = [member for member in value.values() if member]
        entries = entries if all(isinstance(entry, dict) for entry in entries) else []
    if entries and all(isinstance(entry, str) for entry in entries):
        return Foreign("powershell" if POWERSHELL_TEXT.fullmatch(entries[0]) else "names")
    if entries and all(isinstance(entry, dict) and entry.keys() >= _JOB_KEYS for entry in entries[:_LOOKED_AT]):
        return Foreign("jobs")
    sample = value if isinstance(value, dict) and not entries else next(iter(entries), None)
    name = _most_alike(sample) if isinstance(sample, dict) else None
    return Foreign("type", {"type": name}) if name is not None else Foreign("")


def _most_alike(value: Mapping[str, Any]) -> str | None:
    """The type that has most of the keys; None if it is not nearly all of them."""
    from comet_lint.comet.model import load_model

    model = load_model()
    best = max(model, key=lambda name: len(value.keys() & model.type(name).fields.keys()))
    known = len(value.keys() & model.type(best).fields.keys())
    return best if known >= max(_LEAST_KNOWN_KEYS, len(value) * 3 / 4) else None


def _texts(value: object) -> Iterator[str]:
    """What stands in a value that is not empty, as text."""
    if isinstance(value, dict):
        for member in value.values():
            yield from _texts(member)
    elif isinstance(value, list):
        for entry in value:
            yield from _texts(entry)
    elif value not in ("", None):
        yield str(value)


def _is_ciphertext(text: str) -> bool:
    return text.startswith("ENC[") and is_stand_in(text)
