"""Where the typed documents of a run are."""

from __future__ import annotations

from typing import NamedTuple

from comet_lint.text.pointers import Path


class DocumentRef(NamedTuple):
    """Where a typed document is: the file, the value in it, the way from there, and the key in a map.

    `path` names the file, relative and with forward slashes; `document` is the index of a value in it. `base` is the
    way from that value to the document, such as `("alice",)` in a map of users. `key` is its key in such a map, None
    outside.
    """

    path: str
    document: int
    base: Path
    type_name: str
    key: str | None
