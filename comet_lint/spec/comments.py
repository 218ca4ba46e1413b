"""What the comments of the API page say in fixed words; everything else in them is prose."""

from __future__ import annotations

import re
from dataclasses import dataclass

from comet_lint.spec.model import Omission, TypeExpr

_OMISSION = re.compile(
    r"Omission from JSON document implies "
    r"(?:(false|0|empty string|an empty array|an empty Dictionary|any value)\b"
    r"|zero-initialised (\w+) class instance)"
)
_AVAILABLE = re.compile(r"This field is available in Comet (\S+) and later\.?")
_FIXED_START = re.compile(r"Omission\b|This field is available\b")
_DEPRECATED = re.compile(r"(\w+) has been deprecated since Comet version (\S+)")
_FAMILY = re.compile(r"(?<!\w)[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*_(?!\w)")
_EITHER = re.compile(r"Either ([A-Z][A-Z0-9_]*) or one of the ([A-Z][A-Z0-9_]*) constants")


@dataclass(frozen=True, slots=True)
class FieldComment:
    """One comment: what it says in fixed words. All None: prose."""

    omission: Omission | None = None
    omitted_type: str | None = None
    """The type that a ZERO_OBJECT omission names."""
    since: str | None = None
    deprecated_field: str | None = None
    deprecated_since: str | None = None
    constants: str | None = None

    @property
    def rank(self) -> int:
        """The comments of one field stand in this order: prose and deprecation, release, omission."""
        if self.omission is not None:
            return 2
        return 0 if self.since is None else 1

    def fits(self, field: str, kind: TypeExpr) -> bool:
        """Whether the comment can be about this field."""
        if self.omission is not None and not self.omission.fits(kind):
            return False
        if self.omitted_type is not None and self.omitted_type != kind.name:
            return False
        if self.constants is not None and not {"int", "string"} & set(kind.names):
            return False
        return self.deprecated_field in {None, field}


def read_comment(text: str) -> FieldComment:
    """The meaning of a comment's text (without `//`, blanks collapsed)."""
    if match := _OMISSION.match(text):
        if match[2] is not None:
            return FieldComment(omission=Omission.ZERO_OBJECT, omitted_type=match[2])
        return FieldComment(omission=Omission(match[1]))
    if match := _AVAILABLE.match(text):
        return FieldComment(since=match[1])
    if match := _DEPRECATED.match(text):
        return FieldComment(deprecated_field=match[1], deprecated_since=match[2])
    return FieldComment(constants=_family(text))


def fixed_words(text: str, start: int) -> tuple[int, bool]:
    """Where the statement in fixed words at `start` ends, and whether prose may follow it.

    Without a statement that is `start`. A declaration cannot start within the statement, even where its
    words look like one (`any value`). ValueError says what was expected when the comment starts like a
    statement but does not go on like one.
    """
    for pattern, prose_may_follow in ((_OMISSION, False), (_AVAILABLE, False), (_DEPRECATED, True)):
        if match := pattern.match(text, start):
            return match.end(), prose_may_follow
    if _FIXED_START.match(text, start):
        raise ValueError("expected 'Omission from JSON document implies ...' or 'This field is available in Comet ...'")
    return start, True


def _family(text: str) -> str | None:
    if match := _EITHER.search(text):
        return _common_start(match[1], match[2])
    match = _FAMILY.search(text)
    return match.group() if match else None


def _common_start(one: str, other: str) -> str:
    length = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(other))
    return one[:length]
