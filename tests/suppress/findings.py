"""Findings for the tests of suppressions and baselines."""

from __future__ import annotations

from comet_lint.findings import Confidence, Finding, Severity, Span


def make_finding(rule: str = "S603", path: str = "alice.json", line: int = 1, **details: str) -> Finding:
    """A warning at /FTPSMode; its fingerprint is `rule`, unless `details` have another."""
    return Finding(
        rule=rule,
        name="",
        severity=Severity.WARNING,
        confidence=Confidence.HIGH,
        message="",
        path=path,
        kind="UserProfileConfig",
        pointer="/FTPSMode",
        span=Span(line, 1, line, 2),
        fingerprint=details.get("fingerprint", rule),
        subject=details.get("subject", ""),
    )
