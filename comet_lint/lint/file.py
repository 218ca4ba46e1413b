"""Linting a file: each of its documents by `lint_document`, and what there is to say about its text and size."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from comet_lint.comet.shapes import Shape
from comet_lint.findings import Severity
from comet_lint.lint.document import lint_document
from comet_lint.lint.results import LARGE, LARGE_FILE, MANY_USERS, Crash, DocumentInfo, FileResult, UnjudgedPlace
from comet_lint.rules.problem import Problem
from comet_lint.source.documents import Document, DocumentRef
from comet_lint.source.kinds import KIND_NAMES, Kind, Unit, is_api_error, legacy_type
from comet_lint.source.source_file import BrokenMemberError, Root, SourceFile, open_file, read_whole
from comet_lint.text.pointers import Path, to_pointer
from comet_lint.text.printable import NAME_LIMIT, printable

if TYPE_CHECKING:
    from comet_lint.comet.model import Model
    from comet_lint.findings import Finding
    from comet_lint.lint.drafts import Draft
    from comet_lint.lint.linter import Linter
    from comet_lint.source.parsed import Notice

Group = tuple[Any, "list[Draft]"]
"""Drafts of findings, and the value in which their paths begin: of a map of documents, only the member concerned."""


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
        return _FileLint(linter, path, file, len(data)).result()
    except BrokenMemberError:
        return _FileLint(linter, path, read_whole(data, path, kind), len(data)).result()


class _FileLint:
    """Collects what is found in one file of `size` bytes."""

    def __init__(self, linter: Linter, path: str, file: SourceFile, size: int) -> None:
        self._linter = linter
        self._path = path
        self._file = file
        self._size = size
        self._has_several = len(file.parsed.roots) > 1
        self._findings: list[Finding] = []
        self._crashes: list[Crash] = []
        self._wording_crashes: list[Crash] = []
        self._infos: list[DocumentInfo] = []
        self._facts: list[Any] = []
        self._unjudged: list[UnjudgedPlace] = []

    def result(self) -> FileResult:
        """What linting the file gave, with its findings by place."""
        roots = list(self._file.roots())
        if not roots:
            self._finish(0, Shape("any"), [(None, list(self._notice_drafts(self._file.parsed.notices, None)))])
        for root in roots:
            if root.kind is None:
                self._lint_foreign(root)
            else:
                self._lint_root(root, root.kind)
        self._findings.sort(key=lambda finding: (finding.span, finding.rule, finding.pointer))
        further = [crash for crash in self._wording_crashes if crash not in self._crashes]
        crashes = (*self._crashes, *further)
        return FileResult(tuple(self._findings), tuple(self._infos), tuple(self._facts), crashes, tuple(self._unjudged))

    def _lint_root(self, root: Root, kind: Kind) -> None:
        shape = kind.shape
        with_facts = self._linter.needs_facts(root.unit_types)
        about_all = [*self._notice_drafts(root.notices, kind), *self._size_drafts(root, kind)]
        groups = _by_member(root.value, shape, about_all)
        for document, notices in self._file.documents(root):
            drafts = list(self._notice_drafts(notices, kind))
            drafts += self._lint(document, with_facts)
            if not drafts:
                continue
            value = {document.key: document.value} if document.base else document.value
            groups.setdefault(document.base, (value, []))[1].extend(drafts)
            if self._file.is_streamed:
                self._finish(root.number, shape, groups.values())
                groups = {}
        self._finish(root.number, shape, groups.values())

    def _lint(self, document: Document, with_facts: bool) -> list[Draft]:
        linted = lint_document(document, self._linter, self._crashes)
        before = ((document.number,) if self._has_several else ()) + document.base
        for path, why in linted.unjudged:
            self._unjudged.append(UnjudgedPlace(self._path, to_pointer(before + path), why))
        for unit in linted.units:
            self._infos.append(self._info(document, unit))
            if with_facts and self._linter.collect_facts is not None:
                ref = DocumentRef(self._path, document.number, unit.base, unit.type_name, unit.key)
                self._facts.append(self._linter.collect_facts(unit.value, ref))
        return linted.drafts

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
        self._finish(root.number, Shape("any"), [(root.value, drafts)])

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

    def _info(self, document: Document, unit: Unit) -> DocumentInfo:
        """What reports say about a typed document."""
        pointer = to_pointer(((document.number,) if self._has_several else ()) + unit.base)
        plan = self._linter.plan(document.shape)
        tenant = unit.value.get("OrganizationID") if plan.has_tenant else ""
        tenant = tenant if isinstance(tenant, str) else ""
        tenants: tuple[tuple[str, str], ...] = ()
        if plan.name_field:
            name = unit.value.get(plan.name_field)
            name = printable(name.strip(), NAME_LIMIT) if isinstance(name, str) else ""
        else:
            name, tenants = _named_by_node(unit, self._linter.model)
        return DocumentInfo(self._path, pointer, unit.type_name, name or unit.key or unit.type_name, tenant, tenants)

    def _finish(self, index: int, shape: Shape, groups: Collection[Group]) -> None:
        """Make the findings of drafts, and release the documents. Reusing memory makes parsing the next one faster."""
        groups = [group for group in groups if group[1]]
        if not groups:
            return
        from comet_lint.lint.finding_builder import FindingBuilder
        from comet_lint.lint.known_places import KnownPlaces

        groups = [(value, list(map(self._as_loud_as_sure, drafts))) for value, drafts in groups]
        linter, parsed = self._linter, self._file.parsed
        if len(groups) > 1:
            # One look-up for each member of a map would take quadratic time.
            paths = [path for _value, drafts in groups for draft in drafts for path in _paths(draft)]
            parsed = parsed._replace(positions=KnownPlaces(parsed.positions, index, paths))
        maker = FindingBuilder(linter.model, self._path, parsed, linter.root, self._wording_crashes)
        for value, drafts in groups:
            self._findings += maker.findings(index, value, shape, drafts)
        for draft in (draft for _value, drafts in groups for draft in drafts):
            if draft.node is not None:
                draft.node.root.let_go()

    def _as_loud_as_sure(self, draft: Draft) -> Draft:
        """The draft, an info if it is about a missing secret and the file has no secret at all: they were taken out."""
        if draft.misses_secret and not self._has_secret:
            return draft._replace(problem=draft.problem._replace(severity=Severity.INFO))
        return draft

    @cached_property
    def _has_secret(self) -> bool:
        """Whether a secret field somewhere in the file has a value. Asked only where one is missed."""
        from comet_lint.comet.redaction import secret_values

        return any(
            secret_values(document.value, document.shape, self._linter.model)
            for root in self._file.roots()
            for document, _notices in (self._file.documents(root) if root.kind is not None else ())
        )


def _named_by_node(unit: Unit, model: Model) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The name of a typed document, empty if it has none, and the tenants that a server holds, as (id, name)."""
    from comet_lint.comet.node import document_node

    node = document_node(unit.value, unit.type_name, model, unit.key)
    organizations = node.children("Organizations") if unit.type_name == "ServerConfigOptions" else ()
    named = node.own_name, tuple((tenant.key, tenant.own_name) for tenant in organizations)
    node.let_go()
    return named


def _by_member(value: Any, shape: Shape, drafts: Iterable[Draft]) -> dict[Path, Group]:
    """Drafts by the member of a map of documents that they are about; all together in any other value."""
    if shape.kind != "dict" or not isinstance(value, dict):
        return {(): (value, list(drafts))}
    groups: dict[Path, Group] = {}
    for draft in drafts:
        base = draft.path[:1]
        member = {step: value[step] for step in base if isinstance(step, str) and step in value}
        groups.setdefault(base, (member, []))[1].append(draft)
    return groups


def _paths(draft: Draft) -> Iterator[Path]:
    yield draft.path
    for place in draft.problem.related:
        yield place.path
