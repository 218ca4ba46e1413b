"""Reads the body of one class of the API page: its fields, and which comment belongs to which field.

The page flattens a class to one line, so the line ends that would tell where a comment stops are gone. What can be
relied on: a field has either one comment, which follows it, or several, which precede it; they come in the order
prose and deprecation, release, omission; at most one states a release and at most one an omission, whose implied
value fits the type of the field; a deprecation names its field.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from comet_lint.spec.comments import Comment, fixed_words, read_comment
from comet_lint.spec.expressions import read_type
from comet_lint.spec.model import Field, SpecError, TypeExpr

_COMMENT_START = re.compile(r"(?<!\S)//(?=\s|$)")
_NAME = re.compile(r"\s+([A-Za-z_]\w*)(?!\S)")
_NAME_START = re.compile(r"(?<![A-Za-z0-9\"'])[A-Za-z_]")
_BLANK = re.compile(r"\s*")
_DETERMINERS = frozenset({"a", "an", "the", "this", "each", "any"})
_UNKNOWN_DECLARATION = re.compile(r"(?:^|\s)((?:[A-Z]\w*[a-z][A-Z]\w*[a-z]\w*|(?:List|Dictionary)<.*>)\s+[A-Z]\w*)$")


@dataclass(frozen=True, slots=True)
class _Declaration:
    type: TypeExpr
    name: str


def read_fields(body: str, known: Container[str]) -> tuple[Field, ...]:
    """The fields of a class whose body, without braces and with blanks collapsed, is `body`.

    `known` holds the names that are types. SpecError tells what was expected; its message lacks the place.
    """
    declarations: list[_Declaration] = []
    gaps: list[list[Comment]] = [[]]
    for item in _items(body, known):
        if isinstance(item, Comment):
            gaps[-1].append(item)
        else:
            declarations.append(item)
            gaps.append([])
    _check_names(declarations)
    return tuple(map(_field, declarations, _attribute(declarations, gaps)))


def _items(body: str, known: Container[str]) -> Iterator[_Declaration | Comment]:
    head, *segments = _COMMENT_START.split(body)
    declarations = _chain(head.strip(), 0, known)
    if declarations is None:
        raise SpecError(f"expected fields such as 'string Name', found '{_shorten(head.strip())}'")
    yield from declarations
    for segment in map(str.strip, segments):
        start, declarations = _split_comment(segment, known)
        yield read_comment(segment[:start].strip())
        yield from declarations


def _split_comment(segment: str, known: Container[str]) -> tuple[int, list[_Declaration]]:
    """Where the comment ends, and the declarations that follow it up to the next comment."""
    fixed, prose_may_follow = fixed_words(segment)
    for match in _NAME_START.finditer(segment, fixed):
        start = match.start()
        declarations = _chain(segment, start, known)
        if declarations and segment[:start].split(" ")[-2:-1] not in [[word] for word in _DETERMINERS]:
            return start, declarations
    if unknown := _UNKNOWN_DECLARATION.search(segment, fixed):
        raise SpecError(f"expected the field '{_shorten(unknown[1])}' to have a type that the page defines")
    if not prose_may_follow and segment[fixed:].strip():
        raise SpecError(f"expected fields after a comment, found '{_shorten(segment[fixed:].strip())}'")
    return len(segment), []


def _chain(text: str, start: int, known: Container[str]) -> list[_Declaration] | None:
    """The declarations that fill the text from `start` to its end; None when something else is there."""
    declarations = []
    while start < len(text):
        expression = read_type(text, start)
        if expression is None or any(name not in known for name in expression[0].names):
            return None
        name = _NAME.match(text, expression[1])
        if name is None:
            return None
        declarations.append(_Declaration(expression[0], name[1]))
        start = _BLANK.match(text, name.end()).end()  # type: ignore[union-attr]
    return declarations


def _check_names(declarations: Sequence[_Declaration]) -> None:
    seen: set[str] = set()
    for declaration in declarations:
        if declaration.name in seen:
            raise SpecError(f"expected every field once, found '{declaration.name}' twice")
        seen.add(declaration.name)


def _attribute(
    declarations: Sequence[_Declaration], gaps: Sequence[Sequence[Comment]]
) -> list[Sequence[Comment]]:
    """The comments of each declaration. `gaps[i]` holds the comments before declaration i, the last those after all."""
    groups: list[Sequence[Comment]] = []
    leading: Sequence[Comment] = ()
    for index in range(-1, len(declarations)):
        previous = declarations[index] if index >= 0 else None
        following = declarations[index + 1] if index + 1 < len(declarations) else None
        trailing_count = _trailing_count(gaps[index + 1], previous if not leading else None, following)
        if previous is not None:
            groups.append(leading or gaps[index + 1][:trailing_count])
        leading = gaps[index + 1][trailing_count:]
    return groups


def _trailing_count(
    gap: Sequence[Comment], previous: _Declaration | None, following: _Declaration | None
) -> int:
    """How many comments of the gap, 0 or 1, belong to the declaration before it; the others lead the one after it."""
    for count in (1, 0):
        rest = gap[count:]
        if count <= len(gap) and _is_trailing(gap[:count], previous) and _is_leading(rest, following):
            return count
    about = f"before '{following.name}'" if following else "at the end of the class"
    raise SpecError(f"expected comments {about} that belong to a field: one after it or several before it")


def _is_trailing(comments: Sequence[Comment], declaration: _Declaration | None) -> bool:
    if not comments:
        return True
    return declaration is not None and comments[0].fits(declaration.name, declaration.type)


def _is_leading(comments: Sequence[Comment], declaration: _Declaration | None) -> bool:
    if not comments:
        return True
    if declaration is None or len(comments) == 1:
        return False
    ranks = [comment.rank for comment in comments]
    return (
        ranks == sorted(ranks)
        and max(ranks.count(1), ranks.count(2)) <= 1
        and all(comment.fits(declaration.name, declaration.type) for comment in comments)
    )


def _field(declaration: _Declaration, comments: Sequence[Comment]) -> Field:
    def said(attribute: str) -> str | None:
        return next((value for comment in comments if (value := getattr(comment, attribute))), None)

    return Field(
        declaration.name,
        declaration.type,
        omission=next((comment.omission for comment in comments if comment.omission), None),
        since=said("since"),
        deprecated_since=said("deprecated_since"),
        constants=said("constants"),
    )


def _shorten(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else text[:limit].rstrip() + "..."
