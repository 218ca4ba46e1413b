"""The names that someone may have meant."""

from __future__ import annotations

from collections.abc import Iterable


def nearest_names(name: str, known: Iterable[str], limit: int = 3) -> list[str]:
    """The `known` names most like `name`, best first; case does not count. Empty when none is like it."""
    from difflib import get_close_matches

    by_folded: dict[str, str] = {}
    for candidate in known:
        by_folded.setdefault(candidate.lower(), candidate)
    return [by_folded[match] for match in get_close_matches(name.lower(), by_folded, limit, 0.6)]


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A sentence such as ` Did you mean A, B?`, with its leading space; empty when nothing is near."""
    names = nearest_names(name, known)
    return f" Did you mean {', '.join(names)}?" if names else ""
