"""One run over many files: read, check, join across documents, sum up."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from comet_lint.config.settings import RunConfig
from comet_lint.findings import Finding
from comet_lint.lint.results import CollectFacts, Crash, DocumentInfo, FileResult, Incomplete, Outcome
from comet_lint.run.causes import one_for_each_cause, with_found_across
from comet_lint.run.workers import Piece, Setup, Task, check_all, check_content, is_standard_input
from comet_lint.source.discovery import Candidate, find_files
from comet_lint.source.kinds import Kind, kind_named
from comet_lint.source.reading import UnreadableError, read_stream

if TYPE_CHECKING:
    from comet_lint.comet.model import Model
    from comet_lint.rules.rule import Rule
    from comet_lint.suppress.comments import CommentSuppression


Watch = Callable[[Iterator[Piece], int], Iterator[Piece]]


class _Seen(NamedTuple):
    """What the user named, and the files that gave no documents though they may hold some."""

    paths: Sequence[str]
    unread: list[Candidate]


class Checked(NamedTuple):
    """The outcome before anything is hidden, and the suppression comments found."""

    outcome: Outcome
    comments: tuple[CommentSuppression, ...]


def checked_files(paths: Sequence[str], config: RunConfig, jobs: int = 0, watch: Watch | None = None) -> Checked:
    """Check the files behind `paths` and what is between them.

    `jobs` as in `check_all`. `watch` is given the results as they come, and how many there will be; it hands
    them on.
    """
    settings = config.settings
    kind_of_pattern = _kind_patterns(settings.types, settings.root)

    def kind_of(path: str) -> Kind | None:
        return config.kind or kind_of_pattern(path)

    excluded = [(settings.root, settings.exclude), (Path(), config.exclude_here)]
    notes: list[str] = []
    found = _without_notes(find_files(paths, excluded, config.force_exclude), notes)
    if config.skip_unknown:
        found = (candidate._replace(explicit=False) for candidate in found)
    tasks = [Task(candidate, kind_of(candidate.shown)) for candidate in found]
    findings: list[Finding] = []
    documents: list[DocumentInfo] = []
    facts: list[Any] = []
    incomplete: list[Incomplete] = []
    comments: list[CommentSuppression] = []
    kept: dict[str, bytes] = {}
    files = passed_over = empty_exports = 0
    blank: list[Task] = []
    unread: list[Candidate] = []
    pieces = _pieces(tasks, config, jobs, kept)
    for piece in watch(pieces, len(tasks)) if watch is not None else pieces:
        shown, result = piece.candidate.shown, piece.result
        if not result.documents and (piece.failure or result.is_comet):
            unread.append(piece.candidate)
        if piece.failure:
            incomplete.append(Incomplete(shown, piece.failure))
        elif not result.is_comet:
            passed_over += 1
            if result.is_blank:
                blank.append(Task(piece.candidate, kind_of(shown)))
        else:
            files += 1
            empty_exports += result.is_empty_export
            findings += result.findings
            documents += result.documents
            facts += result.facts
            comments += piece.comments
            incomplete += [Incomplete(shown, _crash_text(crash)) for crash in result.crashes]
    failed = _failed_exports(blank, documents, config)
    findings += failed
    passed_over -= len(failed)
    files += len(failed)
    if facts:
        crashes: list[Crash] = []
        across = _across(facts, config, kind_of, crashes, incomplete, kept, _Seen(paths, unread))
        findings = with_found_across(findings, across, settings.choice.chosen())
        incomplete += [Incomplete("", _crash_text(crash)) for crash in crashes]
    findings.sort(key=lambda found: (found.path, found.span, found.rule, found.pointer))
    if findings:
        findings = one_for_each_cause(findings, settings.choice.chosen())
    outcome = Outcome(
        findings=tuple(findings),
        incomplete=tuple(dict.fromkeys(incomplete)),
        document_count=len(documents),
        file_count=files,
        passed_over=passed_over,
        documents=tuple(documents),
        empty_exports=empty_exports,
        notes=tuple(notes),
        fail_on=settings.fail_on,
    )
    return Checked(outcome, tuple(comments))


def _failed_exports(blank: list[Task], documents: list[DocumentInfo], config: RunConfig) -> list[Finding]:
    """The findings about files without content beside documents with the same ending: they were meant to be some."""
    if not blank:
        return []
    known = {_folder_and_ending(document.path) for document in documents}
    meant = [task for task in blank if _folder_and_ending(task.candidate.shown) in known]
    linter = Setup(config.settings.choice, config.settings.context, config.settings.root).linter()
    return [found for task in meant for found in linter.check(task.candidate.shown, b"").findings]


def _folder_and_ending(path: str) -> tuple[str, str]:
    return os.path.dirname(path), os.path.splitext(path)[1].lower()  # noqa: PTH120, PTH122 - of each document


def _without_notes(found: Iterator[Candidate], notes: list[str]) -> Iterator[Candidate]:
    for candidate in found:
        if candidate.note:
            notes.append(f"{candidate.shown}: {candidate.note}")
        else:
            yield candidate


def _across(
    facts: list[Any],
    config: RunConfig,
    kind_of: Callable[[str], Kind | None],
    crashes: list[Crash],
    incomplete: list[Incomplete],
    kept: dict[str, bytes],
    seen: _Seen,
) -> list[Finding]:
    from comet_lint.comet.model import load_model
    from comet_lint.run.coverage import coverage
    from comet_lint.workspace import workspace_problems

    rules, context = config.settings.choice.chosen(), config.settings.context
    problems = list(workspace_problems(facts, rules, context, load_model(), crashes, coverage(*seen)))
    if not problems:
        return []
    from comet_lint.workspace.locating import located

    linter = _setup(config, 0).linter()
    return located(problems, linter, kind_of, crashes, incomplete, kept)


def _pieces(tasks: list[Task], config: RunConfig, jobs: int, kept: dict[str, bytes]) -> Iterator[Piece]:
    setup = _setup(config, len(tasks))
    for task in tasks:
        if is_standard_input(task.candidate):
            try:
                data = read_stream(sys.stdin.buffer)
            except UnreadableError as error:
                yield Piece(task.candidate, FileResult(is_comet=False), failure=error.reason)
                continue
            # It cannot be read again for the rules about several documents.
            kept[task.candidate.shown] = data
            yield check_content(setup.linter(), task, data)
    yield from check_all([task for task in tasks if not is_standard_input(task.candidate)], setup, jobs)


def _setup(config: RunConfig, files: int) -> Setup:
    settings = config.settings
    filters = None if config.no_ignores else settings.filters
    return Setup(settings.choice, settings.context, settings.root, files, _fact_collector, filters)


def _fact_collector(rules: Iterable[Rule], model: Model) -> CollectFacts | None:
    # A single profile, the usual case in a pre-commit hook, needs no facts: start-up time.
    from comet_lint.workspace import fact_collector

    return fact_collector(rules, model)


def _kind_patterns(types: Sequence[tuple[str, str]], root: Path) -> Callable[[str], Kind | None]:
    if not types:
        return lambda _path: None
    from comet_lint.suppress.accepted import path_matcher

    tests = [(path_matcher(root, pattern), kind_named(kind)) for pattern, kind in types]
    return lambda path: next((kind for matches, kind in tests if matches(path)), None)


def _crash_text(crash: Crash) -> str:
    return f"rule {crash.rule} crashed ({crash.reason}); please report this"
