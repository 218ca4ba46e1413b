"""Reads the body of one class of the API page: its fields, and which comment belongs to which field.

The page flattens a class to one line, so the line ends that would tell where a comment stops are gone. What
can be relied on: a field has either one comment, which follows it, or several, which precede it; they come in
the order prose and deprecation, release, omission; at most one states a release and at most one an omission,
whose implied value fits the type of the field; a deprecation names its field.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from comet_lint.spec.comments import FieldComment, fixed_words, read_comment
from comet_lint.spec.expressions import read_type
from comet_lint.spec.model import SpecField, TypeExpr

_COMMENT_START = re.compile(r"(?<!\S)//(?=\s|$)\s?")
_FIELD_NAME = re.compile(r" ([A-Za-z_]\w*)(?: |$)")
_PLACE_FOR_TYPE = re.compile(r"(?<![A-Za-z0-9\"'])(?=[A-Za-z_])")
_AFTER_DETERMINER = re.compile(r"\b(?:an?|the|this|each|any) $", re.IGNORECASE)
_UNKNOWN_TYPE = re.compile(r"(?:^|\s)((?:[A-Z]\w*[a-z][A-Z]\w*[a-z]\w*|(?:List|Dictionary)<.*>) [A-Z]\w*)$")


class BodyError(Exception):
    """The body is malformed at `offset`; the message says what was expected there."""

    def __init__(self, offset: int, message: str) -> None:
        super().__init__(message)
        self.offset = offset


@dataclass(frozen=True, slots=True)
class _Declaration:
    type: TypeExpr
    name: str
    offset: int


@dataclass(frozen=True, slots=True)
class _Gap:
    """The comments between two declarations, or before the first, or after the last."""

    offset: int
    comments: list[FieldComment]


def read_fields(body: str, known: Container[str]) -> tuple[SpecField, ...]:
    """The fields of a class whose body, without its braces and with single blanks between words, is `body`.

    `known` holds the names that are types. BodyError when the body is malformed.
    """
    declarations: list[_Declaration] = []
    gaps = [_Gap(0, [])]
    for offset, comment, declared in _segments(body, known):
        if comment is not None:
            gaps[-1].comments.append(comment)
        for declaration in declared:
            if any(earlier.name == declaration.name for earlier in declarations):
                raise BodyError(declaration.offset, f"expected every field once, found '{declaration.name}' twice")
            declarations.append(declaration)
            gaps.append(_Gap(offset, []))
    return tuple(map(_field, declarations, _attribute(declarations, gaps)))


def _segments(body: str, known: Container[str]) -> Iterator[tuple[int, FieldComment | None, list[_Declaration]]]:
    """Offset, comment and following declarations of each stretch of the body that starts with a comment.

    The first has no comment: it holds what stands before the first one.
    """
    starts = [match.end() for match in _COMMENT_START.finditer(body)]
    ends = [match.start() for match in _COMMENT_START.finditer(body)] + [len(body)]
    declarations = _declarations(body[: ends[0]].rstrip(), 0, known)
    if declarations is None:
        raise BodyError(0, f"expected fields such as 'string Name', found '{_shorten(body[: ends[0]])}'")
    yield 0, None, declarations
    for start, end in zip(starts, ends[1:], strict=True):
        text = body[: max(start, end)].rstrip()
        split, declarations = _end_of_comment(text, start, known)
        yield start, read_comment(text[start:split].strip()), declarations


def _end_of_comment(text: str, start: int, known: Container[str]) -> tuple[int, list[_Declaration]]:
    """Where the comment at `start` ends, and the declarations that fill the text from there on."""
    try:
        fixed, prose_may_follow = fixed_words(text, start)
    except ValueError as error:
        raise BodyError(start, str(error)) from None
    for match in _PLACE_FOR_TYPE.finditer(text, fixed):
        declarations = _declarations(text, match.start(), known)
        if declarations and not _AFTER_DETERMINER.search(text, start, match.start()):
            return match.start(), declarations
    if unknown := _UNKNOWN_TYPE.search(text, fixed):
        raise BodyError(unknown.start(1), f"expected the type in '{unknown[1]}' to be one that the page defines")
    rest = text[fixed:].strip()
    if rest and not prose_may_follow:
        raise BodyError(fixed, f"expected fields such as 'string Name' after the comment, found '{_shorten(rest)}'")
    return len(text), []


def _declarations(text: str, start: int, known: Container[str]) -> list[_Declaration] | None:
    """The declarations that fill the text from `start` to its end; None when there is something else."""
    declarations = []
    while start < len(text):
        expression = read_type(text, start)
        if expression is None or any(name not in known for name in expression[0].names):
            return None
        name = _FIELD_NAME.match(text, expression[1])
        if name is None:
            return None
        declarations.append(_Declaration(expression[0], name[1], start))
        start = name.end()
    return declarations


def _attribute(declarations: Sequence[_Declaration], gaps: Sequence[_Gap]) -> list[Sequence[FieldComment]]:
    """The comments of each declaration; `gaps[i]` stands before declaration `i`."""
    attributed: list[Sequence[FieldComment]] = []
    leading: Sequence[FieldComment] = _split(gaps[0], None, declarations[0] if declarations else None)[1]
    for index, declaration in enumerate(declarations):
        following = declarations[index + 1] if index + 1 < len(declarations) else None
        trailing, next_leading = _split(gaps[index + 1], None if leading else declaration, following)
        attributed.append(leading or trailing)
        leading = next_leading
    return attributed


def _split(
    gap: _Gap, before: _Declaration | None, after: _Declaration | None
) -> tuple[Sequence[FieldComment], Sequence[FieldComment]]:
    """The comment that trails the declaration before the gap, and those that lead the one after it."""
    for count in (1, 0):
        trailing, leading = gap.comments[:count], gap.comments[count:]
        if _may_trail(trailing, before) and _may_lead(leading, after):
            return trailing, leading
    place = f"before '{after.name}'" if after else "at the end of the class"
    raise BodyError(gap.offset, f"expected the comments {place} to fit a field: one after it or several before it")


def _may_trail(comments: Sequence[FieldComment], declaration: _Declaration | None) -> bool:
    if not comments:
        return True
    return declaration is not None and comments[0].fits(declaration.name, declaration.type)


def _may_lead(comments: Sequence[FieldComment], declaration: _Declaration | None) -> bool:
    if not comments:
        return True
    if declaration is None or len(comments) == 1:
        return False
    ranks = [comment.rank for comment in comments]
    return (
        ranks == sorted(ranks)
        and sum(comment.since is not None for comment in comments) <= 1
        and sum(comment.omission is not None for comment in comments) <= 1
        and all(comment.fits(declaration.name, declaration.type) for comment in comments)
    )


def _field(declaration: _Declaration, comments: Sequence[FieldComment]) -> SpecField:
    def first(attribute: str) -> str | None:
        return next((value for comment in comments if (value := getattr(comment, attribute))), None)

    return SpecField(
        declaration.name,
        declaration.type,
        omission=next((comment.omission for comment in comments if comment.omission), None),
        since=first("since"),
        deprecated_since=first("deprecated_since"),
        constants=first("constants"),
    )


def _shorten(text: str, limit: int = 40) -> str:
    return text.rstrip() if len(text) <= limit else text[:limit].rstrip() + "..."
