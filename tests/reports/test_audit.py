"""Servers, tenants and exposed users as the audit report sees them."""

from __future__ import annotations

from comet_lint.findings import Finding
from comet_lint.lint.results import DocumentInfo, Outcome
from comet_lint.reports.audit import Counts, Scope, audit_of
from tests.reports.fakes import FTP, LANGUAGE, SOURCE, make_finding

SERVER = DocumentInfo("eu/cometd.cfg", "", "ServerConfigOptions", "backup.example.com", "", (("t1", "Contoso"),))
TENANTS = (
    DocumentInfo("eu/tenants.json", "/t1", "Organization", "Contoso"),
    DocumentInfo("eu/tenants.json", "/t2", "Organization", "Adatum"),
)
USERS = (
    DocumentInfo("eu/users.json", "/alice", "UserProfileConfig", "alice"),
    DocumentInfo("eu/users.json", "/bob", "UserProfileConfig", "bob", "t1"),
    DocumentInfo("eu/users.json", "/carol", "UserProfileConfig", "carol", "t1"),
)


def of_user(name: str, **changes: object) -> Finding:
    finding = make_finding(path="eu/users.json", pointer=f"/{name}/Destinations/1f/FTPSMode", owner=f"user {name}")
    return finding._replace(**changes)  # type: ignore[arg-type]


def outcome_of(*findings: Finding, documents: tuple[DocumentInfo, ...]) -> Outcome:
    return Outcome(findings=findings, documents=documents, document_count=len(documents), file_count=3)


def test_tenants_follow_their_server_by_name_and_its_numbers_hold_theirs() -> None:
    findings = (
        make_finding(SOURCE, path="eu/cometd.cfg", pointer="/AdminUsers/0", owner="admin x"),
        of_user("alice"),
        of_user("bob"),
        of_user("carol"),
    )
    audit = audit_of(outcome_of(*findings, documents=(*USERS, *TENANTS, SERVER)))
    assert audit.scopes == (
        Scope("backup.example.com", "", "eu/cometd.cfg", 0, 3, Counts(1, 3, 0)),
        Scope("backup.example.com", "Adatum", "eu/cometd.cfg", 0, 0, Counts(0, 0, 0)),
        Scope("backup.example.com", "Contoso", "eu/cometd.cfg", 0, 2, Counts(0, 2, 0)),
    )
    assert audit.scope_of == (0, 0, 2, 2)


def test_a_place_in_the_server_configuration_can_be_of_a_tenant() -> None:
    finding = make_finding(path="eu/cometd.cfg", pointer="/Organizations/t1/Email/SMTPHost", owner="tenant Contoso")
    audit = audit_of(outcome_of(finding, documents=(SERVER,)))
    assert [(scope.tenant, scope.counts.total) for scope in audit.scopes] == [("", 1), ("Contoso", 1)]
    assert audit.scope_of == (1,)


def test_documents_belong_to_the_nearest_server_at_or_above() -> None:
    documents = (
        DocumentInfo("server.json", "", "ServerConfigOptions", "top"),
        DocumentInfo("eu/cometd.cfg", "", "ServerConfigOptions", "eu"),
        DocumentInfo("eu/users/a.json", "", "UserProfileConfig", "a"),
        DocumentInfo("us/users/b.json", "", "UserProfileConfig", "b"),
    )
    audit = audit_of(outcome_of(documents=documents))
    assert [(scope.server, scope.users) for scope in audit.scopes] == [("eu", 1), ("top", 1)]


def test_the_only_server_owns_everything() -> None:
    documents = (
        DocumentInfo("server/config.json", "", "ServerConfigOptions", "backup"),
        DocumentInfo("profiles/a.json", "", "UserProfileConfig", "a"),
    )
    audit = audit_of(outcome_of(documents=documents))
    assert [(scope.server, scope.users) for scope in audit.scopes] == [("backup", 1)]


def test_documents_above_all_of_several_servers_belong_to_none() -> None:
    documents = (
        DocumentInfo("eu/cometd.cfg", "", "ServerConfigOptions", "eu"),
        DocumentInfo("us/cometd.cfg", "", "ServerConfigOptions", "us"),
        DocumentInfo("a.json", "", "UserProfileConfig", "a", "t9"),
    )
    audit = audit_of(outcome_of(documents=documents))
    assert [(scope.server, scope.tenant, scope.parent) for scope in audit.scopes] == [
        ("eu", "", 0),
        ("us", "", 1),
        ("", "", 2),
        ("", "t9", 2),
    ]


def test_server_without_a_name_is_known_by_its_file_and_tenant_by_a_short_id() -> None:
    documents = (
        DocumentInfo("a/server.json", "", "ServerConfigOptions", "ServerConfigOptions"),
        DocumentInfo("a/p.json", "", "UserProfileConfig", "p", "0b1f6c1e-2f0c-4a52-9d35-3c1f7a9f2b12"),
    )
    audit = audit_of(outcome_of(documents=documents))
    assert [(scope.server, scope.tenant) for scope in audit.scopes] == [
        ("a/server.json", ""),
        ("a/server.json", "tenant 0b1f6c1e…"),
    ]


def test_most_exposed_users_have_the_worst_findings() -> None:
    findings = (
        of_user("alice"),
        of_user("alice"),
        of_user("bob", severity=SOURCE.severity),
        of_user("carol"),
        of_user("carol", severity=LANGUAGE.severity),
        make_finding(FTP, path="eu/cometd.cfg", owner="admin root"),
    )
    audit = audit_of(outcome_of(*findings, documents=(SERVER, *USERS)))
    assert [(user.owner, user.counts) for user in audit.exposed] == [
        ("user bob", Counts(1, 0, 0)),
        ("user alice", Counts(0, 2, 0)),
        ("user carol", Counts(0, 1, 1)),
    ]


def test_ten_users_are_shown_and_all_are_counted() -> None:
    documents = tuple(DocumentInfo("users.json", f"/u{n}", "UserProfileConfig", f"u{n}") for n in range(30))
    findings = [make_finding(path="users.json", pointer=f"/u{n}/PolicyID", owner=f"user u{n}") for n in range(30)]
    audit = audit_of(outcome_of(*findings, documents=documents))
    assert (len(audit.exposed), audit.exposed_in_all) == (10, 30)


def test_families_by_frequency() -> None:
    own = make_finding()._replace(rule="ACME001")
    audit = audit_of(outcome_of(of_user("alice"), of_user("bob"), make_finding(SOURCE), own, documents=()))
    assert audit.families == (
        ("Security", Counts(0, 2, 0)),
        ("References", Counts(1, 0, 0)),
        ("Your own rules", Counts(0, 1, 0)),
    )
