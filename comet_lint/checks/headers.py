"""Webhooks: which events are sent, and the HTTP headers that a server adds to its requests."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from comet_lint.comet.credential_names import is_credential
from comet_lint.comet.node import Node
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, problem

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
"""RFC 9110, section 5.6.2."""


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
