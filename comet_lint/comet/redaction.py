"""What of a document may be shown. Every quotation of a document goes through this module.

Values are shown by permission: a field must be known to the model and be neither secret nor able to quote
a secret. URLs are cut down to scheme, host and port. As a second barrier, `mask` removes every secret value
of a document from a text, wherever it came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from comet_lint.comet.model import Field, Model, Secrecy, Shape
from comet_lint.text.printable import HIDDEN, printable

__all__ = ["HIDDEN", "Mask", "origin", "printable", "secret_values", "shown"]

_MASK = "***"
_SHORTEST_MASKED = 6
"""Shorter secrets are not searched for in texts: they would match parts of ordinary words."""

_ORIGIN = re.compile(
    r"(?:(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://)?"
    r"(?:[^/?#]*@)?"
    r"(?P<host>[\w.-]+|\[[0-9A-Fa-f:.%]+\])"
    r"(?P<port>:\d{1,5})?"
    r"(?:[/?#].*)?",
    re.DOTALL,
)


def origin(url: str) -> str:
    """Scheme, host and port of a URL or address; user, password, path and query are left out.

    An address in which they cannot be told apart with certainty is not shown at all.
    """
    match = _ORIGIN.fullmatch(url.strip())
    if match is None or "@" in url[match.end("port") if match["port"] else match.end("host") :]:
        return HIDDEN
    scheme = f"{match['scheme']}://" if match["scheme"] else ""
    return printable(f"{scheme}{match['host']}{match['port'] or ''}", 120)


def shown(value: Any, field: Field | None) -> str:
    """A scalar of `field` as it may be shown; `HIDDEN` for secrets and unknown fields."""
    if field is None or field.secrecy in (Secrecy.SECRET, Secrecy.HIDDEN):
        return HIDDEN
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    if not isinstance(value, (dict, list)) and _is_misplaced(value, field):
        return HIDDEN
    if isinstance(value, str):
        return origin(value) if field.secrecy is Secrecy.URL and value else printable(value)
    if isinstance(value, dict):
        return "{" + HIDDEN + "}" if value else "{}"
    if isinstance(value, list):
        return "[" + HIDDEN + "]" if value else "[]"
    return printable(str(value))


def _is_misplaced(value: object, field: Field) -> bool:
    # Where an object belongs, a scalar may be anything, such as its password; so may a number for a URL.
    return bool(field.shape.object_type) or (field.secrecy is Secrecy.URL and not isinstance(value, str))


def secret_values(value: Any, shape: Shape, model: Model) -> set[str]:
    """The texts in the secret fields of `value`, wherever they are."""
    found: set[str] = set()
    _collect_secrets(value, shape, model, found)
    return found


def _collect_secrets(value: Any, shape: Shape, model: Model, found: set[str]) -> None:
    if isinstance(value, Mapping):
        if shape.kind == "object":
            route = model.secret_route(shape.type_name)
            for name in route.secret:
                secret = value.get(name)
                if secret:
                    _collect_texts(secret, found)
            for name, onwards in route.onwards:
                member = value.get(name)
                if member:
                    _collect_secrets(member, onwards, model, found)
        elif shape.kind == "dict" and shape.item is not None:
            for member in value.values():
                _collect_secrets(member, shape.item, model, found)
    elif isinstance(value, list) and shape.kind == "list" and shape.item is not None:
        for member in value:
            _collect_secrets(member, shape.item, model, found)


def _collect_texts(value: Any, found: set[str]) -> None:
    if isinstance(value, str):
        found.add(value)
    elif isinstance(value, Mapping):
        for member in value.values():
            _collect_texts(member, found)
    elif isinstance(value, list):
        for member in value:
            _collect_texts(member, found)
    elif isinstance(value, int) and not isinstance(value, bool):
        found.add(str(value))


class Mask:
    """Removes a document's secret values from texts."""

    def __init__(self, secrets: Iterable[str]) -> None:
        self._secrets = {secret for secret in secrets if len(secret) >= _SHORTEST_MASKED}
        self._pattern: re.Pattern[str] | None = None

    def __call__(self, text: str) -> str:
        if not self.finds_any(text):
            return text
        if self._pattern is None:
            longest_first = sorted(self._secrets, key=len, reverse=True)
            self._pattern = re.compile("|".join(map(re.escape, longest_first)))
        return self._pattern.sub(_MASK, text)

    def finds_any(self, text: str) -> bool:
        """Whether there is a secret value in the text."""
        for secret in self._secrets:  # noqa: SIM110 - a generator takes twice as long
            if secret in text:
                return True
        return False
