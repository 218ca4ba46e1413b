"""Checking a file that was parsed as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from comet_lint.comet.model import Shape
from comet_lint.findings import Finding
from comet_lint.lint.document_check import DocumentCheck, parts_of
from comet_lint.lint.drafts import Draft
from comet_lint.lint.finding_builder import FindingBuilder
from comet_lint.lint.member_findings import member_findings
from comet_lint.lint.results import LARGE_FILE, MANY_USERS, Crash, DocumentInfo, FileResult
from comet_lint.rules.problem import Problem
from comet_lint.source.kinds import KIND_NAMES, Kind, Unit, is_api_error, legacy_type, recognise, units_of
from comet_lint.source.parsed import Notice, ParsedFile

if TYPE_CHECKING:
    from comet_lint.lint.linter import Linter


class FileCheck:
    """Checks the documents of one parsed file of `size` bytes."""

    def __init__(self, linter: Linter, path: str, parsed: ParsedFile, size: int) -> None:
        self._linter = linter
        self._path = path
        self._parsed = parsed
        self._size = size
        self._crashes: list[Crash] = []
        self._wording_crashes: list[Crash] = []
        self._maker = FindingBuilder(linter.model, path, parsed, linter.root, self._wording_crashes)
        self._checker = DocumentCheck(linter, path, self._crashes, has_several=len(parsed.roots) > 1)

    def run(self, forced: Kind | None) -> FileResult:
        """Check all of it. `forced` is what the user says that its documents are."""
        findings: list[Finding] = []
        if not self._parsed.roots:
            drafts = list(notice_drafts(self._linter, self._parsed.notices, None))
            findings += self._maker.findings(0, None, Shape("any"), drafts)
        for index, root in enumerate(self._parsed.roots):
            kind = forced or recognise(root)
            shape = kind.shape if kind is not None else Shape("any")
            drafts = list(notice_drafts(self._linter, self._notices_of(index), kind))
            drafts += self._drafts(index, root, kind)
            findings += member_findings(self._maker, index, root, shape, drafts)
            self._checker.let_go()
        return file_result(findings, self._checker, self._crashes, self._wording_crashes)

    def _notices_of(self, index: int) -> Iterator[Notice]:
        has_several = len(self._parsed.roots) > 1
        for notice in self._parsed.notices:
            of = notice.path[0] if has_several and notice.path and isinstance(notice.path[0], int) else 0
            if of == index:
                yield notice._replace(path=notice.path[1:]) if has_several else notice

    def _drafts(self, index: int, root: object, kind: Kind | None) -> Iterator[Draft]:
        if kind is None:
            yield from self._unrecognised_drafts(root)
            return
        types = [unit.type_name for unit in units_of(root, kind.shape)]
        yield from size_drafts(self._linter, kind, self._size, len(types))
        with_facts = self._linter.needs_facts(types)
        for part in parts_of(index, root, kind.shape):
            yield from self._checker.drafts(part, kind, with_facts, self._checker.passes(part))

    def _unrecognised_drafts(self, root: object) -> Iterator[Draft]:
        rules = self._linter.rules
        if is_api_error(root):
            if "T002" in rules:
                yield Draft(rules["T002"], ("Status",), Problem(), None, "")
            return
        legacy = legacy_type(root)
        if legacy is not None and isinstance(root, dict):
            self._checker.documents.append(DocumentInfo(self._path, "", legacy, legacy))
            yield from self._checker.judged(Unit((), legacy, None, root))
        elif "T003" in rules:
            yield Draft(rules["T003"], (), Problem(details={"kinds": ", ".join(KIND_NAMES)}), None, "")


def notice_drafts(linter: Linter, notices: Iterable[Notice], kind: Kind | None) -> Iterator[Draft]:
    """The drafts of what there is to say about the text; paths begin at the document that it is about."""
    for notice in notices:
        rule = linter.rules.get(notice.rule)
        if rule is not None:
            problem = Problem(severity=notice.severity)
            yield Draft(rule, notice.path, problem, None, kind.name if kind else "", notice.message, notice.span)


def size_drafts(linter: Linter, kind: Kind, size: int, units: int) -> Iterator[Draft]:
    """T018 for a file of so many bytes and documents."""
    rule = linter.rules.get("T018")
    if rule is not None and (size > LARGE_FILE or units > MANY_USERS):
        details: dict[str, str | int] = {"documents": units, "megabytes": size // 1024**2}
        yield Draft(rule, (), Problem(details=details), None, kind.name)


def file_result(
    findings: list[Finding], checker: DocumentCheck, crashes: list[Crash], wording_crashes: list[Crash]
) -> FileResult:
    """What checking a file gave, with its findings by place."""
    findings.sort(key=lambda finding: (finding.span, finding.rule, finding.pointer))
    further = [crash for crash in wording_crashes if crash not in crashes]
    return FileResult(tuple(findings), tuple(checker.documents), tuple(checker.facts), (*crashes, *further))
