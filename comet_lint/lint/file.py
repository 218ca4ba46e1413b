"""Linting a file: each of its documents by `lint_document`, and what there is to say about its text and size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from comet_lint.comet.shapes import Shape
from comet_lint.lint.document import Linted, lint_document
from comet_lint.lint.document_info import document_info
from comet_lint.lint.file_findings import FileFindings, Group
from comet_lint.lint.results import LARGE, LARGE_FILE, MANY_USERS, Crash, DocumentInfo, FileResult
from comet_lint.rules.problem import Problem
from comet_lint.source.documents import Document, DocumentRef
from comet_lint.source.kinds import KIND_NAMES, Kind, is_api_error, legacy_type
from comet_lint.source.source_file import BrokenMemberError, Root, SourceFile, open_file, read_whole
from comet_lint.text.pointers import Path

if TYPE_CHECKING:
    from comet_lint.lint.drafts import Draft
    from comet_lint.lint.linter import Linter
    from comet_lint.source.parsed import Notice


def lint_file(
    linter: Linter, path: str, data: bytes, kind: Kind | None = None, explicit: bool = True, large: int = LARGE
) -> FileResult:
    """Lint the content of the file called `path` (as shown to the user).

    `kind` forces what its documents are. Unless the file was named `explicit`ly, one that does not look like a Comet
    document gives a result that says so, and no findings. A map of documents of at least `large` bytes is read member
    by member, with the same outcome.
    """
    file = open_file(data, path, kind, large)
    if not (explicit or kind is not None or file.looks_like_comet(data)):
        return FileResult(is_comet=False)
    try:
        return _FileLint(linter, path, file, data).result()
    except BrokenMemberError:
        return _FileLint(linter, path, read_whole(data, path, kind), data).result()


class _FileLint:
    """Collects what is found in one file with the content `data`."""

    def __init__(self, linter: Linter, path: str, file: SourceFile, data: bytes) -> None:
        self._linter = linter
        self._path = path
        self._file = file
        self._size = len(data)
        hider = linter.hider(path, data) if file.parsed.roots else None
        self._findings = FileFindings(linter, path, file, hider)
        self._crashes: list[Crash] = []
        self._infos: list[DocumentInfo] = []
        self._facts: list[Any] = []

    def result(self) -> FileResult:
        """What linting the file gave, with its findings by place."""
        roots = list(self._file.roots())
        if not roots:
            drafts = list(self._notice_drafts(self._file.parsed.notices, None))
            self._findings.add(0, Shape("any"), [Group(None, drafts)])
        for root in roots:
            if root.kind is None:
                self._lint_foreign(root)
            else:
                self._lint_root(root, root.kind)
        findings = self._findings.finished(self._group)
        findings.sort(key=lambda finding: (finding.span, finding.rule, finding.pointer))
        further = [crash for crash in self._findings.crashes if crash not in self._crashes]
        crashes = (*self._crashes, *further)
        words = self._findings.secret_words
        return FileResult(tuple(findings), tuple(self._infos), tuple(self._facts), crashes, secret_words=words)

    def _lint_root(self, root: Root, kind: Kind) -> None:
        shape = kind.shape
        with_facts = self._linter.needs_facts(root.unit_types)
        about_all = [*self._notice_drafts(root.notices, kind), *self._size_drafts(root, kind)]
        groups = _by_member(root.value, shape, about_all)
        for document, notices in self._file.documents(root):
            linted = self._lint(document, with_facts)
            self._findings.note(document, notices, linted)
            group = self._group(document, notices, linted)
            if document.base in groups:
                groups[document.base] = groups[document.base].with_drafts_of(group)
            elif group.drafts:
                groups[document.base] = group
            if self._file.is_streamed:
                self._findings.add(root.number, shape, groups.values())
                groups = {}
        self._findings.add(root.number, shape, groups.values())

    def _group(self, document: Document, notices: Sequence[Notice], linted: Linted) -> Group:
        """The drafts about a document, with paths from the value of the file that it is in."""
        base = document.base
        return Group(
            {document.key: document.value} if base else document.value,
            [*self._notice_drafts(notices, document.kind), *linted.drafts],
            [base + path for path in linted.strangers],
            [(base + path, old) for path, old in document.replaced],
        )

    def _lint(self, document: Document, with_facts: bool) -> Linted:
        linted = lint_document(document, self._linter, self._crashes)
        has_several = len(self._file.parsed.roots) > 1
        for unit in linted.units:
            info = document_info(self._path, document, unit, linted.strangers, self._linter, has_several)
            self._infos.append(info)
            if with_facts and self._linter.collect_facts is not None:
                ref = DocumentRef(self._path, document.number, unit.base, unit.type_name, unit.key)
                self._facts.append(self._linter.collect_facts(unit.value, ref))
        return linted

    def _lint_foreign(self, root: Root) -> None:
        drafts = list(self._notice_drafts(root.notices, None))
        legacy = legacy_type(root.value)
        if is_api_error(root.value):
            drafts += self._built_in("T002", ("Status",))
        elif legacy is not None:
            self._infos.append(DocumentInfo(self._path, "", legacy, legacy))
            kind = Kind(legacy, Shape("object", type_name=legacy))
            document = Document(root.number, kind, (), root.value, kind.shape)
            linted = lint_document(document, self._linter, self._crashes)
            # Nobody can do anything about the structure of a document that is not to be used any more.
            drafts += [draft for draft in linted.drafts if draft.rule.family != "T"]
        else:
            drafts += self._built_in("T003", (), kinds=", ".join(KIND_NAMES))
        self._findings.add(root.number, Shape("any"), [Group(root.value, drafts)])

    def _notice_drafts(self, notices: Sequence[Notice], kind: Kind | None) -> Iterator[Draft]:
        """The drafts of what there is to say about the text; paths begin at the root that it is about."""
        if not notices:
            return
        from comet_lint.lint.drafts import Draft

        for notice in notices:
            rule = self._linter.rules.get(notice.rule)
            if rule is not None:
                problem = Problem(severity=notice.severity)
                yield Draft(rule, notice.path, problem, None, kind.name if kind else "", notice.message, notice.span)

    def _size_drafts(self, root: Root, kind: Kind) -> Iterator[Draft]:
        documents = len(root.unit_types)
        if self._size > LARGE_FILE or documents > MANY_USERS:
            yield from self._built_in("T018", (), kind, documents=documents, megabytes=self._size // 1024**2)

    def _built_in(self, code: str, path: Path, kind: Kind | None = None, **details: str | int) -> Iterator[Draft]:
        from comet_lint.lint.drafts import Draft

        rule = self._linter.rules.get(code)
        if rule is not None:
            yield Draft(rule, path, Problem(details=details), None, kind.name if kind else "")


def _by_member(value: Any, shape: Shape, drafts: Iterable[Draft]) -> dict[Path, Group]:
    """Drafts by the member of a map of documents that they are about; all together in any other value."""
    if shape.kind != "dict" or not isinstance(value, dict):
        return {(): Group(value, list(drafts))}
    groups: dict[Path, Group] = {}
    for draft in drafts:
        base = draft.path[:1]
        member = {step: value[step] for step in base if isinstance(step, str) and step in value}
        groups.setdefault(base, Group(member, [])).drafts.append(draft)
    return groups
