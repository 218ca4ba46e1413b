"""Values that are not known: what the server would refuse, and what stands for a value that was taken out.

Such a value is neither zero nor missing, and nothing can be said about it. Where a document holds one, it is
replaced by an `Unknown`; reading that field of an object raises `UnknownValue`, and the engine then leaves the object
to other rules. A check about several objects goes on with the others under `skipping_unknown`.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final, TypeVar

_Subject = TypeVar("_Subject")
_Value = TypeVar("_Value")

REFUSED: Final = "refused"
"""The server refuses the value: it has the wrong type or is out of range."""
STAND_IN: Final = "stand-in"
"""The value stands for another one that was taken out, is encrypted, or is filled in later."""
TAGGED: Final = "unknown tag"
"""The value is a YAML scalar with a tag that is not known."""


class Unknown:
    """In place of a value that is not known. `original` is what the document holds there, `why` a word for why."""

    __slots__ = ("original", "why")

    def __init__(self, why: str, original: Any = None) -> None:
        self.why = why
        self.original = original

    def __repr__(self) -> str:
        return f"Unknown({self.why!r})"


class UnknownValue(Exception):  # noqa: N818 - no error: it tells that a rule has nothing to say
    """A rule has read a value that is not known."""


skipping_unknown = suppress(UnknownValue)
"""Leaves one object out of a loop: `with skipping_unknown:` around what is said about it."""


def known_or(otherwise: _Value, read: Callable[..., _Value], *arguments: Any) -> _Value:
    """What `read` gives for the arguments; `otherwise` where that is not known."""
    with skipping_unknown:
        return read(*arguments)
    return otherwise


def surely(holds: Callable[[_Subject], object], subject: _Subject) -> bool:
    """Whether `holds` is true of `subject`, and false where that is not known."""
    with skipping_unknown:
        return bool(holds(subject))
    return False


def maybe(holds: Callable[[_Subject], object], subject: _Subject) -> bool:
    """Whether `holds` is true of `subject`, and true where that is not known."""
    with skipping_unknown:
        return bool(holds(subject))
    return True
