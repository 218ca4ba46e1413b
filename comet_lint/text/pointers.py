"""Paths into a document and their written form, the JSON Pointer (RFC 6901)."""

from __future__ import annotations

from collections.abc import Sequence

Step = str | int
"""A dictionary key or a list index."""

Path = tuple[Step, ...]


def to_pointer(path: Sequence[Step]) -> str:
    """`("a/b", 0)` becomes `/a~1b/0`; the empty path, which is the whole document, becomes ``."""
    if not path:
        return ""
    pointer = "/" + "/".join(map(str, path))
    if "~" not in pointer and pointer.count("/") == len(path):
        return pointer
    return "".join(["/" + escaped(str(step)) for step in path])


def escaped(step: str) -> str:
    """A step as it is written in a pointer."""
    return step.replace("~", "~0").replace("/", "~1")


def from_pointer(pointer: str) -> tuple[str, ...]:
    """The steps of a JSON Pointer, all as text: a pointer does not tell an index from a key."""
    if not pointer:
        return ()
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in pointer[1:].split("/"))
