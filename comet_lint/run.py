"""One run over many files: read, check, join across documents, sum up."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from comet_lint.documents.discovery import STANDARD_INPUT, Candidate, find_files
from comet_lint.documents.kinds import Kind, kind_named
from comet_lint.documents.source import UnreadableError, read_file, read_stream
from comet_lint.engine.context import Context
from comet_lint.engine.engine import Crash
from comet_lint.engine.references import COLLECTIONS
from comet_lint.engine.rule import WORKSPACE, Rule
from comet_lint.findings import Finding
from comet_lint.lint import FileResult, Linter
from comet_lint.model import load_model
from comet_lint.outcome import DocumentInfo, Incomplete, Outcome

if TYPE_CHECKING:
    from comet_lint.cli.settings_options import Prepared
    from comet_lint.suppressions import CommentSuppression

_YAML = (".yaml", ".yml")
_COMMENT_MARK = b"comet-lint:"


class Checked(NamedTuple):
    """The outcome before anything is hidden, and the suppression comments found."""

    outcome: Outcome
    comments: tuple[CommentSuppression, ...]


def checked_files(paths: Sequence[str], prepared: Prepared, force_exclude: bool, _jobs: int) -> Checked:
    """Check the files behind `paths` and what is between them."""
    settings = prepared.settings
    linter = make_linter(prepared.selected, settings.context)
    kinds = _kind_patterns(settings.types)
    findings: list[Finding] = []
    documents: list[DocumentInfo] = []
    facts: list[Any] = []
    incomplete: list[Incomplete] = []
    comments: list[CommentSuppression] = []
    kept: dict[str, bytes] = {}
    files = passed_over = 0
    for candidate in find_files(paths, settings.exclude, force_exclude):
        try:
            data = _read(candidate)
        except UnreadableError as error:
            incomplete.append(Incomplete(candidate.shown, str(error)))
            continue
        if candidate.path == Path(STANDARD_INPUT):
            kept[candidate.shown] = data
        kind = prepared.kind or kinds(candidate.shown)
        result = linter.check(candidate.shown, data, kind, candidate.explicit or kind is not None)
        if not result.is_comet:
            passed_over += 1
            continue
        files += 1
        findings += result.findings
        documents += result.documents
        facts += result.facts
        incomplete += _crashes(result, candidate)
        if _COMMENT_MARK in data and candidate.path.suffix.lower() in _YAML:
            from comet_lint.suppressions import comment_suppressions

            comments += comment_suppressions(candidate.shown, data)
    if facts:
        from comet_lint.across import across_findings

        crashes: list[Crash] = []
        findings += across_findings(facts, linter, prepared.kind, crashes, incomplete, kept)
        incomplete += [Incomplete("", _crash_text(crash)) for crash in crashes]
    findings.sort(key=lambda found: (found.path, found.span, found.rule, found.pointer))
    outcome = Outcome(
        findings=tuple(findings),
        incomplete=tuple(dict.fromkeys(incomplete)),
        document_count=len(documents),
        file_count=files,
        passed_over=passed_over,
        documents=tuple(documents),
        fail_on=settings.fail_on,
    )
    return Checked(outcome, tuple(comments))


def make_linter(rules: Iterable[Rule], context: Context) -> Linter:
    """A linter that also collects facts if one of the rules is about several documents."""
    chosen = tuple(rules)
    collect: Callable[[Any, Any], Any] | None = None
    if any(_is_across(rule) for rule in chosen):
        from comet_lint.workspace import facts_of

        collect = facts_of
    return Linter(load_model(), chosen, context, collect)


def _read(candidate: Candidate) -> bytes:
    if candidate.path == Path(STANDARD_INPUT):
        return read_stream(sys.stdin.buffer)
    return read_file(candidate.path)


def _is_across(rule: Rule) -> bool:
    return WORKSPACE in rule.applies_to or (
        rule.reference is not None and rule.reference.target in COLLECTIONS
    )


def _kind_patterns(types: Sequence[tuple[str, str]]) -> Callable[[str], Kind | None]:
    if not types:
        return lambda _path: None
    from comet_lint.suppressions import path_matcher

    tests = [(path_matcher(pattern), kind_named(kind)) for pattern, kind in types]
    return lambda path: next((kind for matches, kind in tests if matches(path)), None)


def _crashes(result: FileResult, candidate: Candidate) -> Iterator[Incomplete]:
    for crash in result.crashes:
        yield Incomplete(candidate.shown, _crash_text(crash))


def _crash_text(crash: Crash) -> str:
    return f"rule {crash.rule} crashed ({crash.reason}); please report this"


def default_jobs() -> int:
    """How many processes may run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
