"""Quotes: pieces of a document inside texts of ours.

A check quotes names and values long before anybody knows which secrets the document holds. A quote keeps the piece
whole between two marks, wherever sentences carry it, until `rendered` masks it and only then cuts and escapes it.
"""

from __future__ import annotations

import re
from typing import Protocol

from comet_lint.text.printable import HIDDEN, LONGEST_SHOWN, printable

_OPEN, _VALUE, _NAME, _CLOSE = "\ufdd0\ufdd1\ufdd2\ufdd3"
"""Noncharacters of Unicode: no text that means anything has them."""
_MARK = re.compile(f"[{_OPEN}-{_CLOSE}]")
_QUOTE = re.compile(f"{_OPEN}(\\^?)([0-9]+),([0-9]+)([{_VALUE}{_NAME}])([^{_OPEN}-{_CLOSE}]*){_CLOSE}")


class Masking(Protocol):
    """Takes secrets out of pieces of a document."""

    def __call__(self, text: str) -> str:
        """A value, or a name that people choose, without the secrets in it."""
        ...

    def field_name(self, name: str) -> str:
        """The name of a field or key without the secrets in it; names of the spec stay as they are."""
        ...


def quoted(text: str, limit: int = LONGEST_SHOWN, kept: int = 0) -> str:
    """A quote of `text` that shows at most `limit` characters; of a longer one `kept`, by default all that fit."""
    return _quote(text, _VALUE, limit, kept)


def quoted_name(name: str, limit: int = LONGEST_SHOWN) -> str:
    """A quote of the name of a field, or of the key of a setting."""
    return _quote(name, _NAME, limit, 0)


def rendered(text: str, mask: Masking | None = None) -> str:
    """`text` with its quotes as a person may see them: masked first, then cut and escaped."""
    if _OPEN not in text:
        return text

    def render(quote: re.Match[str]) -> str:
        begins_sentence, limit, kept, kind, piece = quote[1], int(quote[2]), int(quote[3]), quote[4], quote[5]
        if mask is not None:
            piece = mask(piece) if kind == _VALUE else mask.field_name(piece)
        shown = printable(piece[:kept]) + HIDDEN if kept and len(piece) > limit else printable(piece, limit)
        return _capital(shown) if begins_sentence else shown

    return _QUOTE.sub(render, text)


def capitalised(text: str) -> str:
    """`text` as it begins a sentence; a quote at its beginning when it is rendered."""
    return f"{_OPEN}^{text[1:]}" if text[:1] == _OPEN else _capital(text)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _quote(text: str, kind: str, limit: int, kept: int) -> str:
    if not text.isascii():
        text = _MARK.sub(lambda mark: f"\\u{ord(mark[0]):04x}", text)
    return f"{_OPEN}{limit},{kept}{kind}{text}{_CLOSE}"
