r"""What a regular expression for IP addresses matches: sample texts, and what it can never match.

An expression is searched for anywhere in the address, so `10.0.0.1` also finds itself in `110.0.0.1`. It is read
only as far as needed to think up addresses; whether it matches one, RE2 tells.
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

_ALPHABET = "1.0:52346789abcdefABCDEF%[]"
"""What an address may consist of, in the order in which characters are tried."""

_DOT_TRIES = ".0512"
_FLAGS = re.compile(r"\(\?[imsU]+\)")
_COUNT = re.compile(r"\{(\d+)(,(\d*))?\}")
_GROUP_START = re.compile(r"\((\?:|\?P?<\w+>|(?!\?))", re.ASCII)
_SIMPLE_ESCAPES = frozenset("dDwWsSfnrtva")
_NO_WIDTH = frozenset("bB")
_MOST_SAMPLES = 300
_MOST_REPEATS = 3
_MOST_GROUPS = 50
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
    if pattern.count("(") > _MOST_GROUPS:
        raise UnreadablePatternError
    flags = _FLAGS.match(pattern)
    start = flags.end() if flags else 0
    reader = _Reader(pattern, start, flags[0] if flags else "")
    tree = reader.choice()
    if reader.at != len(pattern):
        raise UnreadablePatternError
    return IpPattern(reader.flags, tree)


def can_match(part: Part | Branch) -> bool:
    """Whether `part` can match anything in a text that consists of the characters of addresses."""
    if isinstance(part, Chars):
        return bool(part.allowed)
    if isinstance(part, Branch):
        return all(map(can_match, part.parts))
    if isinstance(part, Choice):
        return any(map(can_match, part.branches))
    if isinstance(part, Repeat):
        return part.least == 0 or can_match(part.part)
    return True


def is_anchored(branch: Branch, kind: str) -> bool:
    """Whether `branch` can match only at the start (or end) of a text."""
    if not branch.parts:
        return False
    edge = branch.parts[0 if kind == START else -1]
    if isinstance(edge, Choice):
        return all(is_anchored(inner, kind) for inner in edge.branches)
    return isinstance(edge, Anchor) and edge.kind == kind


def samples(part: Part | Branch) -> list[str]:
    """Some texts that `part` matches, at most a few hundred, with `^` and `$` where it is anchored."""
    return list(islice(dict.fromkeys(_texts(part)), _MOST_SAMPLES))


def all_texts(branch: Branch) -> list[str] | None:
    """Every text that `branch` matches, with `^` and `$`; None if there are many."""
    texts = _every(branch)
    return None if texts is None else list(dict.fromkeys(texts))


class _Reader:
    def __init__(self, pattern: str, start: int, flags: str) -> None:
        self.pattern = pattern
        self.at = start
        self.flags = flags

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
            return Chars(_ALPHABET, start, is_any=True)
        source = self.pattern[start : self.at]
        return Chars(_allowed(self.flags, source if character == "[" else re.escape(source)), start)

    def _group(self) -> Choice:
        opening = _GROUP_START.match(self.pattern, self.at)
        if opening is None:
            raise UnreadablePatternError
        self.at = opening.end()
        inner = self.choice()
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
        return Repeat(part, least, most) if part is not None and not isinstance(part, Anchor) else None


@lru_cache(maxsize=256)
def _allowed(flags: str, source: str) -> str:
    try:
        single = compile_go(f"{flags}^(?:{source})$")
    except ValueError as error:
        raise UnreadablePatternError from error
    return "".join(character for character in _ALPHABET if single.search(character))


def _any_dots(part: Part | Branch, repeated: bool) -> Iterator[tuple[int, bool]]:
    if isinstance(part, Chars):
        if part.is_any:
            yield part.at, repeated
    elif isinstance(part, Repeat):
        yield from _any_dots(part.part, True)
    elif not isinstance(part, Anchor):
        for inner in part.parts if isinstance(part, Branch) else part.branches:
            yield from _any_dots(inner, repeated)


def _texts(part: Part | Branch) -> Iterable[str]:
    if isinstance(part, Chars):
        return _DOT_TRIES if part.is_any else part.allowed[:4]
    if isinstance(part, Anchor):
        return (part.kind,)
    if isinstance(part, Repeat):
        highest = part.least + 1 if part.most is None else part.most
        once = list(islice(_texts(part.part), 4))
        return _unique(
            text
            for count in range(part.least, min(highest, part.least + 1) + 1)
            if count <= _MOST_REPEATS
            for text in _joined([once] * count)
        )
    if isinstance(part, Choice):
        return _unique(text for branch in part.branches for text in _texts(branch))
    return _joined([list(_texts(inner)) for inner in part.parts])


def _unique(texts: Iterable[str]) -> list[str]:
    return list(islice(dict.fromkeys(texts), _MOST_SAMPLES))


def _joined(rows: list[list[str]]) -> list[str]:
    found = [""]
    for row in rows:
        found = _unique(before + after for before in found for after in row)
    return found


def _every(part: Part | Branch) -> list[str] | None:
    if isinstance(part, Chars):
        return list(part.allowed)
    if isinstance(part, Anchor):
        return [part.kind]
    if isinstance(part, Repeat):
        return None if part.least != part.most or part.least > _MOST_REPEATS else _product([part.part] * part.least)
    if isinstance(part, Choice):
        texts: list[str] = []
        for branch in part.branches:
            inner = _every(branch)
            if inner is None or len(texts) + len(inner) > _MOST_SAMPLES:
                return None
            texts += inner
        return texts
    return _product(part.parts)


def _product(parts: Iterable[Part]) -> list[str] | None:
    texts = [""]
    for part in parts:
        inner = _every(part)
        if inner is None or len(texts) * len(inner) > _MOST_SAMPLES:
            return None
        texts = [before + after for before in texts for after in inner]
    return texts
