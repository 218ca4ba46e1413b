"""Colours of a terminal."""

from __future__ import annotations

from collections.abc import Callable

Paint = Callable[[str, str], str]
"""Takes a text and the name of a style; gives the text in that style."""

_CODES = {
    "error": "1;31",
    "warning": "1;33",
    "info": "1;36",
    "bold": "1",
    "dim": "2",
    "good": "1;32",
    "alarm": "1;97;41",
    "frame": "1;34",
}


def painter(color: bool) -> Paint:
    """Paints with ANSI codes, or not at all."""
    return _with_codes if color else _plain


def _with_codes(text: str, style: str) -> str:
    return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if text else text


def _plain(text: str, style: str) -> str:  # noqa: ARG001 - the signature of Paint
    return text
