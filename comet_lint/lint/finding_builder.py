"""From what rules say to findings: words, places in the text, fingerprints, excerpts, and nothing secret."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path as FilePath
from typing import Any, NamedTuple

from comet_lint.comet.model import Model, Shape
from comet_lint.comet.node import Node
from comet_lint.comet.redaction import Mask, printable, secret_values
from comet_lint.findings import Finding, Related, Span
from comet_lint.lint.drafts import Draft, message_of
from comet_lint.lint.error_places import crash_of
from comet_lint.lint.fingerprints import fingerprint
from comet_lint.lint.places import DocumentPlaces, Place
from comet_lint.lint.results import Crash
from comet_lint.source.discovery import path_below
from comet_lint.source.parsed import ParsedFile
from comet_lint.text.pointers import Path, to_pointer


class _Worded(NamedTuple):
    """A draft with its message, its place, and what its node is called."""

    draft: Draft
    place: Place
    message: str
    excerpt: str
    names: _Naming


class _Naming(NamedTuple):
    """What a node is called; see `Finding`."""

    subject: str = ""
    owner: str = ""
    entities: tuple[tuple[str, str], ...] = ()


_NAMELESS = _Naming()


class FindingBuilder:
    """Makes the findings of one parsed file, called `path` (as shown to the user).

    Fingerprints name the file relative to `root`; without it, as it is shown. A rule whose message cannot be
    filled is added to `crashes`.
    """

    def __init__(
        self, model: Model, path: str, parsed: ParsedFile, root: FilePath | None, crashes: list[Crash]
    ) -> None:
        self.model = model
        self.path = path
        self.parsed = parsed
        self.crashes = crashes
        self._identity = path if root is None or path == "-" else path_below(root, path)

    def findings(self, index: int, root: Any, shape: Shape, drafts: list[Draft]) -> list[Finding]:
        """The findings that `drafts` become in the file's document `index`, whose value is `root`.

        They are sorted by rule and pointer. One about a missing field points at the object that lacks it.
        """
        worded = list(self._worded(root, shape, drafts))
        if not worded:
            return []
        paths = [each.place.existing.path for each in worded]
        paths += [related.path for each in worded for related in each.draft.problem.related]
        marks = self.parsed.positions.marks(index, paths) if self.parsed.roots else []
        related_marks = iter(marks[len(worded) :])
        hide = self._hide(worded, root, shape)
        before = to_pointer(self._base(index))
        seen: dict[tuple[str, str, str], int] = {}
        findings: list[Finding] = []
        for number, each in enumerate(worded):
            draft, place, message, excerpt, names = each
            rule, problem = draft.rule, draft.problem
            identity = (rule.code, draft.kind, f"cause {problem.cause}" if problem.cause else before + place.stable)
            occurrence = seen[identity] = seen.get(identity, -1) + 1
            if hide is not None:
                message, excerpt, names = hide(message), hide(excerpt), _hidden(names, hide)
            related = [
                self.related(index, there.path, next(related_marks), hide(there.message) if hide else there.message)
                for there in problem.related
            ]
            findings.append(
                Finding(
                    rule=rule.code,
                    name=rule.name,
                    severity=problem.severity or rule.severity,
                    confidence=rule.confidence,
                    message=message,
                    path=self.path,
                    kind=draft.kind,
                    pointer=before + place.existing.pointer,
                    span=draft.span or marks[number],
                    fingerprint=fingerprint(
                        rule.code, "" if problem.cause else self._identity, draft.kind, identity[2], occurrence
                    ),
                    excerpt=excerpt,
                    subject=names.subject,
                    owner=names.owner,
                    entities=names.entities,
                    related=(*related, *draft.elsewhere),
                    object=before + to_pointer(draft.path[: len(draft.path) - len(problem.at)]),
                    affected=tuple([hide(printable(name)) if hide else printable(name) for name in problem.affected]),
                )
            )
        return findings

    def related(self, index: int, path: Path, span: Span, message: str) -> Related:
        """A second place of a finding, in this file's document `index`."""
        return Related(self.path, to_pointer(self._base(index) + path), span, message)

    def _base(self, index: int) -> Path:
        return (index,) if len(self.parsed.roots) > 1 else ()

    def _worded(self, root: Any, shape: Shape, drafts: Iterable[Draft]) -> Iterator[_Worded]:
        places = DocumentPlaces(root, shape, self.model, self.parsed.syntax)
        placed = [(draft, places.at(draft.path)) for draft in drafts]
        placed.sort(key=lambda each: (each[0].rule.code, each[1].pointer))
        names: dict[Node, _Naming] = {}
        for draft, place in placed:
            message = self._message(draft)
            if message is None:
                continue
            node = draft.node
            known = _NAMELESS if node is None else names.get(node)
            if known is None and node is not None:
                known = names[node] = _names_of(node)
            excerpt = places.excerpt(place.existing) if self.parsed.roots else ""
            yield _Worded(draft, place, message, excerpt, known or _NAMELESS)

    def _message(self, draft: Draft) -> str | None:
        try:
            return message_of(draft)
        except Exception as error:
            # A rule whose message cannot be filled must not stop the others.
            crash = crash_of(draft.rule, error)
            if crash not in self.crashes:
                self.crashes.append(crash)
            return None

    def _hide(self, worded: Iterable[_Worded], root: Any, shape: Shape) -> Callable[[str], str] | None:
        """What takes the document's secrets out of a text; None if there are none in the findings."""
        if shape.kind == "any":
            return None
        mask = Mask(secret_values(root, shape, self.model))
        # Hardly ever is there anything to hide, so all texts are searched at once.
        texts: list[str] = []
        for draft, _, message, excerpt, names in worded:
            texts += [message, excerpt, names.subject, names.owner, *[name for _, name in names.entities]]
            texts += [*[there.message for there in draft.problem.related], *draft.problem.affected]
        return mask if mask.finds_any("\n".join(dict.fromkeys(texts))) else None


def _names_of(node: Node) -> _Naming:
    entities = node.entities()
    named = tuple([(entity.type.noun, entity.own_name or entity.key) for entity in entities])
    return _Naming(node.subject, entities[-1].entity_name if entities else "", named)


def _hidden(names: _Naming, hide: Callable[[str], str]) -> _Naming:
    return _Naming(hide(names.subject), hide(names.owner), tuple((noun, hide(name)) for noun, name in names.entities))
