"""Regular expressions as Comet, a Go program, reads them.

Go's `regexp` has the syntax of RE2, so RE2 is the judge; the few constructs in which the two differ are
looked for here. Reasons never quote the expression, which may stand in a field that is not shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Protocol

_DEEPEST_NESTING = 1000

_REASONS = {
    "missing ]": "a [ is never closed",
    "missing )": "a ( is never closed",
    "unexpected )": "a ) has no matching (",
    "no argument for repetition operator": "there is nothing before a *, + or ? that could be repeated",
    "bad repetition operator": "two repetition signs follow each other",
    "invalid repetition size": "a repetition count is above 1000, or its limits are the wrong way round",
    "trailing \\": "it ends in a single backslash",
    "invalid escape sequence": "it has a backslash escape or back-reference that Go does not know",
    "invalid character class range": "a range or class in it does not exist",
    "invalid perl operator": "Go has no lookaround, conditions or other special groups starting with (?",
    "invalid named capture group": "the name of a group is not valid",
}
_TOO_LARGE = "pattern too large"
_LONGEST_TRIED = 4096
_PRINTABLE = "".join(map(chr, range(0x20, 0x7F)))
_ALL_KINDS = (_PRINTABLE * 4, *(character * 3 for character in _PRINTABLE + "\u00e9\u4e2d"))
"""A text with all characters, and texts that have nothing in common, so that no part of an expression fits all."""

_NAMED_CLASS = re.compile(r"\[:\^?[a-z]+:\]")


class GoPattern(Protocol):
    """A compiled expression."""

    def search(self, text: str) -> object | None:
        """The first match anywhere in `text`, if any."""


def problem_with(pattern: str) -> str | None:
    """Why Go refuses `pattern`, in words that do not quote it; None if Go accepts it."""
    return _judged(pattern)[1]


def compile_go(pattern: str) -> GoPattern:
    """The compiled `pattern`. Raises ValueError with the reason if it is refused, or too large for RE2."""
    compiled, reason = _judged(pattern)
    if compiled is None:
        raise ValueError(reason or "it is too large")
    return compiled


def matches_everything(pattern: str) -> bool:
    """Whether Go finds `pattern` in every text that is not empty, as far as texts of all kinds of characters tell.

    False for patterns that are too long to be tried.
    """
    return len(pattern) <= _LONGEST_TRIED and _matches_all_kinds(pattern)


@lru_cache(maxsize=256)
def _matches_all_kinds(pattern: str) -> bool:
    try:
        compiled = compile_go(pattern)
    except ValueError:
        return False
    return all(map(compiled.search, _ALL_KINDS))


def needs_go_1_22(pattern: str) -> bool:
    """Whether `pattern` names a group as `(?<name>`, which Go before 1.22 refuses."""
    return "(?<" in pattern and any(
        kind == "(?" and pattern.startswith("(?<", at) and pattern[at + 3 : at + 4] not in ("=", "!")
        for at, kind in tokens(pattern)
    )


def tokens(pattern: str) -> Iterator[tuple[int, str]]:
    r"""The pieces of `pattern`: escapes (`\C`), classes (`[`), groups (`(`, `(?`), `)`, single characters.

    A class is one piece, a `\Q...\E` passage none.
    """
    at = 0
    while at < len(pattern):
        kind = pattern[at]
        start = at
        if pattern.startswith("\\Q", at):
            end = pattern.find("\\E", at)
            at = len(pattern) if end < 0 else end + 2
            continue
        if kind == "\\":
            kind = pattern[at : at + 2]
        elif pattern.startswith("(?", at):
            kind = "(?"
        at = class_end(pattern, at) if kind == "[" else at + len(kind)
        yield start, kind


def class_end(pattern: str, start: int) -> int:
    """The place behind the character class that starts with the `[` at `start`."""
    at = start + 1
    if pattern.startswith("^", at):
        at += 1
    if pattern.startswith("]", at):
        at += 1
    while at < len(pattern) and pattern[at] != "]":
        if named := _NAMED_CLASS.match(pattern, at):
            at = named.end()
        else:
            at += 2 if pattern[at] == "\\" else 1
    return at + 1


@lru_cache(maxsize=256)
def _judged(pattern: str) -> tuple[GoPattern | None, str | None]:
    import re2

    options = re2.Options()
    options.log_errors = False
    options.never_capture = True  # What a group matched is never asked, and takes time for every one.
    try:
        compiled: Any = re2.compile(pattern, options)
    except re2.error as error:
        text = error.args[0].decode("utf-8", "replace") if error.args else ""
        if text.startswith(_TOO_LARGE):
            return None, None
        known = (words for start, words in _REASONS.items() if text.startswith(start))
        return None, next(known, "it is not well-formed")
    except UnicodeEncodeError:
        return None, "it contains characters that are no valid text"
    reason = _refused_by_go_only(pattern)
    return (None, reason) if reason else (compiled, None)


def _refused_by_go_only(pattern: str) -> str | None:
    # Hardly any expression has what it takes to be refused, and taking one to pieces is slow.
    if pattern.isascii() and "\\C" not in pattern and pattern.count("(") <= _DEEPEST_NESTING:
        return None
    depth = deepest = 0
    for at, kind in tokens(pattern):
        if kind == "\\C":
            return _REASONS["invalid escape sequence"]
        if kind in ("(", "(?"):
            depth += 1
            deepest = max(deepest, depth)
            if pattern.startswith(("(?<", "(?P<"), at) and not pattern[at : pattern.find(">", at) + 1].isascii():
                return _REASONS["invalid named capture group"]
        elif kind == ")":
            depth -= 1
    return "its groups are nested too deeply" if deepest > _DEEPEST_NESTING else None
