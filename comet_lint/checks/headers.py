"""Webhooks: which events are sent, and the HTTP headers that a server adds to its requests."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from comet_lint.comet.node import Node
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, problem

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
"""RFC 9110, section 5.6.2."""


_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+")
_CREDENTIALS = frozenset(
    [
        "apikey",
        "accesstoken",
        "auth",
        "authentication",
        "authorization",
        "authtoken",
        "bearer",
        "cookie",
        "credential",
        "credentials",
        "passphrase",
        "passwd",
        "password",
        "secret",
        "signature",
        "token",
    ]
)
_KEYS_TO_NO_DOOR = frozenset(
    ["cache", "dedup", "event", "group", "idempotency", "message", "partition", "public", "routing", "sort"]
)
"""What comes before `Key` in the names of headers that hold no secret."""


def is_credential(name: str) -> bool:
    """Whether a header of this name carries what opens a door: a token, a key, a password."""
    words = [word.lower() for word in _WORDS.findall(name)]
    before_keys = [before for before, word in zip(["", *words], words, strict=False) if word == "key"]
    return not _CREDENTIALS.isdisjoint(words) or any(before not in _KEYS_TO_NO_DOOR for before in before_keys)


def has_credential(headers: Mapping[str, object]) -> bool:
    """Whether one of `headers`, by name, carries a credential."""
    return any(bool(value) and is_credential(name) for name, value in headers.items())


def invalid(node: Node, _context: Context) -> Iterator[Problem]:
    """Names and values that would break the request.

    A header pasted whole into its name holds the secret there: such a name is neither shown nor pointed at.
    """
    for number, (name, value) in enumerate(node["CustomHeaders"].items(), 1):
        if not _TOKEN.fullmatch(name):
            yield problem("CustomHeaders", variant="name", number=number)
        elif isinstance(value, str) and ("\r" in value or "\n" in value):
            yield problem("CustomHeaders", name, number=number)


def every_event(node: Node, _context: Context) -> Iterator[Problem]:
    """All events in full, or, for information, in a form that is not stated."""
    if node["Level"]:
        yield problem("WhiteListedEventTypes")
    else:
        yield problem("WhiteListedEventTypes", severity=Severity.INFO, variant="unstated")
