"""Texts of a document on one line of a terminal or report."""

from __future__ import annotations

import re

HIDDEN = "…"
"""Stands for a value that is not shown, and for the rest of one that is cut."""

NAME_LIMIT = 40
"""Characters of a name that are shown."""

_LONGEST_SHOWN = 60
_UNPRINTABLE = r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]|[\ud800-\udfff]"


def printable(text: str, limit: int = _LONGEST_SHOWN) -> str:
    """`text` on one line, control and invisible characters escaped, cut to `limit` characters."""
    cut = text if len(text) <= limit else text[: limit - 1] + HIDDEN
    if cut.isascii() and cut.isprintable():
        return cut
    return re.sub(_UNPRINTABLE, lambda match: f"\\u{ord(match[0]):04x}", cut)
