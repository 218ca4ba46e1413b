"""The baseline: findings that are known already, so that only new ones fail a run."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from comet_lint.files.whole_files import write_whole
from comet_lint.findings import Finding
from comet_lint.lint.results import Hidden
from comet_lint.source.discovery import path_below

_VERSION = 1


class BaselineError(Exception):
    """A baseline that cannot be used; one sentence: which file, why, what to do."""


class KnownFinding(NamedTuple):
    """One known finding. Order and text of a baseline do not depend on lines or on the order of the documents."""

    path: str
    rule: str
    fingerprint: str
    subject: str


class Compared(NamedTuple):
    """New findings, known ones, and entries that no finding matches any more."""

    new: list[Finding]
    known: list[Hidden]
    fixed: list[KnownFinding]


def entries_of(findings: Iterable[Finding], root: Path) -> list[KnownFinding]:
    """The entries for findings, sorted. Their paths are relative to `root`, wherever the run starts."""
    return sorted({KnownFinding(path_below(root, f.path), f.rule, f.fingerprint, f.subject) for f in findings})


def read_baseline(path: Path) -> list[KnownFinding]:
    """The entries of a baseline file. Raises BaselineError."""
    try:
        content = json.loads(path.read_bytes())
        if content["version"] != _VERSION:
            raise BaselineError(f"{path}: version {content['version']} of a baseline is not known; write it again.")
        return [
            KnownFinding(entry["path"], entry["rule"], entry["fingerprint"], entry["subject"])
            for entry in content["findings"]
        ]
    except OSError as error:
        raise BaselineError(
            f"{path}: cannot be read ({error.strerror}); write one with `comet-lint baseline`."
        ) from None
    except (ValueError, KeyError, TypeError):
        raise BaselineError(f"{path}: not a baseline; write one with `comet-lint baseline`.") from None


def write_baseline(path: Path, entries: Iterable[KnownFinding]) -> None:
    """Write entries, one a line; the old file stays whole until the new one is complete. Raises BaselineError."""
    lines = ",\n".join(json.dumps(entry._asdict(), ensure_ascii=False) for entry in sorted(entries))
    text = f'{{"version": {_VERSION}, "findings": [\n{lines}\n]}}\n'
    try:
        write_whole(path, text)
    except OSError as error:
        raise BaselineError(f"{path}: cannot be written ({error.strerror}).") from None


def compare(
    findings: Iterable[Finding], entries: Iterable[KnownFinding], checked: Iterable[str], ran: Iterable[str], root: Path
) -> Compared:
    """Split findings by whether the baseline has them.

    Paths of entries are relative to `root`. Entries of files that were not `checked`, or of rules that were not
    among those that `ran`, are not fixed.
    """
    known = {entry.fingerprint for entry in entries}
    new: list[Finding] = []
    old: list[Hidden] = []
    for finding in findings:
        if finding.fingerprint in known:
            old.append(Hidden(finding, "baseline"))
        else:
            new.append(finding)
    still = {hidden.finding.fingerprint for hidden in old}
    paths, codes = {path_below(root, path) for path in checked}, set(ran)
    fixed = [
        entry
        for entry in entries
        if entry.fingerprint not in still
        and entry.rule in codes
        and (entry.path in paths or not (root / entry.path).exists())
    ]
    return Compared(new, old, fixed)
