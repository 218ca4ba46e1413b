"""Checking a large map of documents with only one of them in memory at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comet_lint.lint.document_check import DocumentCheck, Part
from comet_lint.lint.file_check import file_result, notice_drafts, size_drafts
from comet_lint.lint.finding_builder import FindingBuilder
from comet_lint.lint.results import Crash, FileResult
from comet_lint.source.kinds import Kind
from comet_lint.source.map_file import BrokenMemberError, MapFile, open_map
from comet_lint.source.parsed import ParsedFile
from comet_lint.source.reading import Text

if TYPE_CHECKING:
    from comet_lint.lint.linter import Linter


def check_map(linter: Linter, path: str, text: Text, size: int, forced: Kind | None) -> FileResult | None:
    """What `FileCheck` gives for the file called `path`, of `size` bytes; None if it must be parsed as a whole."""
    file = open_map(text, forced)
    if file is None:
        return None
    try:
        return _checked(linter, path, file, size)
    except BrokenMemberError:
        return None


def map_finding_maker(linter: Linter, path: str, file: MapFile, crashes: list[Crash]) -> FindingBuilder:
    """What makes the findings of the file, given a map with only the member concerned."""
    return FindingBuilder(linter.model, path, ParsedFile("json", ({},), (), file), linter.root, crashes)


def _checked(linter: Linter, path: str, file: MapFile, size: int) -> FileResult:
    crashes: list[Crash] = []
    wording_crashes: list[Crash] = []
    maker = map_finding_maker(linter, path, file, wording_crashes)
    checker = DocumentCheck(linter, path, crashes)
    kind, shape = file.kind, file.kind.shape
    assert shape.item is not None  # noqa: S101 - maps have items
    documents = file.object_count
    with_facts = linter.needs_facts([shape.item.type_name] * documents)
    drafts = [*notice_drafts(linter, file.notices, kind), *size_drafts(linter, kind, size, documents)]
    findings = maker.findings(0, {}, shape, drafts)
    for key in file:
        value, notices = file.entry(key)
        part = Part(0, (key,), value, shape.item)
        has_passed = checker.passes(part)
        if not has_passed:
            value, notices = file.read_closely(key)
            part = part._replace(value=value)
        drafts = list(notice_drafts(linter, notices, kind))
        drafts += checker.drafts(part, kind, with_facts, has_passed)
        findings += maker.findings(0, {key: value}, shape, drafts)
        checker.let_go()
    return file_result(findings, checker, crashes, wording_crashes)
