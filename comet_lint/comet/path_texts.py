"""Paths and names of hosts, told from keys and addresses with a login that people paste in their place."""

from __future__ import annotations

import re

_LONGEST = 400
_HOST = r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*\.?"
_PLACE = re.compile(
    # What may have a colon in it: a URL, a protocol of SQL Server, a drive, a network path, a port, an IPv6 address.
    rf"(?:[a-z][a-z0-9+.-]+://(?:{_HOST}|\[[0-9a-f:.]+\])?(?::\d{{1,5}})?(?=[/\\]|$)"
    r"|(?:tcp|np|lpc):(?=[\w.\\])|[a-z]:(?=[/\\]|$)"
    rf"|(?:\\\\|//)(?:{_HOST}|\[[0-9a-f:.]+\]|[?.])(?::\d{{1,5}})?"
    rf"|{_HOST}:\d{{1,5}}(?=[/\\,]|$)|\[?[0-9a-f]*:[0-9a-f:.]+\]?(?::\d{{1,5}})?$)?(?P<rest>.*)",
    re.IGNORECASE,
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_ANCHORED = re.compile(r"[/\\~.%$]|[A-Za-z]:[/\\]|[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_FILE = re.compile(r"\.[A-Za-z0-9]{1,8}$")
_SEPARATORS = re.compile(r"[/\\]")
_KEY_LIKE = re.compile(r"(?=[^a-z]*[a-z])(?=[^A-Z]*[A-Z])(?=[^0-9]*[0-9])[A-Za-z0-9+_=-]{20,}|[0-9a-f]{32,}", re.ASCII)
_LOGIN = re.compile(r"[@?=;]")


def looks_like_path(text: str) -> bool:
    """Whether `text` is a path or the name of a host, without a login, a query, or what may be a key."""
    text = text.strip()
    if len(text) > _LONGEST or _CONTROL.search(text) or _LOGIN.search(text) or "-----" in text:
        return False
    match = _PLACE.fullmatch(text)
    if match is None or ":" in match["rest"]:
        return False
    if not (_ANCHORED.match(text) or _FILE.search(text)):
        # Of a relative path, a key with slashes in it cannot be told by its parts.
        return not _KEY_LIKE.fullmatch(_SEPARATORS.sub("", text))
    return not any(map(_KEY_LIKE.fullmatch, _SEPARATORS.split(text)))
