"""Allowlists of IP addresses (`IPWhitelist`), judged by which addresses they let in.

Comet searches the expression in the client's address. Every claim about an expression is tried out with RE2
on the address that the finding shows; what cannot be shown is not claimed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from comet_lint.comet.addresses import is_loopback, is_public, parse_listen
from comet_lint.comet.go_regex import GoPattern, compile_go, needs_go_1_22, problem_with
from comet_lint.comet.ip_patterns import (
    END,
    START,
    Branch,
    Chars,
    IpPattern,
    UnreadablePatternError,
    all_texts,
    can_match,
    is_anchored,
    read_pattern,
    samples,
)
from comet_lint.comet.node import Node
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, problem

FIELD = "IPWhitelist"

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
_HEADS = ("1", "2", "5.", "5.1.", "2001:db8", "2001:db8:")
_TAILS = "0123456789"
_DIGITS = frozenset("0123456789")
_MULTICAST = 224
_ASSIGNED_6 = ("20", "24", "26", "28", "2a", "2c", "fc", "fd", "fe80")


class _Verdict(NamedTuple):
    kind: str = ""
    variant: str = ""
    address: str = ""
    reason: str = ""


def invalid(node: Node, _context: Context) -> Iterator[Problem]:
    """An expression that Go refuses, or that older releases of Go refuse."""
    pattern = node[FIELD]
    reason = problem_with(pattern)
    if reason is not None:
        yield problem(FIELD, reason=reason)
    elif needs_go_1_22(pattern):
        yield problem(FIELD, severity=Severity.WARNING, variant="recent")


def everything(node: Node, _context: Context) -> Iterator[Problem]:
    """An expression that lets in every address."""
    yield from _reported(node, "everything")


def nothing(node: Node, _context: Context) -> Iterator[Problem]:
    """An expression that no address can match."""
    verdict = _verdict(node[FIELD])
    if verdict.kind == "nothing":
        # That the address comes without a port is likely, not documented.
        severity = Severity.WARNING if verdict.variant else None
        variant = "part" if verdict.variant == "part" else ""
        yield problem(FIELD, severity=severity, variant=variant, reason=verdict.reason)


def partly_anchored(node: Node, _context: Context) -> Iterator[Problem]:
    """Alternatives of which `^` or `$` holds only the first or the last."""
    yield from _reported(node, "partial")


def unanchored(node: Node, _context: Context) -> Iterator[Problem]:
    """An expression that also finds itself in the midst of other addresses."""
    yield from _reported(node, "unanchored")


def bare_dot(node: Node, _context: Context) -> Iterator[Problem]:
    """A `.` after a number that is meant as a dot, but stands for any character."""
    pattern = node[FIELD]
    if "." not in pattern or _verdict(pattern).kind in ("invalid", "everything", "nothing"):
        return
    found = _dot_leak(pattern)
    if found is None:
        return
    if found.address:
        severity = Severity.WARNING if found.variant == "" and is_public(found.address) else None
        yield problem(FIELD, severity=severity, variant=found.variant, address=found.address)
    else:
        yield problem(FIELD, variant="harmless")


def behind_unknown_proxy(node: Node, context: Context) -> Iterator[Problem]:
    """Allowlists on a server that only sees the address of the proxy before it."""
    if node["TrustXForwardedFor"] or context.hosted:
        return
    listeners = [parse_listen(listener["ListenAddress"]) for listener in node.children("ListenAddresses")]
    if not listeners or not all(address and is_loopback(address.host) for address in listeners):
        return
    admin = next((admin for admin in node.children("AdminUsers") if admin[FIELD]), None)
    if admin is not None:
        yield problem("TrustXForwardedFor", admin=admin.subject)


def _reported(node: Node, kind: str) -> Iterator[Problem]:
    verdict = _verdict(node[FIELD])
    if verdict.kind == kind:
        yield problem(FIELD, variant=verdict.variant, address=verdict.address)


@lru_cache(maxsize=128)
def _verdict(pattern: str) -> _Verdict:
    try:
        compiled = compile_go(pattern)
    except ValueError:
        return _Verdict("invalid")
    if all(map(compiled.search, _EVERYWHERE_4)):
        return _Verdict("everything", "" if all(map(compiled.search, _EVERYWHERE_6)) else "IPv4")
    try:
        read = read_pattern(pattern)
    except UnreadablePatternError:
        return _Verdict()
    return _nothing(pattern, compiled, read) or _leak(compiled, read) or _Verdict()


def _nothing(pattern: str, compiled: GoPattern, read: IpPattern) -> _Verdict | None:
    dead = [branch for branch in read.branches if not can_match(branch)]
    if len(dead) < len(read.branches):
        if dead:
            return _Verdict("nothing", "part", reason=_why_nothing(dead[0].source))
        if any(map(compiled.search, (*_EVERYWHERE_4, *_EVERYWHERE_6))):
            return None
        if _is_host_and_port(pattern):
            return _Verdict("nothing", "port", reason="the address that is compared has no port")
        texts = [text for branch in read.branches for text in all_texts(branch) or [""]]
        if not all(map(_is_impossible, texts)):
            return None
    return _Verdict("nothing", reason=_why_nothing(pattern))


def _is_host_and_port(pattern: str) -> bool:
    address = parse_listen(pattern.removeprefix(START).removesuffix(END).replace("\\.", "."))
    return address is not None and "." in address.host and _is_address(address.host)


def _is_impossible(text: str) -> bool:
    """Whether no address contains `text`, which has `^` and `$` where it is anchored."""
    bare = text.removeprefix(START).removesuffix(END)
    if START in bare or END in bare:
        return True
    if any(character in bare for character in "[]%"):
        return False  # How such addresses would be written is not documented.
    is_whole = text.startswith(START) and text.endswith(END)
    return (is_whole and not _is_address(bare)) or ":" in bare.partition(".")[2] or bare.count(".") > 3


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


def _leak(compiled: GoPattern, read: IpPattern) -> _Verdict | None:
    branches = read.branches
    found: list[tuple[bool, bool, str, str]] = []
    for index, branch in enumerate(branches):
        for side in (START, END):
            if is_anchored(branch, side):
                continue
            address = _leak_of(branch, side, index, compiled, read)
            if address:
                edge = branches[0 if side == START else -1]
                is_partial = edge is not branch and is_anchored(edge, side)
                found.append((not is_partial, not is_public(address), side, address))
    if not found:
        return None
    is_whole, _private, side, address = min(found)
    return _Verdict("unanchored" if is_whole else "partial", "" if side == START else "end", address)


def _leak_of(branch: Branch, side: str, index: int, compiled: GoPattern, read: IpPattern) -> str:
    """An address that gets in only because `branch` may match anywhere; empty if none is found."""
    last = branch.parts[-1] if branch.parts else None
    if side == END and isinstance(last, Chars) and _DIGITS.issubset(last.allowed):
        return ""  # `^10\.0\.0\.\d`: any address that goes on like this was meant.
    bound = f"^(?:{branch.source})" if side == START else f"(?:{branch.source})(?:[.:]|$)"
    others = [other.source for position, other in enumerate(read.branches) if position != index]
    try:
        tightened = compile_go(read.flags + "|".join([bound, *others]))
    except ValueError:
        return ""
    return _public_first(
        address
        for text in samples(branch)
        for address in _around(text.removeprefix(START).removesuffix(END), side)
        if compiled.search(address) and not tightened.search(address)
    )


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


def _dot_leak(pattern: str) -> _Verdict | None:
    """What a dot after a number lets in: an address, or none if the dot cannot stand for anything else."""
    try:
        read = read_pattern(pattern)
    except UnreadablePatternError:
        return None
    bare = [at for at, repeated in read.any_dots() if not repeated and _follows_number(pattern, at)]
    starred = [at for at, repeated in read.any_dots() if repeated and _follows_number(pattern, at)]
    address = _only_by(pattern, bare, "\\.", read) if bare else ""
    if address:
        return _Verdict("dot", "", address)
    address = _only_by(pattern, starred, "\\..", read) if starred else ""
    if address:
        return _Verdict("dot", "star", address)
    between = [at for at in bare if pattern[at + 1 : at + 2].isdigit() and pattern[at - 1].isdigit()]
    return _Verdict("dot") if between else None


def _follows_number(pattern: str, at: int) -> bool:
    before, after = pattern[:at], pattern[at + 1 : at + 2]
    return after != "." and (before.endswith(("\\d", "]", ")", "+", "}")) or before[-1:].isdigit())


def _only_by(pattern: str, places: list[int], replacement: str, read: IpPattern) -> str:
    tightened_text = pattern
    for at in sorted(places, reverse=True):
        tightened_text = tightened_text[:at] + replacement + tightened_text[at + 1 :]
    try:
        compiled, tightened = compile_go(pattern), compile_go(tightened_text)
    except ValueError:
        return ""
    return _public_first(
        address
        for branch in read.branches
        for text in samples(branch)
        for address in _completed(text.removeprefix(START).removesuffix(END))
        if compiled.search(address) and not tightened.search(address)
    )


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
