"""The names that someone may have meant."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache


def nearest_names(name: str, known: Iterable[str], limit: int = 3) -> list[str]:
    """The `known` names most like `name`, best first; case does not count. Empty when none is like it."""
    return list(_nearest_names(name, tuple(known), limit))


# A fleet has the same few mistakes again and again.
@lru_cache(maxsize=256)
def _nearest_names(name: str, known: tuple[str, ...], limit: int) -> tuple[str, ...]:
    from difflib import get_close_matches

    by_folded: dict[str, str] = {}
    for candidate in known:
        by_folded.setdefault(candidate.lower(), candidate)
    return tuple(by_folded[match] for match in get_close_matches(name.lower(), by_folded, limit, 0.6))


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A sentence such as ` Did you mean A, B?`, with its leading space; empty when nothing is near."""
    names = nearest_names(name, known)
    return f" Did you mean {', '.join(names)}?" if names else ""


def edit_distance(first: str, second: str, limit: int) -> int:
    """Insertions, deletions, replacements and swaps of neighbours that lead from `first` to `second`.

    Stops counting at `limit` + 1. Made for small limits: it tries every edit where the texts differ.
    """
    if abs(len(first) - len(second)) > limit:
        return limit + 1
    here, shorter = 0, min(len(first), len(second))
    while here < shorter and first[here] == second[here]:
        here += 1
    first, second = first[here:], second[here:]
    if not first or not second or not limit:
        return min(len(first) + len(second), limit + 1)
    best = edit_distance(first[1:], second[1:], limit - 1)
    best = min(best, edit_distance(first[1:], second, limit - 1), edit_distance(first, second[1:], limit - 1))
    if first[:2] == second[1::-1]:
        best = min(best, edit_distance(first[2:], second[2:], limit - 1))
    return best + 1


def letters_of(text: str) -> int:
    """The characters of a text as a set of bits; some have the same bit."""
    letters = 0
    for character in set(text):
        letters |= 1 << (ord(character) & 63)
    return letters
