r"""The structure of regular expressions for IP addresses, and some texts that they match.

An expression is searched for anywhere in the address, so `10.0.0.1` also finds itself in `110.0.0.1`. Every part
is reduced to the characters that addresses consist of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from comet_lint.comet.go_regex import class_end, compile_go

START, END = "^", "$"
"""How anchors stand in the texts of `samples`."""

ALPHABET = "1.0:52346789abcdef[]"
"""What an address may consist of, in the order in which characters are tried."""

LONGEST_TEXT = 45
"""No address is longer."""

_DOT_TRIES = ".0512"
_FLAGS = re.compile(r"\(\?[imsU]+\)")
_COUNT = re.compile(r"\{(\d+)(,(\d*))?\}")
_GROUP_START = re.compile(r"\((\?:|\?P?<\w+>|(?!\?))", re.ASCII)
_SIMPLE_ESCAPES = frozenset("dDwWsSfnrtva")
_NO_WIDTH = frozenset("bB")
_MOST_SAMPLES = 300
_MOST_PARTS_SAMPLED = 100
_MOST_REPEATS = 3
_DEEPEST = 50
"""Deeper nesting would take more of Python's stack than there may be."""


class UnreadablePatternError(Exception):
    """An expression that uses syntax outside what is analysed here; Go may still accept it."""


@dataclass(frozen=True, slots=True)
class Chars:
    """One character out of `allowed`, the characters of addresses that it matches. `at`: its place."""

    allowed: str
    at: int
    is_any: bool = False


@dataclass(frozen=True, slots=True)
class Anchor:
    """`^` or `$`."""

    kind: str


@dataclass(frozen=True, slots=True)
class Repeat:
    """`part`, `least` to `most` times; `most` is None if there is no limit."""

    part: Part
    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Branch:
    """Parts in a row, and the text they were written as."""

    parts: tuple[Part, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A group, or the whole expression: one of its branches."""

    branches: tuple[Branch, ...]


Part = Chars | Anchor | Repeat | Choice


@dataclass(frozen=True, slots=True)
class IpPattern:
    """An expression that was read. `flags` stood before it, such as `(?i)`."""

    flags: str
    tree: Choice

    @property
    def branches(self) -> tuple[Branch, ...]:
        """The alternatives at the top, also where a group encloses all of them."""
        tree = self.tree
        while len(tree.branches) == 1 and len(tree.branches[0].parts) == 1:
            only = tree.branches[0].parts[0]
            if not isinstance(only, Choice):
                break
            tree = only
        return tree.branches

    def any_dots(self) -> Iterator[tuple[int, bool]]:
        """The place of every `.` that stands for any character, and whether it is repeated."""
        yield from _any_dots(self.tree, repeated=False)


@lru_cache(maxsize=64)
def read_pattern(pattern: str) -> IpPattern:
    """The structure of a valid expression. Raises UnreadablePatternError."""
    flags = _FLAGS.match(pattern)
    start = flags.end() if flags else 0
    reader = _PatternReader(pattern, start, flags[0] if flags else "")
    tree = reader.choice()
    if reader.at != len(pattern):
        raise UnreadablePatternError
    return IpPattern(reader.flags, tree)


def is_anchored(branch: Branch, kind: str) -> bool:
    """Whether `branch` can match only at the start (or end) of a text."""
    if not branch.parts:
        return False
    edge = branch.parts[0 if kind == START else -1]
    if isinstance(edge, Choice):
        return all(is_anchored(inner, kind) for inner in edge.branches)
    return isinstance(edge, Anchor) and edge.kind == kind


def samples(part: Part | Branch, most: int = _MOST_SAMPLES) -> list[str]:
    """Some texts that `part` matches, at most `most`, with `^` and `$` where it is anchored."""
    return list(islice(dict.fromkeys(_texts(part, most)), most))


class _PatternReader:
    def __init__(self, pattern: str, start: int, flags: str) -> None:
        self.pattern = pattern
        self.at = start
        self.flags = flags
        self.depth = 0

    def choice(self) -> Choice:
        branches = [self._branch()]
        while self._next() == "|":
            self.at += 1
            branches.append(self._branch())
        return Choice(tuple(branches))

    def _next(self) -> str:
        return self.pattern[self.at : self.at + 1]

    def _branch(self) -> Branch:
        start = self.at
        parts: list[Part] = []
        while (character := self._next()) and character not in "|)":
            part = self._atom(character)
            part = self._repeated(part)
            if part is not None:
                parts.append(part)
        return Branch(tuple(parts), self.pattern[start : self.at])

    def _atom(self, character: str) -> Part | None:
        start = self.at
        if character == "(":
            return self._group()
        if character == "\\":
            return self._escape()
        self.at = class_end(self.pattern, start) if character == "[" else start + 1
        if character in "^$":
            return Anchor(character)
        if character == ".":
            return Chars(ALPHABET, start, is_any=True)
        source = self.pattern[start : self.at]
        return Chars(_allowed(self.flags, source if character == "[" else re.escape(source)), start)

    def _group(self) -> Choice:
        opening = _GROUP_START.match(self.pattern, self.at)
        if opening is None:
            raise UnreadablePatternError
        self.at = opening.end()
        self.depth += 1
        if self.depth > _DEEPEST:
            raise UnreadablePatternError
        inner = self.choice()
        self.depth -= 1
        self.at += 1
        return inner

    def _escape(self) -> Part | None:
        start = self.at
        letter = self.pattern[start + 1 : start + 2]
        self.at += 2
        if letter in _NO_WIDTH:
            return None
        if letter in ("A", "z"):
            return Anchor(START if letter == "A" else END)
        if letter.isalnum() and letter not in _SIMPLE_ESCAPES:
            raise UnreadablePatternError
        return Chars(_allowed(self.flags, self.pattern[start : self.at]), start)

    def _repeated(self, part: Part | None) -> Part | None:
        sign = self._next()
        least, most = {"*": (0, None), "+": (1, None), "?": (0, 1)}.get(sign, (1, 1))
        if sign and sign in "*+?":
            self.at += 1
        elif sign == "{" and (count := _COUNT.match(self.pattern, self.at)):
            least = int(count[1])
            most = least if count[2] is None else int(count[3]) if count[3] else None
            self.at = count.end()
        else:
            return part
        if self._next() == "?":
            self.at += 1
        return Repeat(part, least, most) if part is not None else None


@lru_cache(maxsize=256)
def _allowed(flags: str, source: str) -> str:
    try:
        single = compile_go(f"{flags}^(?:{source})$")
    except ValueError as error:
        raise UnreadablePatternError from error
    return "".join(character for character in ALPHABET if single.search(character))


def _any_dots(part: Part | Branch, repeated: bool) -> Iterator[tuple[int, bool]]:
    if isinstance(part, Chars):
        if part.is_any:
            yield part.at, repeated
    elif isinstance(part, Repeat):
        yield from _any_dots(part.part, True)
    elif not isinstance(part, Anchor):
        for inner in part.parts if isinstance(part, Branch) else part.branches:
            yield from _any_dots(inner, repeated)


def _texts(part: Part | Branch, most: int) -> Iterable[str]:
    if isinstance(part, Chars):
        return _DOT_TRIES if part.is_any else part.allowed[:4]
    if isinstance(part, Anchor):
        return (part.kind,)
    if isinstance(part, Repeat):
        highest = part.least + 1 if part.most is None else part.most
        once = list(islice(_texts(part.part, most), 4))
        return _unique(
            (
                text
                for count in range(part.least, min(highest, part.least + 1) + 1)
                if count <= _MOST_REPEATS
                for text in _joined([once] * count, most)
            ),
            most,
        )
    if isinstance(part, Choice):
        return _unique((text for branch in part.branches for text in _texts(branch, most)), most)
    if len(part.parts) > _MOST_PARTS_SAMPLED:
        return ()
    return _joined((list(_texts(inner, most)) for inner in part.parts), most)


def _unique(texts: Iterable[str], most: int) -> list[str]:
    return list(islice(dict.fromkeys(texts), most))


def _joined(rows: Iterable[list[str]], most: int) -> list[str]:
    found = [""]
    for row in rows:
        longer = (before + after for before in found for after in row)
        found = _unique((text for text in longer if len(text) <= LONGEST_TEXT), most)
        if not found:
            break
    return found
