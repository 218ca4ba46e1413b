"""What of a document may be shown. Every quotation of a document goes through this module.

Values are shown by permission: a field must be known to the model and be neither secret nor able to quote
a secret. URLs are cut down to scheme, host and port; in fields for paths, only what looks like one is shown. As a
second barrier, values become quotes, from which `Mask` removes every secret of the document before they are cut.
"""

from __future__ import annotations

import re
from typing import Any

from comet_lint.comet.model import Field, Secrecy
from comet_lint.comet.path_texts import looks_like_path
from comet_lint.text.printable import HIDDEN
from comet_lint.text.quotes import quoted

__all__ = ["HIDDEN", "origin", "shown"]

_LONGEST_ORIGIN = 120

_ORIGIN = re.compile(
    r"(?:(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://)?"
    r"(?:[^/?#]*@)?"
    r"(?P<host>[\w.-]+|\[[0-9A-Fa-f:.%]+\])"
    r"(?P<port>:\d{1,5})?"
    r"(?:[/?#].*)?",
    re.DOTALL,
)


def origin(url: str) -> str:
    """A quote of scheme, host and port of a URL or address; user, password, path and query are left out.

    An address in which they cannot be told apart with certainty is not shown at all.
    """
    url = url.strip()
    match = _ORIGIN.fullmatch(url)
    if match is None or "@" in url[match.end("port") if match["port"] else match.end("host") :]:
        return HIDDEN
    scheme = f"{match['scheme']}://" if match["scheme"] else ""
    return quoted(f"{scheme}{match['host']}{match['port'] or ''}", _LONGEST_ORIGIN)


def shown(value: Any, field: Field | None) -> str:
    """A quote of a scalar of `field` as it may be shown; `HIDDEN` for secrets and unknown fields."""
    if field is None or field.secrecy in (Secrecy.SECRET, Secrecy.HIDDEN):
        return HIDDEN
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    if not isinstance(value, (dict, list)) and _is_misplaced(value, field):
        return HIDDEN
    if isinstance(value, str):
        if field.secrecy is Secrecy.PATH and not looks_like_path(value):
            return HIDDEN
        return origin(value) if field.secrecy is Secrecy.URL and value else quoted(value) if value else ""
    if isinstance(value, dict):
        return "{" + HIDDEN + "}" if value else "{}"
    if isinstance(value, list):
        return "[" + HIDDEN + "]" if value else "[]"
    return quoted(str(value))


def _is_misplaced(value: object, field: Field) -> bool:
    # Where an object belongs, a scalar may be anything, such as its password; so may a number for a URL.
    return bool(field.shape.object_type) or (field.secrecy is not Secrecy.SHOWN and not isinstance(value, str))
