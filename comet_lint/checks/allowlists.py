"""Allowlists of IP addresses (`IPWhitelist`), judged by which addresses they let in."""

from __future__ import annotations

from collections.abc import Iterator

from comet_lint.checks.ip_expressions import dot_leak, judge
from comet_lint.comet.addresses import is_loopback, is_public, parse_listen
from comet_lint.comet.go_regex import needs_go_1_22, problem_with
from comet_lint.comet.node import Node
from comet_lint.comet.unknown import maybe
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, problem

FIELD = "IPWhitelist"


def restricts(admin: Node) -> bool:
    """Whether the allowlist of an admin keeps anybody out, as far as can be told."""
    return admin.is_set(FIELD) and maybe(lambda admin: judge(admin[FIELD]).kind not in ("invalid", "everything"), admin)


def invalid(node: Node, _context: Context) -> Iterator[Problem]:
    """An expression that Go refuses, that older releases of Go refuse, or that is too long to be judged."""
    pattern = node[FIELD]
    reason = problem_with(pattern)
    if reason is not None:
        yield problem(FIELD, reason=reason)
    elif needs_go_1_22(pattern):
        yield problem(FIELD, severity=Severity.WARNING, variant="recent")
    elif judge(pattern).kind == "long":
        yield problem(FIELD, severity=Severity.INFO, variant="long")


def everything(node: Node, _context: Context) -> Iterator[Problem]:
    """An expression that lets in every address."""
    yield from _reported(node, "everything")


def nothing(node: Node, _context: Context) -> Iterator[Problem]:
    """An expression that no address can match."""
    verdict = judge(node[FIELD])
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
    found = dot_leak(node[FIELD])
    if found is None:
        return
    if found.address:
        severity = Severity.WARNING if is_public(found.address) else None
        yield problem(FIELD, severity=severity, variant=found.variant, address=found.address)
    else:
        yield problem(FIELD, variant="harmless")


def behind_unknown_proxy(node: Node, context: Context) -> Iterator[Problem]:
    """Allowlists on a server that only sees the address of the proxy before it."""
    if node["TrustXForwardedFor"] or context.hosted:
        return
    listeners = [parse_listen(listener["ListenAddress"]) for listener in node.children("ListenAddresses")]
    is_local = bool(listeners) and all(address and is_loopback(address.host) for address in listeners)
    if not is_local and not context.behind_proxy:
        return
    admin = next((admin for admin in node.each("AdminUsers") if maybe(lambda admin: admin[FIELD], admin)), None)
    if admin is not None:
        yield problem("TrustXForwardedFor", admin=admin.subject)


def _reported(node: Node, kind: str) -> Iterator[Problem]:
    verdict = judge(node[FIELD])
    if verdict.kind == kind:
        yield problem(FIELD, variant=verdict.variant, address=verdict.address)
