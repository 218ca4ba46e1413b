"""Fingerprints for formats that take two results with one fingerprint for the same result."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

from comet_lint.findings import Finding


def unique_fingerprints(findings: Iterable[Finding]) -> list[str]:
    """One per finding, in order: its own, or a hash of it and a count if it came before."""
    seen: Counter[str] = Counter()
    unique: list[str] = []
    for finding in findings:
        print_ = finding.fingerprint
        repeats = seen[print_]
        unique.append(salted(print_, str(repeats)) if repeats else print_)
        seen[print_] += 1
    return unique


def salted(text: str, salt: str) -> str:
    """A short hash of both."""
    data = f"{text}\n{salt}".encode("utf-8", "replace")
    return hashlib.sha256(data).hexdigest()[:32]
