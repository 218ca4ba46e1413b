"""Releases of the Comet Server."""

from __future__ import annotations


def parse_release(text: str) -> tuple[int, ...]:
    """`24.12.2` as (24, 12, 2); parts that are not numbers, as in `24.6.x`, end it."""
    parts: list[int] = []
    for part in text.split("."):
        if not part.isdigit():
            break
        parts.append(int(part))
    return tuple(parts)
