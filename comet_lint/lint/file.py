"""Linting a file: each of its documents by `lint_document`, and what there is to say about its text and size."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from comet_lint.comet.shapes import Shape
from comet_lint.findings import Severity
from comet_lint.lint.document import Linted, lint_document
from comet_lint.lint.document_info import document_info
from comet_lint.lint.file_findings import FileFindings, Group
from comet_lint.lint.results import LARGE, LARGE_FILE, MANY_USERS, Crash, DocumentInfo, FileResult
from comet_lint.rules.problem import Problem
from comet_lint.source.documents import Document, DocumentRef
from comet_lint.source.kinds import Kind
from comet_lint.source.roots import Origin, Root
from comet_lint.source.source_file import BrokenMemberError, SourceFile, open_file, read_whole
from comet_lint.text.pointers import Path

if TYPE_CHECKING:
    from comet_lint.lint.drafts import Draft
    from comet_lint.lint.linter import Linter
    from comet_lint.source.parsed import Notice

_ANY = Shape("any")
_WHOLE = Root(0, Origin(), None, None)
"""The file itself, for what is said about none of its roots."""


def lint_file(
    linter: Linter, path: str, data: bytes, kind: Kind | None = None, explicit: bool = True, large: int = LARGE
) -> FileResult:
    """Lint the content of the file called `path` (as shown to the user).

    `kind` forces what its documents are. Unless the file was named `explicit`ly, one that does not look like a Comet
    document gives a result that says so, and no findings. A map of documents of at least `large` bytes is read member
    by member, with the same outcome.
    """
    file = open_file(data, path, kind, large)
    if not (explicit or kind is not None or file.looks_like_comet):
        return FileResult(is_comet=False, is_blank=not data.strip())
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
        roots = self._file.roots
        with_facts = self._linter.needs_facts([name for root in roots for name in root.unit_types])
        first = roots[0].kind if roots and not roots[0].origin.identity else None
        groups = self._about_no_root()
        if any(root.kind is not None for root in roots):
            about_size = self._size_drafts(sum(len(root.unit_types) for root in roots), first)
            groups.append(Group(_WHOLE, _ANY, None, list(about_size)))
        for root in roots:
            if root.kind is None:
                groups.append(self._lint_foreign(root))
            elif self._file.is_streamed:
                self._lint_members(root, root.kind, with_facts)
            else:
                groups += self._lint_root(root, root.kind, with_facts and not root.is_record)
        self._findings.add(groups)
        findings = self._findings.finished(self._group)
        findings.sort(key=lambda finding: (finding.span, finding.rule, finding.pointer))
        further = [crash for crash in self._findings.crashes if crash not in self._crashes]
        is_empty = not roots and bool(self._file.parsed.roots)
        return FileResult(
            tuple(findings),
            tuple(self._infos),
            tuple(self._facts),
            (*self._crashes, *further),
            is_empty_export=is_empty,
            secret_words=self._findings.secret_words,
        )

    def _about_no_root(self) -> list[Group]:
        values = self._file.parsed.roots or (None,)
        return [
            Group(Root(0, Origin(notice.root), None, None), _ANY, values[notice.root], [draft])
            for notice in self._file.notices
            for draft in self._notice_drafts([notice], None)
        ]

    def _lint_members(self, root: Root, kind: Kind, with_facts: bool) -> None:
        """Lint a map of which one member at a time is in memory."""
        about_all = list(self._notice_drafts(root.notices, kind, root.origin))
        self._findings.add([Group(root, kind.shape, root.value, about_all)])
        for document, notices in self._file.documents(root):
            linted = self._lint(root, document, with_facts)
            self._findings.note(document, linted)
            self._findings.add_member(self._group(root, document, notices, linted), document, notices)

    def _lint_root(self, root: Root, kind: Kind, with_facts: bool) -> Collection[Group]:
        groups = _by_member(root, kind.shape, self._notice_drafts(root.notices, kind, root.origin))
        for document, _notices in self._file.documents(root):
            linted = self._lint(root, document, with_facts)
            self._findings.note(document, linted)
            group = self._group(root, document, (), linted)
            if document.base in groups:
                groups[document.base] = groups[document.base].with_drafts_of(group)
            elif group.drafts:
                groups[document.base] = group
        return groups.values()

    def _group(self, root: Root, document: Document, notices: Sequence[Notice], linted: Linted) -> Group:
        """The drafts about a document, with paths from the root that it is in."""
        base = document.base
        return Group(
            root,
            document.kind.shape,
            {document.key: document.value} if base else document.value,
            [*self._notice_drafts(notices, document.kind), *linted.drafts],
            [base + path for path in linted.strangers],
            [(base + path, old) for path, old in document.replaced],
        )

    def _lint(self, root: Root, document: Document, with_facts: bool) -> Linted:
        linted = lint_document(document, self._linter, self._crashes)
        has_several = len(self._file.parsed.roots) > 1
        for unit in linted.units:
            before = ((root.origin.number,) if has_several else ()) + root.origin.to(unit.base)
            self._infos.append(document_info(self._path, before, document, unit, linted.strangers, self._linter))
            if with_facts and self._linter.collect_facts is not None:
                ref = DocumentRef(self._path, document.number, unit.base, unit.type_name, unit.key)
                self._facts.append(self._linter.collect_facts(unit.value, ref))
        return linted

    def _lint_foreign(self, root: Root) -> Group:
        from comet_lint.source.foreign import is_api_error, legacy_type, nature_of

        drafts = list(self._notice_drafts(root.notices, None, root.origin))
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
            nature = nature_of(root.value)
            severity = Severity.WARNING if nature.variant == "encrypted" else None
            drafts += self._built_in("T003", (), None, nature.variant, severity, **nature.details)
        return Group(root, _ANY, root.value, drafts)

    def _notice_drafts(
        self, notices: Sequence[Notice], kind: Kind | None, origin: Origin = _WHOLE.origin
    ) -> Iterator[Draft]:
        """The drafts of what there is to say about the text; paths begin at the root that it is about."""
        if not notices:
            return
        from comet_lint.lint.drafts import Draft

        name = kind.name if kind is not None else ""
        for notice in notices:
            rule = self._linter.rules.get(notice.rule)
            if rule is not None:
                # Within a text, lines are not those of the file.
                span = notice.span if origin.inside is None else None
                problem = Problem(severity=notice.severity)
                yield Draft(rule, notice.path, problem, None, name, self._message(notice, kind), span)

    def _message(self, notice: Notice, kind: Kind | None) -> str:
        if not notice.about_id or kind is None:
            return notice.message
        from comet_lint.lint.structure import is_entry_of_dictionary

        is_id = is_entry_of_dictionary(notice.path, kind.shape, self._linter.model)
        return notice.about_id if is_id else notice.message

    def _size_drafts(self, documents: int, kind: Kind | None) -> Iterator[Draft]:
        if self._size > LARGE_FILE or documents > MANY_USERS:
            megabytes = self._size // 1024**2
            yield from self._built_in("T018", (), kind, documents=documents, megabytes=megabytes)

    def _built_in(
        self,
        code: str,
        path: Path,
        kind: Kind | None = None,
        variant: str = "",
        severity: Severity | None = None,
        **details: str | int,
    ) -> Iterator[Draft]:
        from comet_lint.lint.drafts import Draft

        rule = self._linter.rules.get(code)
        if rule is not None:
            problem = Problem((), details, variant, severity)
            yield Draft(rule, path, problem, None, kind.name if kind else "")


def _by_member(root: Root, shape: Shape, drafts: Iterable[Draft]) -> dict[Path, Group]:
    """Drafts by the member of a map of documents that they are about; all together in any other value."""
    value = root.value
    if shape.kind != "dict" or not isinstance(value, dict):
        return {(): Group(root, shape, value, list(drafts))}
    groups: dict[Path, Group] = {}
    for draft in drafts:
        base = draft.path[:1]
        member = {step: value[step] for step in base if isinstance(step, str) and step in value}
        groups.setdefault(base, Group(root, shape, member, [])).drafts.append(draft)
    return groups
