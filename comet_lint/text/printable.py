"""Texts of a document on one line of a terminal or report."""

from __future__ import annotations

import re

HIDDEN = "…"
"""Stands for a value that is not shown, and for the rest of one that is cut."""

NAME_LIMIT = 40
"""Characters of a name that are shown."""

LONGEST_SHOWN = 60
"""Characters of a value that are shown."""

_INVISIBLE = (
    r"[\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""Characters that are not seen or that change how others are seen: controls, zero widths, directions, tags."""
_UNPRINTABLE = rf"[\x00-\x1f\ud800-\udfff]|{_INVISIBLE}"


_OUT_OF_PLACE = re.compile(
    rf"(?![\u200c\u200d])(?:{_UNPRINTABLE})"
    r"|[\u200c\u200d](?=[\x00-\x7f]|$)|(?:^|(?<=[\x00-\x7f]))[\u200c\u200d]"
)
"""Joiners have their place between letters of other scripts than Latin, and between the parts of an emoji."""


def has_invisible(text: str) -> bool:
    """Whether there is a character in `text` that nobody sees there: a control, zero width, soft hyphen, BOM."""
    return not (text.isascii() and text.isprintable()) and _OUT_OF_PLACE.search(text) is not None


def printable(text: str, limit: int = LONGEST_SHOWN) -> str:
    """`text` on one line, control and invisible characters escaped, cut to `limit` characters."""
    cut = text if len(text) <= limit else text[: limit - 1] + HIDDEN
    if cut.isascii() and cut.isprintable():
        return cut
    return re.sub(_UNPRINTABLE, _escape, cut)


def printable_lines(text: str) -> str:
    """`text` with the same characters escaped, but for those below U+0020, such as line breaks, and surrogates."""
    if text.isascii() and "\x7f" not in text:
        return text
    return re.sub(_INVISIBLE, _escape, text)


def _escape(match: re.Match[str]) -> str:
    # As JSON has it: two escapes for a character beyond U+FFFF.
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
