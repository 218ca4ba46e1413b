"""The values that later equal keys replace: they are in no parsed document, and may still be secrets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from comet_lint.source.json.diagnose import Duplicate
from comet_lint.source.json.syntax import load
from comet_lint.source.json.walk import skip_space, skip_string, skip_value
from comet_lint.source.parsed import Replaced
from comet_lint.text.pointers import Path

_MOST_TIMES = 20
"""How many times the size of the text is read in all: objects with equal keys may be nested in each other."""


def replaced_values(data: bytes, duplicates: Iterable[Duplicate]) -> Iterator[Replaced]:
    """What stands at all but the last of equal keys."""
    starts: dict[tuple[Path, int], list[int]] = {}
    for duplicate in duplicates:
        starts.setdefault((duplicate.path, duplicate.first_start), [duplicate.first_start]).append(duplicate.start)
    left = _MOST_TIMES * len(data)
    for (path, _first), keys in starts.items():
        for key in keys[:-1]:
            begin = skip_space(data, skip_space(data, skip_string(data, key)) + 1)
            end = skip_value(data, begin)
            left -= end - begin
            if left < 0:
                return
            yield Replaced(0, path, load(data[begin:end], catch_duplicate_keys=False, is_member=True))
