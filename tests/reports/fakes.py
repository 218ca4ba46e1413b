"""Findings and rules made up for the tests of reports."""

from __future__ import annotations

from comet_lint.findings import Confidence, Finding, Related, Severity, Span
from comet_lint.lint.results import Hidden, HiddenBy, Incomplete, Outcome
from comet_lint.rules.rule import Rule


def make_rule(
    code: str = "S603",
    name: str = "ftp-plaintext",
    severity: Severity = Severity.WARNING,
    *,
    why: str = "Anyone on the way can read the password. File names are readable too.",
    fix: str = "Switch the vault to explicit FTPS. SFTP is better still.",
    references: tuple[str, ...] = ("Comet API: FTPDestinationLocation.FTPSMode",),
) -> Rule:
    return Rule(
        code=code,
        name=name,
        severity=severity,
        confidence=Confidence.HIGH,
        presets=("default",),
        applies_to=("FTPDestinationLocation",),
        messages={"": "{subject} sends its password in clear text."},
        why=why,
        fix=fix,
        references=references,
    )


FTP = make_rule()
SOURCE = make_rule(
    "R001",
    "rule-source-missing",
    Severity.ERROR,
    why="The schedule runs and backs up nothing.",
    fix="Point the rule at an existing protected item, or delete it.",
    references=(),
)
LANGUAGE = make_rule(
    "V073",
    "unknown-language",
    Severity.INFO,
    why="The client falls back to English.",
    fix="Use a code such as `en_US`.",
    references=(),
)
RULES = {rule.code: rule for rule in (FTP, SOURCE, LANGUAGE)}


_KEY_SPAN = Span(12, 9, 12, 19)


def make_finding(
    rule: Rule = FTP,
    path: str = "profiles/bob.json",
    span: Span = _KEY_SPAN,
    *,
    message: str = 'Vault "Wasabi EU" of user bob sends its password in clear text.',
    pointer: str = "/Destinations/1f/FTPSMode",
    fingerprint: str = "3f0a9c5b77d1e2f4",
    excerpt: str = '"FTPSMode": 0',
    owner: str = "user bob",
    subject: str = 'vault "Wasabi EU" of user bob',
    kind: str = "UserProfileConfig",
    related: tuple[Related, ...] = (),
) -> Finding:
    return Finding(
        rule=rule.code,
        name=rule.name,
        severity=rule.severity,
        confidence=rule.confidence,
        message=message,
        path=path,
        kind=kind,
        pointer=pointer,
        span=span,
        fingerprint=fingerprint,
        excerpt=excerpt,
        subject=subject,
        owner=owner,
        related=related,
    )


MISSING_SOURCE = make_finding(
    SOURCE,
    "profiles/alice.json",
    Span(40, 13, 40, 21),
    message='Backup rule "Nightly" of user alice backs up the protected item 5d3c…, which does not exist.',
    pointer="/BackupRules/9a/Source",
    fingerprint="a1b2c3d4e5f60718",
    excerpt='"Source": "5d3c…"',
    owner="user alice",
    subject='backup rule "Nightly" of user alice',
    related=(Related("profiles/alice.json", "/Sources", Span(60, 5, 60, 14), "These protected items exist."),),
)
LANGUAGE_CODE = make_finding(
    LANGUAGE,
    "server.json",
    Span(3, 5, 3, 19),
    message="The server configuration has the unknown language code xx.",
    pointer="/Email/LanguageCode",
    fingerprint="00ff00ff00ff00ff",
    excerpt="",
    owner="",
    subject="the server configuration",
    kind="ServerConfigOptions",
)

SMALL = Outcome(
    findings=(MISSING_SOURCE, make_finding(), LANGUAGE_CODE),
    hidden=(
        Hidden(
            make_finding(path="profiles/carol.json", owner="user carol", fingerprint="c0"),
            "suppression",
            "Ends in May",
            ".comet-lint.yaml",
        ),
        Hidden(
            make_finding(path="profiles/dave.json", owner="user dave", fingerprint="d0"),
            "baseline",
            source="known.json",
        ),
    ),
    eased=(HiddenBy("lowered", ".comet-lint.yaml", 1), HiddenBy("left out", ".comet-lint.yaml", 12)),
    document_count=5,
    file_count=4,
    passed_over=2,
)
CLEAN = Outcome(document_count=1204, file_count=3)
BROKEN = Outcome(
    findings=(make_finding(),),
    incomplete=(Incomplete("profiles/erin.json", "permission denied"), Incomplete("", "rule X009 crashed")),
    document_count=1,
    file_count=2,
)
NOTHING = Outcome()

HOSTILE = (
    "a\nb\r::error::c%0A,d <script>alert(1)</script> & \"q\" 'p' ]]> \x1b[31mred\x1b[0m \x00\x07 \x9b "
    "|`*_[x](y) @me #12 ##[add-mask] https://evil.example 🙈 \u2028\u202e \ufffe \ud800 end"
)
"""Everything that one format or another has a meaning for."""


def hostile_outcome(text: str = HOSTILE) -> Outcome:
    """An outcome with `text` wherever a document's or a user's own text can get."""
    finding = make_finding(
        message=text,
        path=f"profiles/{text}.json",
        pointer=f"/{text}",
        excerpt=text,
        owner=f"user {text}",
        subject=f"user {text}",
        related=(Related(f"{text}.json", f"/{text}", Span(1, 1, 1, 2), text),),
    )
    return Outcome(
        findings=(finding,),
        hidden=(Hidden(finding._replace(fingerprint="other"), "suppression", text, text),),
        incomplete=(Incomplete(text, text),),
        document_count=1,
        file_count=1,
        notes=(text,),
        eased=(HiddenBy("lowered", text, 2),),
    )


def many_users(count: int) -> tuple[Finding, ...]:
    """The same finding for so many users, each in a file of their own."""
    return tuple(
        make_finding(
            path=f"profiles/user{number}.json",
            owner=f"user user{number}",
            subject=f"vault 1 of user user{number}",
            message=f"Vault 1 of user user{number} sends its password in clear text.",
            fingerprint=f"{number:016x}",
        )
        for number in range(1, count + 1)
    )
