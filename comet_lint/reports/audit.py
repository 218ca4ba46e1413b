"""The content of the audit report: servers and tenants, exposed users, findings by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from comet_lint.findings import Finding, Severity
from comet_lint.lint.results import DocumentInfo, Outcome
from comet_lint.reports.grouping import RuleFindings, by_rule, folder_of
from comet_lint.reports.titles import family_title
from comet_lint.text.pointers import from_pointer

SERVER, TENANT, USER = "ServerConfigOptions", "Organization", "UserProfileConfig"

_USERS_SHOWN = 10
_LONGEST_ID = 16
_SHORT_ID = 8


class Counts(NamedTuple):
    """How many findings of each severity."""

    errors: int = 0
    warnings: int = 0
    infos: int = 0

    @property
    def total(self) -> int:
        """Of all severities."""
        return sum(self)


class Scope(NamedTuple):
    """A server, or one of its tenants: a section of the audit report.

    `server` is empty for documents without a server configuration, `tenant` for the server as a whole.
    `parent` is the index of the server's scope; that of a server is its own.
    """

    server: str
    tenant: str
    path: str
    parent: int
    users: int
    counts: Counts


class Exposed(NamedTuple):
    """A user with findings, and the index of the scope."""

    owner: str
    scope: int
    counts: Counts


class Audit(NamedTuple):
    """`scope_of` holds, for each finding of the outcome in its order, the index of its scope."""

    counts: Counts
    families: tuple[tuple[str, Counts], ...]
    scopes: tuple[Scope, ...]
    scope_of: tuple[int, ...]
    exposed: tuple[Exposed, ...]
    exposed_in_all: int
    rules: tuple[RuleFindings, ...]


def audit_of(outcome: Outcome) -> Audit:
    """The same outcome as an auditor reads it."""
    findings = outcome.findings
    map_ = _ScopeMap(outcome.documents)
    scope_keys = [map_.of_finding(finding) for finding in findings]
    keys = {*map_.of_documents, *scope_keys}
    keys |= {(server, "") for server, _ in keys}
    indexes = {key: index for index, key in enumerate(sorted(keys, key=map_.order))}
    scope_of = tuple(indexes[key] for key in scope_keys)
    in_scope: dict[_ScopeKey, list[Finding]] = {key: [] for key in indexes}
    for finding, (server, tenant) in zip(findings, scope_keys, strict=True):
        for key in {(server, tenant), (server, "")}:
            in_scope[key].append(finding)
    exposed = _exposed(findings, scope_of)
    return Audit(
        counts=count(findings),
        families=_families(findings),
        scopes=tuple(map_.scope(key, indexes[key[0], ""], count(in_scope[key])) for key in indexes),
        scope_of=scope_of,
        exposed=tuple(exposed[:_USERS_SHOWN]),
        exposed_in_all=len(exposed),
        rules=tuple(by_rule(findings)),
    )


def count(findings: Iterable[Finding]) -> Counts:
    """The findings by severity."""
    found = dict.fromkeys(Severity, 0)
    for finding in findings:
        found[finding.severity] += 1
    return Counts(*found.values())


def _families(findings: Sequence[Finding]) -> tuple[tuple[str, Counts], ...]:
    by_family: dict[str, list[Finding]] = {}
    for finding in findings:
        by_family.setdefault(family_title(finding.rule), []).append(finding)
    counted = [(title, count(members)) for title, members in by_family.items()]
    return tuple(sorted(counted, key=lambda item: (-item[1].total, item[0])))


def _exposed(findings: Sequence[Finding], scope_of: Sequence[int]) -> list[Exposed]:
    by_user: dict[tuple[str, int], list[Finding]] = {}
    for finding, scope in zip(findings, scope_of, strict=True):
        if finding.owner.startswith("user "):
            by_user.setdefault((finding.owner, scope), []).append(finding)
    exposed = [Exposed(owner, scope, count(members)) for (owner, scope), members in by_user.items()]
    return sorted(exposed, key=lambda user: (*(-number for number in user.counts), user.owner))


_ScopeKey = tuple[int, str]
"""The index of a server, or one past the last for documents of none; and the id of a tenant."""


class _ScopeMap:
    """Knows which scope a document and a place in it belong to.

    A document belongs to the server whose configuration is in its folder or in the nearest one above; if
    there is one server only, to that.
    """

    def __init__(self, documents: Sequence[DocumentInfo]) -> None:
        self._servers = sorted(info for info in documents if info.kind == SERVER)
        self._by_path: dict[str, dict[str, DocumentInfo]] = {}
        for info in documents:
            self._by_path.setdefault(info.path, {})[info.pointer] = info
        self._users: Counter[_ScopeKey] = Counter()
        self._tenant_names: dict[_ScopeKey, str] = {}
        for info in documents:
            server, tenant = self._server(info.path), _tenant_id(info)
            for key in {(server, tenant), (server, "")}:
                self._users[key] += info.kind == USER
            if info.kind == TENANT:
                self._tenant_names[server, tenant] = info.name
            for contained, name in info.tenants:
                self._tenant_names.setdefault((server, contained), name)
        self.of_documents = {*self._users, *self._tenant_names}

    def of_finding(self, finding: Finding) -> _ScopeKey:
        """The scope of a finding; inside a server configuration, that of the tenant it is about."""
        info = self._document_at(finding)
        if info is not None and info.kind != SERVER:
            return self._server(finding.path), _tenant_id(info)
        steps = from_pointer((finding.real or finding).pointer)
        tenant = steps[steps.index("Organizations") + 1 :][:1] if "Organizations" in steps else ()
        return self._server(finding.path), "".join(tenant)

    def order(self, key: _ScopeKey) -> tuple[int, bool, str, str]:
        """Servers by path, each followed by its tenants by name."""
        server, tenant = key
        return server, tenant != "", self._tenant_names.get(key, "").lower(), tenant

    def scope(self, key: _ScopeKey, parent: int, counts: Counts) -> Scope:
        """The scope with its names."""
        number, tenant = key
        server = self._servers[number] if number < len(self._servers) else None
        return Scope(
            server=_server_name(server) if server is not None else "",
            tenant=self._tenant_names.get(key) or _shortened(tenant),
            path=server.path if server is not None else "",
            parent=parent,
            users=self._users[key],
            counts=counts,
        )

    def _server(self, path: str) -> int:
        best, depth = 0 if len(self._servers) == 1 else len(self._servers), -1
        for number, server in enumerate(self._servers):
            if server.path == path:
                return number
            folder = folder_of(server.path)
            if path.startswith(folder) and len(folder) > depth:
                best, depth = number, len(folder)
        return best

    def _document_at(self, finding: Finding) -> DocumentInfo | None:
        documents = self._by_path.get(finding.path, {})
        pointer = (finding.real or finding).pointer
        while pointer not in documents and pointer:
            pointer = pointer[: pointer.rfind("/")]
        return documents.get(pointer)


def _server_name(info: DocumentInfo) -> str:
    return info.name if info.name not in ("", info.kind) else info.path


def _shortened(tenant_id: str) -> str:
    return tenant_id if len(tenant_id) <= _LONGEST_ID else f"tenant {tenant_id[:_SHORT_ID]}…"


def _tenant_id(info: DocumentInfo) -> str:
    if info.kind == TENANT and not info.tenant:
        return "".join(from_pointer(info.pointer)[-1:])
    return info.tenant
