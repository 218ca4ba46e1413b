"""Regular expressions for IP addresses, judged by which addresses they match.

Comet searches the expression in the address. What no address matches is decided by automata; every address that
is shown was tried out with RE2.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from comet_lint.comet import ip_texts
from comet_lint.comet.addresses import is_public
from comet_lint.comet.go_regex import GoPattern, compile_go, problem_with
from comet_lint.comet.ip_patterns import (
    END,
    START,
    Branch,
    Chars,
    IpPattern,
    UnreadablePatternError,
    is_anchored,
    read_pattern,
    samples,
)
from comet_lint.comet.ip_search import Search, TooLargeError

_EVERYWHERE_4 = (
    "8.8.8.8",
    "1.1.1.1",
    "33.44.55.66",
    "64.6.64.6",
    "77.88.99.77",
    "140.82.112.3",
    "185.199.108.153",
    "198.51.100.3",
    "203.0.113.77",
    "222.222.222.222",
)
_EVERYWHERE_6 = ("2001:db8::1", "2606:4700:4700::1111", "2a00:1450:4001:80e::200e", "fd00::5")
_LONGEST = 5000
"""Some 250 addresses."""

_MOST_TRIES = 2000
_NO_PORT = "the address that is compared has no port"
_HEADS = ("1", "2", "5.", "5.1.", "2001:db8", "2001:db8:")
_TAILS = "0123456789"
_DIGITS = frozenset("0123456789")
_MULTICAST = 224
_ASSIGNED_6 = ("20", "24", "26", "28", "2a", "2c", "fc", "fd", "fe80")


class Verdict(NamedTuple):
    """What is the matter with an expression.

    `kind` is `invalid`, `everything`, `nothing`, `partial`, `unanchored` (see the rules S117 to S122), `long` for
    what is too long to be judged, or empty. `address` gets in, but was hardly meant to.
    """

    kind: str = ""
    variant: str = ""
    address: str = ""
    reason: str = ""


@lru_cache(maxsize=128)
def judge(pattern: str) -> Verdict:
    """The verdict on an expression that is not empty."""
    if not pattern:
        return Verdict()
    try:
        compiled = compile_go(pattern)
    except ValueError:
        return Verdict("long" if problem_with(pattern) is None else "invalid")
    if len(pattern) > _LONGEST:
        return Verdict("long")
    is_everywhere = all(map(compiled.search, _EVERYWHERE_4))
    everything = Verdict("everything", "" if all(map(compiled.search, _EVERYWHERE_6)) else "IPv4")
    try:
        read = read_pattern(pattern)
        search = Search(read)
        if is_everywhere and not search.misses_one_of(ip_texts.ipv4_clients()):
            return everything
        return _nothing(pattern, search, read) or _leak(compiled, read) or Verdict()
    except UnreadablePatternError:
        return everything if is_everywhere else Verdict()
    except TooLargeError:
        return everything if is_everywhere else Verdict("long")


def _nothing(pattern: str, search: Search, read: IpPattern) -> Verdict | None:
    branches = range(len(read.branches))
    matching = search.found_in(ip_texts.ipv4(), ip_texts.ipv6(), ip_texts.ipv4_mapped())
    if len(matching) == len(branches) or "%" in pattern:
        return _nothing_but_ports(pattern, search, read)
    # How a server would write addresses in brackets, or none at all, is not documented.
    unknown = search.found_in(ip_texts.ipv6_in_brackets(), ip_texts.ipv6_with_port(), ip_texts.EMPTY)
    dead = [branch for branch in branches if branch not in matching | unknown]
    if not dead:
        return None
    first = dead[0]
    source = read.branches[first].source if matching or unknown else pattern
    variant, reason = "", _why_nothing(source)
    if first in search.found_in(ip_texts.ipv4_with_port()):
        variant, reason = "port", _NO_PORT
    elif first in search.found_in(ip_texts.ipv4_zero()):
        reason = "no address begins with 0"
    return Verdict("nothing", "part" if matching or unknown else variant, reason=reason)


def _nothing_but_ports(pattern: str, search: Search, read: IpPattern) -> Verdict | None:
    """The verdict on `10.0.0.1:8060`, which finds IPv6 addresses only because its dots stand for any character."""
    if ":" not in pattern or not search.found_in(ip_texts.ipv4_with_port()):
        return None
    dots = {at for at, _repeated in read.any_dots() if _follows_number(pattern, at)}
    if not dots or search.found_in(ip_texts.ipv4(), ip_texts.ipv4_mapped()):
        return None
    escaped = Search(read_pattern(_replaced(pattern, dots, "\\.")))
    return None if escaped.found_in(ip_texts.ipv6()) else Verdict("nothing", "port", reason=_NO_PORT)


def _why_nothing(pattern: str) -> str:
    if pattern != pattern.strip():
        return "there is a blank at its start or end"
    if "/" in pattern:
        return "networks such as 10.0.0.0/8 are not understood"
    if any(character in pattern for character in ",; \t\n"):
        return "a list needs | between the addresses"
    if "\\*" in pattern:
        return "\\* stands for a real asterisk"
    if any(character in "ghijklmnopqrstuvwxyz" for character in pattern.lower().replace("\\d", "")):
        return "host names are not looked up"
    return "what it describes is not an IP address"


def _leak(compiled: GoPattern, read: IpPattern) -> Verdict | None:
    found: list[tuple[bool, bool, str, str, str]] = []
    for side in (START, END):
        edge = read.branches[0 if side == START else -1]
        is_whole = not is_anchored(edge, side)
        for text, address in _let_in(compiled, read, side):
            variant = "" if side == START else "end" if _is_address(text) or not is_whole else "prefix"
            found.append((is_whole, not is_public(address), side, variant, address))
            if is_public(address):
                break
    if not found:
        return None
    is_whole, _private, _side, variant, address = min(found, key=lambda leak: leak[:3])
    return Verdict("unanchored" if is_whole else "partial", variant, address)


def _let_in(compiled: GoPattern, read: IpPattern, side: str) -> Iterator[tuple[str, str]]:
    """Texts that are meant, each with an address that gets in only because nothing bounds them at `side`."""
    open_branches = [branch for branch in read.branches if _is_open(branch, side)]
    if not open_branches:
        return
    bound = "^(?:%s)" if side == START else r"(?:%s)(?:[.:]|\b|$)"
    try:
        tightened = compile_go(read.flags + "|".join(bound % branch.source for branch in read.branches))
    except ValueError:
        return
    tries = (
        (text, address)
        for branch in open_branches
        for text in _bare_samples(branch, read)
        for address in _around(text, side)
    )
    for text, address in islice(tries, _MOST_TRIES):
        if compiled.search(address) and not tightened.search(address):
            yield text, address


def _is_open(branch: Branch, side: str) -> bool:
    last = branch.parts[-1] if branch.parts else None
    # `^10\.0\.0\.\d`: any address that goes on like this was meant.
    is_meant = side == END and isinstance(last, Chars) and _DIGITS.issubset(last.allowed)
    return not is_meant and not is_anchored(branch, side)


def _bare_samples(branch: Branch, read: IpPattern) -> Iterator[str]:
    for text in samples(branch, _MOST_TRIES // len(read.branches) // 5 + 2):
        yield text.removeprefix(START).removesuffix(END)


def _around(text: str, side: str) -> Iterator[str]:
    if side == START:
        for head in _HEADS:
            yield from _completed(head + text)
    elif text and text[-1] not in ".:":
        for tail in _TAILS + "a" * (":" in text):
            yield from _completed(text + tail)


def _completed(text: str) -> Iterator[str]:
    """The addresses that begin with `text`, roughly."""
    if ":" in text:
        candidates = [text + tail for tail in ("", "1", ":1", "::1")]
    else:
        text = f"5{text}" if text.startswith(".") else text
        text = f"{text}7" if text.endswith(".") else text
        candidates = [text + ".7" * (3 - text.count("."))]
    yield from filter(_is_likely, candidates)


def dot_leak(pattern: str) -> Verdict | None:
    """What a dot after a number lets in: an address, or none if the dot cannot stand for anything else."""
    if "." not in pattern or judge(pattern).kind in ("invalid", "everything", "nothing", "long"):
        return None
    try:
        read = read_pattern(pattern)
    except UnreadablePatternError:
        return None
    bare = {at for at, repeated in read.any_dots() if not repeated and _follows_number(pattern, at)}
    starred = {at for at, repeated in read.any_dots() if repeated and _follows_number(pattern, at)}
    address = _only_by(pattern, bare, "\\.", read) if bare else ""
    if address:
        return Verdict("dot", "", address)
    address = _only_by(pattern, starred, "\\..", read) if starred else ""
    if address:
        return Verdict("dot", "star", address)
    is_between = any(pattern[at + 1 : at + 2].isdigit() and pattern[at - 1].isdigit() for at in bare)
    return Verdict("dot") if is_between else None


def _follows_number(pattern: str, at: int) -> bool:
    before, after = pattern[max(0, at - 2) : at], pattern[at + 1 : at + 2]
    return after != "." and (before.endswith(("\\d", "]", ")", "+", "}")) or before[-1:].isdigit())


def _only_by(pattern: str, places: set[int], replacement: str, read: IpPattern) -> str:
    try:
        compiled, tightened = compile_go(pattern), compile_go(_replaced(pattern, places, replacement))
    except ValueError:
        return ""
    tries = (
        address for branch in read.branches for text in _bare_samples(branch, read) for address in _completed(text)
    )
    return _public_first(
        address for address in islice(tries, _MOST_TRIES) if compiled.search(address) and not tightened.search(address)
    )


def _replaced(pattern: str, places: set[int], replacement: str) -> str:
    return "".join(replacement if at in places else character for at, character in enumerate(pattern))


def _is_likely(text: str) -> bool:
    """Whether `text` is an address from which someone may come: no loopback, no unassigned networks."""
    if not _is_address(text):
        return False
    if ":" in text:
        return text.startswith(_ASSIGNED_6)
    network = text.partition(".")[0]
    return network not in ("0", "127") and int(network) < _MULTICAST


def _public_first(addresses: Iterable[str]) -> str:
    first = ""
    for address in addresses:
        if is_public(address):
            return address
        first = first or address
    return first


@lru_cache(maxsize=4096)
def _is_address(text: str) -> bool:
    from ipaddress import ip_address

    try:
        address = ip_address(text)
    except ValueError:
        return False
    return str(address) == text
