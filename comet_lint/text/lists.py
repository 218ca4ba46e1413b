"""Lists in sentences."""

from __future__ import annotations

from collections.abc import Sequence


def listing(names: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def counted(count: int, thing: str) -> str:
    """`1 field`, `2 fields`."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def first_few(names: Sequence[str], most: int) -> str:
    """`a, b`; of more than `most` names the first ones: `a, b and 4 more`."""
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")
