"""JSON texts that are readable, and safe to print on a terminal."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from comet_lint.reports.wording import encodable

_INVISIBLE = re.compile("[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_BATCH = 4096
_Item = TypeVar("_Item")


class Entries(list[Any]):
    """A JSON list whose entries are made from `items` one by one, as they are written.

    A list by name only: the encoder of the standard library takes nothing else.
    """

    def __init__(self, make: Callable[[_Item], object], items: Sequence[_Item]) -> None:
        super().__init__()
        self._make: Callable[[Any], object] = make
        self._items = items

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[object]:
        return map(self._make, self._items)


def json_text(value: object) -> str:
    """Indented JSON in UTF-8 text, ending with a newline; control and invisible characters are escaped."""
    # Thousands of findings are millions of pieces, which take much more memory than the text.
    return "".join(_batches(json.JSONEncoder(indent=2, ensure_ascii=False).iterencode(value))) + "\n"


def _batches(pieces: Iterable[str]) -> Iterator[str]:
    left = iter(pieces)
    while batch := "".join(islice(left, _BATCH)):
        yield _INVISIBLE.sub(lambda match: f"\\u{ord(match[0]):04x}", encodable(batch))
