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

    Stops counting at `limit` + 1.
    """
    if abs(len(first) - len(second)) > limit:
        return limit + 1
    before_last: list[int] = []
    last = list(range(len(second) + 1))
    for i, a in enumerate(first, 1):
        row = [i]
        for j, b in enumerate(second, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == second[j - 2] and first[i - 2] == b:
                cost = min(cost, before_last[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
        before_last, last = last, row
    return last[-1]
