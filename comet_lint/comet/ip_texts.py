"""The texts of IP addresses as a Go program writes them, as automata without cycles.

`net.IP` and `netip.Addr` write IPv6 in lower case, without leading zeros, and `::` for the longest run of two or
more zero groups. The automata know all of that except which of several runs is the longest.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import cache
from typing import NamedTuple, TypeVar

_TextState = TypeVar("_TextState", bound=Hashable)

_DIGITS = "0123456789"
_HEX = "0123456789abcdef"
_MOST_GROUPS = 8
_MOST_GROUPS_SHORTENED = 6
_LONGEST_GROUP = 4
_LONGEST_PORT = 5

_ANY = {
    "": {"0": "end", "1": "hundred", "2": "2", "3456789": "ten"},
    "2": {"01234": "ten", "5": "25", "6789": "end"},
    "25": {"012345": "end"},
    "hundred": {_DIGITS: "ten"},
    "ten": {_DIGITS: "end"},
    "end": {},
}
"""The digits of a number from 0 to 255: how each state goes on. In every state but the first it may end."""

_NOT_ZERO = {**_ANY, "": {"1": "hundred", "2": "2", "3456789": "ten"}}
_ZERO = {"": {"0": "end"}, "end": {}}
_CLIENT = {
    **_NOT_ZERO,
    "": {"1": "1", "2": "2", "3456789": "ten"},
    "1": {"013456789": "ten", "2": "12"},
    "12": {"012345689": "end"},
    "2": {"01": "ten", "2": "22", "3456789": "end"},
    "22": {"0123": "end"},
}
"""1 to 223 without 127: no loopback, no multicast, nothing reserved."""


class Edge(NamedTuple):
    """Leads to the state `target` on each of `characters`."""

    characters: str
    target: int


class Texts(NamedTuple):
    """A finite set of texts. Edges lead to later states only; the first state is the start."""

    edges: tuple[tuple[Edge, ...], ...]
    is_text: tuple[bool, ...]


EMPTY = Texts(((),), (True,))
"""Only the empty text."""


@cache
def ipv4() -> Texts:
    """IPv4 addresses without 0.0.0.0/8, from which nobody comes."""
    return _dotted(_NOT_ZERO)


@cache
def ipv4_zero() -> Texts:
    """The IPv4 addresses of 0.0.0.0/8."""
    return _dotted(_ZERO)


@cache
def ipv4_clients() -> Texts:
    """IPv4 addresses from which somebody may come over a network."""
    return _dotted(_CLIENT)


@cache
def ipv4_with_port() -> Texts:
    """IPv4 addresses followed by a colon and a port."""
    return _joined(ipv4(), _port())


@cache
def ipv4_mapped() -> Texts:
    """IPv4 addresses in their IPv6 form, as `netip.Addr` writes them."""
    return _joined(_literal("::ffff:"), ipv4())


@cache
def ipv6() -> Texts:
    """IPv6 addresses."""
    return _texts(_Groups(), _HEX + ":", _next_groups, _is_ipv6)


@cache
def ipv6_in_brackets() -> Texts:
    """IPv6 addresses in brackets."""
    return _joined(_literal("["), ipv6(), _literal("]"))


@cache
def ipv6_with_port() -> Texts:
    """IPv6 addresses in brackets, followed by a colon and a port."""
    return _joined(ipv6_in_brackets(), _port())


def _dotted(first: dict[str, dict[str, str]]) -> Texts:
    dot, rest = _literal("."), _octet(_ANY)
    return _joined(_octet(first), dot, rest, dot, rest, dot, rest)


def _octet(table: dict[str, dict[str, str]]) -> Texts:
    def step(state: str, digit: str) -> str | None:
        return next((after for digits, after in table[state].items() if digit in digits), None)

    return _texts("", _DIGITS, step, bool)


def _port() -> Texts:
    digits = _texts(0, _DIGITS, lambda length, _: length + 1 if length < _LONGEST_PORT else None, bool)
    return _joined(_literal(":"), digits)


def _literal(text: str) -> Texts:
    edges = tuple((Edge(character, at + 1),) for at, character in enumerate(text))
    return Texts((*edges, ()), (*[False] * len(text), True))


class _Groups(NamedTuple):
    """How far an IPv6 address has been read."""

    groups: int = 0
    digits: str = ""
    """Of the current group: `0`, or an `x` for each digit."""
    colons: int = 0
    """Directly before the current place."""
    is_shortened: bool = False
    follows_zero: bool = False
    has_zero_run: bool = False
    """Two zero groups in a row are written out: somewhere a longer run must be shortened."""


def _next_groups(at: _Groups, character: str) -> _Groups | None:
    if character != ":":
        return _next_digit(at, character)
    if at.digits:
        is_zero = at.digits == "0" and not at.is_shortened
        run = not at.is_shortened and (at.has_zero_run or (is_zero and at.follows_zero))
        return at._replace(digits="", colons=1, follows_zero=is_zero, has_zero_run=run)
    if at.groups == at.colons == 0:
        return at._replace(colons=1)
    if at.colons == 1 and not at.is_shortened and not at.follows_zero and at.groups <= _MOST_GROUPS_SHORTENED:
        return _Groups(at.groups, colons=2, is_shortened=True)
    return None


def _next_digit(at: _Groups, digit: str) -> _Groups | None:
    if at.digits:
        is_full = at.digits == "0" or len(at.digits) == _LONGEST_GROUP
        return None if is_full else at._replace(digits=at.digits + "x")
    most = _MOST_GROUPS_SHORTENED if at.is_shortened else _MOST_GROUPS
    is_lone_colon = at.groups == 0 and at.colons == 1
    joins_run = digit == "0" and at.colons == 2  # `::` would stand for this zero group too
    if is_lone_colon or joins_run or at.groups == most:
        return None
    return at._replace(groups=at.groups + 1, digits="0" if digit == "0" else "x", colons=0)


def _is_ipv6(at: _Groups) -> bool:
    if at.is_shortened:
        return bool(at.digits) or at.colons == 2
    ends_in_run = at.digits == "0" and at.follows_zero
    return at.groups == _MOST_GROUPS and bool(at.digits) and not at.has_zero_run and not ends_in_run


def _texts(
    start: _TextState,
    alphabet: str,
    step: Callable[[_TextState, str], _TextState | None],
    is_text: Callable[[_TextState], bool],
) -> Texts:
    """The texts over `alphabet` that lead from `start` to a state that is one."""
    order: list[_TextState] = []
    ways: dict[_TextState, dict[_TextState, str]] = {}

    def visit(state: _TextState) -> None:
        if state in ways:
            return
        onward: dict[_TextState, str] = {}
        ways[state] = onward
        for character in alphabet:
            after = step(state, character)
            if after is not None:
                onward[after] = onward.get(after, "") + character
                visit(after)
        order.append(state)

    visit(start)
    order.reverse()
    place = {state: index for index, state in enumerate(order)}
    edges = tuple(tuple(Edge(characters, place[after]) for after, characters in ways[state].items()) for state in order)
    return Texts(edges, tuple(map(is_text, order)))


def _joined(first: Texts, *rest: Texts) -> Texts:
    """A text of each, one after the other. Only the last may hold the empty text."""
    if not rest:
        return first
    second = _joined(*rest)
    offset = len(first.edges) - 1  # the start of the second becomes the ends of the first
    moved = [tuple(Edge(characters, target + offset) for characters, target in edges) for edges in second.edges]
    own = [edges + moved[0] if ends else edges for edges, ends in zip(first.edges, first.is_text, strict=True)]
    return Texts((*own, *moved[1:]), (*[False] * len(own), *second.is_text[1:]))
