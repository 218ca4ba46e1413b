"""One run over many files: read, check, join across documents, sum up."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from comet_lint.documents.discovery import STANDARD_INPUT, Candidate
from comet_lint.documents.kinds import Kind
from comet_lint.documents.source import UnreadableError, read_file
from comet_lint.engine.context import Context
from comet_lint.engine.engine import Crash
from comet_lint.engine.rule import WORKSPACE, Rule
from comet_lint.findings import Finding, Severity
from comet_lint.lint import FileResult, Linter
from comet_lint.model import load_model
from comet_lint.outcome import DocumentInfo, Incomplete, Outcome


@dataclass(frozen=True, slots=True)
class RunOptions:
    """What to run: the rules, the surroundings, and the kind that documents are forced to be."""

    rules: tuple[Rule, ...]
    context: Context = Context()
    kind: Kind | None = None
    fail_on: Severity | None = Severity.WARNING


def run(candidates: Iterable[Candidate], options: RunOptions) -> Outcome:
    """Check all files and what is between them."""
    across = any(_is_across(rule) for rule in options.rules)
    linter = _make_linter(options, across)
    findings: list[Finding] = []
    documents: list[DocumentInfo] = []
    facts: list[Any] = []
    incomplete: list[Incomplete] = []
    kept: dict[str, bytes] = {}
    files = passed_over = 0
    for candidate in candidates:
        try:
            data = _read(candidate)
        except UnreadableError as error:
            incomplete.append(Incomplete(candidate.shown, str(error)))
            continue
        if across and str(candidate.path) == STANDARD_INPUT:
            kept[candidate.shown] = data
        result = linter.check(candidate.shown, data, options.kind, candidate.explicit)
        if not result.is_comet:
            passed_over += 1
            continue
        files += 1
        findings += result.findings
        documents += result.documents
        facts += result.facts
        incomplete += _crashes(result, candidate)
    if across:
        from comet_lint.across import across_findings

        crashes: list[Crash] = []
        findings += across_findings(facts, linter, options.kind, crashes, incomplete, kept)
        incomplete += [Incomplete("", _crash_text(crash)) for crash in crashes]
    findings.sort(key=lambda found: (found.path, found.span, found.rule, found.pointer))
    return Outcome(
        findings=tuple(findings),
        incomplete=tuple(dict.fromkeys(incomplete)),
        document_count=len(documents),
        file_count=files,
        passed_over=passed_over,
        documents=tuple(documents),
        fail_on=options.fail_on,
    )


def _make_linter(options: RunOptions, across: bool) -> Linter:
    collect = None
    if across:
        from comet_lint.workspace import facts_of

        collect = facts_of
    return Linter(load_model(), options.rules, options.context, collect)


def _read(candidate: Candidate) -> bytes:
    if str(candidate.path) == STANDARD_INPUT:
        return sys.stdin.buffer.read()
    return read_file(candidate.path)


def _is_across(rule: Rule) -> bool:
    from comet_lint.engine.references import COLLECTIONS

    return WORKSPACE in rule.applies_to or (rule.reference is not None and rule.reference.target in COLLECTIONS)


def _crashes(result: FileResult, candidate: Candidate) -> Iterator[Incomplete]:
    for crash in result.crashes:
        yield Incomplete(candidate.shown, _crash_text(crash))


def _crash_text(crash: Crash) -> str:
    return f"rule {crash.rule} crashed ({crash.reason}); please report this"
