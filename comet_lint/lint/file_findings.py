"""The findings of a file, made of the drafts about its documents, in which the secrets of no document are shown."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from comet_lint.comet.shapes import Shape
from comet_lint.lint.document import Linted, lint_document
from comet_lint.source.documents import Document
from comet_lint.source.roots import Root
from comet_lint.source.source_file import SourceFile
from comet_lint.text.pointers import Path, Step

if TYPE_CHECKING:
    from comet_lint.findings import Finding
    from comet_lint.lint.drafts import Draft
    from comet_lint.lint.finding_builder import FindingBuilder
    from comet_lint.lint.limits import Hider
    from comet_lint.lint.linter import Linter
    from comet_lint.lint.results import Crash
    from comet_lint.source.parsed import Notice

MakeGroup = Callable[[Root, Document, "Sequence[Notice]", Linted], "Group"]
"""Gives the drafts about a document of a root, from the notices about its text and what linting it gave."""


class Group(NamedTuple):
    """Drafts of findings, and the value in which their paths begin: of a map of documents, only the member concerned.

    `strangers` and `replaced` are those of the document, with paths that begin there too.
    """

    root: Root
    shape: Shape
    value: Any
    drafts: list[Draft]
    strangers: Collection[Path] = ()
    replaced: Collection[tuple[Path, object]] = ()

    def with_drafts_of(self, other: Group) -> Group:
        """The same, and what the other one says about the same value."""
        return Group(
            self.root,
            self.shape,
            self.value,
            [*self.drafts, *other.drafts],
            (*self.strangers, *other.strangers),
            (*self.replaced, *other.replaced),
        )


class _Pending(NamedTuple):
    """Findings of a member of a map, and the words in them that might be secrets of members read later."""

    root: Root
    document: Document
    notices: Sequence[Notice]
    findings: list[Finding]
    asked: set[str]


class FileFindings:
    """Collects the findings of a file.

    The secrets of all its documents are only collected if there are findings, and a second document. A map that is
    read member by member is not read twice for it: members with a word in their findings that turns out to be a
    secret of another one are linted again in the end.
    """

    def __init__(self, linter: Linter, path: str, file: SourceFile, hider: Callable[[], Hider] | None) -> None:
        self.crashes: list[Crash] = []
        """Rules whose message could not be filled."""
        self.secret_words: frozenset[str] | None = None
        self._linter = linter
        self._path = path
        self._file = file
        self._hider = hider
        self._documents: list[tuple[Document, Collection[Path]]] = []
        self._positions: dict[int, dict[Step, int]] = {}
        self._held: list[Group] = []
        self._pending: list[_Pending] = []
        self._words: set[str] = set()
        self._count = 0

    def note(self, document: Document, linted: Linted) -> None:
        """A document was linted; its drafts are added after this."""
        self._count += 1
        if document.base:
            positions = self._positions.setdefault(document.number, {})
            positions[document.base[0]] = len(positions) + 1
        if not self._file.is_streamed:
            self._documents.append((document, linted.strangers))
        elif self._pending:
            self._words |= self._secret_words(document, linted.strangers)
        else:
            self._documents.append((_released(document), linted.strangers))

    def add(self, groups: Iterable[Group]) -> None:
        """Drafts about whole values of the file, or about members of maps that are in memory."""
        self._held += [group for group in groups if group.drafts]

    def add_member(self, group: Group, document: Document, notices: Sequence[Notice]) -> None:
        """Drafts about a member of a map that is read member by member.

        They become findings at once, and the document is released: reusing memory makes parsing the next one faster.
        """
        if group.drafts:
            asked: set[str] = set()
            findings = self._made([group], asked.add)
            self._pending.append(_Pending(group.root, _released(document), notices, findings, asked))

    def finished(self, make_group: MakeGroup) -> list[Finding]:
        """All findings. `make_group` is for documents that must be linted again."""
        if self._held and self._count > 1:
            for document, strangers in self._documents:
                self._words |= self._secret_words(document, strangers)
            self.secret_words = frozenset(self._words)
        is_others = self.secret_words.__contains__ if self.secret_words is not None else None
        held, self._held = self._held, []
        found = self._made(held, is_others)
        return [*found, *self._finished_members(make_group)] if self._pending else found

    def _finished_members(self, make_group: MakeGroup) -> Iterator[Finding]:
        for document, strangers in self._documents:
            self._words |= self._secret_words(self._file.again(document), strangers)
        words = frozenset(self._words)
        self.secret_words = words if self._count > 1 else None
        for pending in self._pending:
            if words.isdisjoint(pending.asked):
                yield from pending.findings
                continue
            again = self._file.again(pending.document)
            group = make_group(pending.root, again, pending.notices, lint_document(again, self._linter, []))
            yield from self._made([group], words.__contains__)

    def _secret_words(self, document: Document, strangers: Collection[Path]) -> frozenset[str]:
        from comet_lint.lint.secret_words import secret_words

        return secret_words(document, strangers, self._linter.model)

    def _made(self, groups: Sequence[Group], is_others: Callable[[str], object] | None) -> list[Finding]:
        if not groups:
            return []
        from comet_lint.lint.finding_builder import DocumentPart

        maker = self._maker(groups)
        findings: list[Finding] = []
        for root, shape, value, drafts, strangers, replaced in groups:
            positions = self._positions.get(root.number, {}) if shape.kind == "dict" else {}
            part = DocumentPart(root.origin, value, shape, strangers, replaced, positions, is_others)
            findings += maker.findings(part, drafts)
        for draft in (draft for group in groups for draft in group.drafts):
            if draft.node is not None:
                draft.node.root.let_go()
        return findings

    def _maker(self, groups: Sequence[Group]) -> FindingBuilder:
        from comet_lint.lint.finding_builder import FindingBuilder
        from comet_lint.lint.known_places import KnownPlaces

        parsed = self._file.parsed
        if len(groups) > 1:
            # One look-up for each member of a map would take quadratic time.
            paths: dict[int, list[Path]] = {}
            for group in groups:
                origin = group.root.origin
                there = paths.setdefault(origin.number, [])
                there += [origin.to(path) for draft in group.drafts for path in _paths(draft)]
            parsed = parsed._replace(positions=KnownPlaces(parsed.positions, paths))
        linter = self._linter
        return FindingBuilder(linter.model, self._path, parsed, linter.root, self.crashes, self._hider)


def _released(document: Document) -> Document:
    return document._replace(value=None, replaced=())


def _paths(draft: Draft) -> Iterator[Path]:
    yield draft.path
    for place in draft.problem.related:
        yield place.path
