"""What a search with an expression finds in whole sets of texts, decided by automata.

The expression becomes an automaton that is in several states at once, kept as the bits of a number. It runs over
all texts of a set together: states of the two are paired, and the set has no cycles, so each of its states is
visited once. The libraries for this (interegular, greenery) know no anchors and take seconds for expressions of
100 characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from comet_lint.comet.ip_patterns import (
    ALPHABET,
    END,
    START,
    Anchor,
    Branch,
    Chars,
    Choice,
    IpPattern,
    Part,
    Repeat,
)
from comet_lint.comet.ip_texts import Texts

_MOST_STATES = 5_000
_MOST_STEPS = 200_000
"""About 50 ms."""


class TooLargeError(Exception):
    """An expression whose automaton is too large, or that takes too long to be decided."""


class _State(NamedTuple):
    """A state that is left for `targets` on one of `characters`; if these are None, at an anchor or at once."""

    characters: str | None = None
    anchor: str = ""
    targets: tuple[int, ...] = ()


class Search:
    """The search for the alternatives of `pattern`, anywhere in a text. Raises TooLargeError, also later."""

    def __init__(self, pattern: IpPattern) -> None:
        builder = _StateBuilder()
        self.count = len(pattern.branches)
        self._steps = _MOST_STEPS
        accepting = [builder.add(_State()) for _ in pattern.branches]
        self._starts = [builder.enter(branch, end) for branch, end in zip(pattern.branches, accepting, strict=True)]
        self._states = builder.states
        self._found = (1 << self.count) - 1
        self._ends = _bits(at for at, state in enumerate(self._states) if state.anchor == END)
        self._on = dict.fromkeys(ALPHABET, 0)
        for at, state in enumerate(self._states):
            for character in state.characters or "":
                self._on[character] |= 1 << at
        self._after: dict[int, int] = {}
        self._after_end: dict[int, int] = {}
        self._anywhere = self._closed(self._starts)

    def found_in(self, *sets: Texts) -> set[int]:
        """The alternatives that are found in at least one text of `sets`."""
        found = 0
        for texts in sets:
            if found != self._found:
                found |= self._found_in(texts)
        return set(_places(found))

    def misses_one_of(self, texts: Texts) -> bool:
        """Whether there is a text in which nothing is found."""
        first = (0, self._closed(self._starts, at_start=True))
        seen = {first}
        stack = [first]
        while stack:
            place, active = stack.pop()
            if active & self._found:
                continue
            if texts.is_text[place] and not self._at_end(active):
                return True
            for characters, target in texts.edges[place]:
                for character in characters:
                    after = (target, self._moved(active, character) | self._anywhere)
                    if after not in seen:
                        self._spend(1)
                        seen.add(after)
                        stack.append(after)
        return False

    def _found_in(self, texts: Texts) -> int:
        active = [self._anywhere] * len(texts.edges)
        active[0] = self._closed(self._starts, at_start=True)
        found = 0
        for place, edges in enumerate(texts.edges):
            here = active[place]
            if texts.is_text[place]:
                found |= self._at_end(here) if place else self._closed(self._starts, at_start=True, at_end=True)
            for characters, target in edges:
                active[target] |= self._moved(here, characters) | (here & self._found)
        return found & self._found

    def _moved(self, active: int, characters: str) -> int:
        on = 0
        for character in characters:
            on |= self._on[character]
        moved = 0
        for at in _places(active & on):
            self._spend(1)
            if at not in self._after:
                self._after[at] = self._closed(self._states[at].targets)
            moved |= self._after[at]
        return moved

    def _at_end(self, active: int) -> int:
        """The alternatives found in a text that ends here."""
        found = active & self._found
        for at in _places(active & self._ends):
            if at not in self._after_end:
                self._after_end[at] = self._closed(self._states[at].targets, at_end=True)
            found |= self._after_end[at] & self._found
        return found

    def _closed(self, starts: Iterable[int], *, at_start: bool = False, at_end: bool = False) -> int:
        """The states that are reached from `starts` without reading a character."""
        is_passed = {"": True, START: at_start, END: at_end}
        seen: set[int] = set()
        stack = list(starts)
        while stack:
            at = stack.pop()
            if at in seen:
                continue
            self._spend(1)
            seen.add(at)
            state = self._states[at]
            if state.characters is None and is_passed[state.anchor]:
                stack += state.targets
        return _bits(seen)

    def _spend(self, steps: int) -> None:
        self._steps -= steps
        if self._steps < 0:
            raise TooLargeError


class _StateBuilder:
    """Makes the states of a pattern, from its end to its start."""

    def __init__(self) -> None:
        self.states: list[_State] = []

    def add(self, state: _State) -> int:
        if len(self.states) >= _MOST_STATES:
            raise TooLargeError
        self.states.append(state)
        return len(self.states) - 1

    def enter(self, part: Part | Branch, after: int) -> int:
        """The first state of `part`, which leads on to the state `after`."""
        if isinstance(part, Chars):
            return self.add(_State(part.allowed, targets=(after,)))
        if isinstance(part, Anchor):
            return self.add(_State(anchor=part.kind, targets=(after,)))
        if isinstance(part, Choice):
            return self.add(_State(targets=tuple(self.enter(branch, after) for branch in part.branches)))
        if isinstance(part, Repeat):
            return self._enter_repeat(part, after)
        for inner in reversed(part.parts):
            after = self.enter(inner, after)
        return after

    def _enter_repeat(self, part: Repeat, after: int) -> int:
        entry = after
        if part.most is None:
            entry = self.add(_State())
            self.states[entry] = _State(targets=(self.enter(part.part, entry), after))
        else:
            for _ in range(part.most - part.least):
                entry = self.add(_State(targets=(self.enter(part.part, entry), after)))
        for _ in range(part.least):
            entry = self.enter(part.part, entry)
        return entry


def _bits(places: Iterable[int]) -> int:
    bits = 0
    for place in places:
        bits |= 1 << place
    return bits


def _places(bits: int) -> Iterator[int]:
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
