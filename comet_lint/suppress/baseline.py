"""The baseline: findings that are known already, so that only new ones fail a run."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from comet_lint.files.regular_files import UnreadableError, read_file
from comet_lint.files.whole_files import write_whole
from comet_lint.findings import Finding
from comet_lint.lint.fingerprints import file_identity, omission_fingerprint
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


class Baseline(NamedTuple):
    """The content of a baseline file."""

    path: Path
    entries: tuple[KnownFinding, ...]


class Compared(NamedTuple):
    """New findings, known ones, and entries that no finding matches any more."""

    new: list[Finding]
    known: list[Hidden]
    fixed: list[KnownFinding]


def entries_of(findings: Iterable[Finding], root: Path) -> list[KnownFinding]:
    """The entries for findings, sorted. Their paths are relative to `root`, wherever the run starts."""
    return sorted({KnownFinding(path_below(root, f.path), f.rule, f.fingerprint, f.subject) for f in findings})


def read_baseline(path: Path) -> Baseline:
    """Read a baseline file. Raises BaselineError."""
    try:
        content = json.loads(read_file(path))
        version = content["version"]
        if isinstance(version, int) and version != _VERSION:
            raise BaselineError(f"{path}: version {version} of a baseline is not known; write it again.")
        return Baseline(path, tuple(_entry(entry) for entry in content["findings"]))
    except UnreadableError as error:
        raise BaselineError(f"{path}: {error.why} Write a baseline with `comet-lint baseline`.") from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise BaselineError(f"{path}: not a baseline; write one with `comet-lint baseline`.") from None


def _entry(content: Mapping[str, object]) -> KnownFinding:
    parts = [content[name] for name in KnownFinding._fields]
    if not all(isinstance(part, str) for part in parts):
        raise TypeError
    return KnownFinding(*map(str, parts))


def write_baseline(path: Path, entries: Iterable[KnownFinding]) -> None:
    """Write entries, one a line; the old file stays whole until the new one is complete. Raises BaselineError."""
    lines = ",\n".join(json.dumps(entry._asdict(), ensure_ascii=False) for entry in sorted(entries))
    text = f'{{"version": {_VERSION}, "findings": [\n{lines}\n]}}\n'
    try:
        # A path that is not UTF-8 is written with the escapes of JSON.
        write_whole(path, text, errors="backslashreplace")
    except OSError as error:
        raise BaselineError(f"{path}: cannot be written ({error.strerror}).") from None


def compare(
    findings: Iterable[Finding], entries: Iterable[KnownFinding], checked: Iterable[str], ran: Iterable[str], root: Path
) -> Compared:
    """Split findings by whether the baseline has them.

    Paths of entries are relative to `root`. An entry that says that findings are left out stands for all of its rule
    in its document. Entries of files that were not `checked`, or of rules that were not among those that `ran`, are
    not fixed; nor are those of a rule of which findings are left out of the same file now.
    """
    known = {entry.fingerprint for entry in entries}
    omission_of = _Omissions(root)
    still: set[str] = set()
    incomplete: set[tuple[str, str]] = set()
    new: list[Finding] = []
    old: list[Hidden] = []
    for finding in findings:
        fingerprint = finding.fingerprint if finding.fingerprint in known else omission_of(finding)
        if fingerprint in known:
            still.add(fingerprint)
            old.append(Hidden(finding, "baseline"))
        else:
            new.append(finding)
        if finding.omitted:
            incomplete.add((path_below(root, finding.path), finding.rule))
    paths, codes = {path_below(root, path) for path in checked}, set(ran)
    fixed = [
        entry
        for entry in entries
        if entry.fingerprint not in still
        and entry.rule in codes
        and (entry.path, entry.rule) not in incomplete
        and (entry.path in paths or _is_gone(root / entry.path))
    ]
    return Compared(new, old, fixed)


class _Omissions:
    """The fingerprints of the findings that say how many others of a rule are left out of a document."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._known: dict[tuple[str, str, str], str] = {}

    def __call__(self, finding: Finding) -> str:
        key = (finding.rule, finding.path, finding.document)
        known = self._known.get(key)
        if known is None:
            identity = file_identity(finding.path, self._root)
            known = self._known[key] = omission_fingerprint(finding.rule, identity, finding.document)
        return known


def _is_gone(path: Path) -> bool:
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return True
    except OSError:
        # Nobody knows.
        return False
    return False
