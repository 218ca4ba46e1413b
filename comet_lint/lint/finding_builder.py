"""From what rules say to findings: words, places in the text, fingerprints, excerpts, and nothing secret."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from pathlib import Path as FilePath
from typing import Any, NamedTuple

from comet_lint.comet.model import Model, Shape
from comet_lint.comet.node import Node
from comet_lint.comet.redaction import Mask, printable, secret_values
from comet_lint.findings import Finding, Related, Span
from comet_lint.lint.drafts import Draft, message_of
from comet_lint.lint.error_places import crash_of
from comet_lint.lint.fingerprints import file_identity, fingerprint, omission_fingerprint
from comet_lint.lint.limits import Hider, Hiders, OmittedFindings, document_of, limited
from comet_lint.lint.places import DocumentPlaces, LocatedValue
from comet_lint.lint.results import Crash
from comet_lint.source.parsed import ParsedFile
from comet_lint.source.roots import Origin
from comet_lint.text.pointers import Path, to_pointer


class _Worded(NamedTuple):
    """A draft with its message, its place, and what its node is called."""

    draft: Draft
    place: LocatedValue
    message: str
    excerpt: str
    names: _Naming


class _Naming(NamedTuple):
    """What a node is called; see `Finding`."""

    subject: str = ""
    owner: str = ""
    entities: tuple[tuple[str, str], ...] = ()


_NAMELESS = _Naming()
_NOWHERE = Span(0, 0, 0, 0)


class FindingBuilder:
    """Makes the findings of one parsed file, called `path` (as shown to the user).

    Fingerprints name the file relative to `root`; without it, as it is shown. A rule whose message cannot be
    filled is added to `crashes`. `hider` gives what tells which findings will be hidden.
    """

    def __init__(
        self,
        model: Model,
        path: str,
        parsed: ParsedFile,
        root: FilePath | None,
        crashes: list[Crash],
        hider: Callable[[], Hider] | None = None,
    ) -> None:
        self.model = model
        self.path = path
        self.parsed = parsed
        self.crashes = crashes
        self._identity = file_identity(path, root)
        self._hider = hider

    def findings(self, origin: Origin, root: Any, shape: Shape, drafts: list[Draft]) -> list[Finding]:
        """The findings that `drafts` become in the value `root`, which stands at `origin` in the file.

        They are sorted by rule and pointer. One about a missing field points at the object that lacks it. Of a rule
        with very many findings in a document, the last says how many are left out.
        """
        chosen, omissions, alike = limited(drafts, shape, self._hidden_by(origin, root, shape))
        worded = list(self._worded(root, shape, chosen))
        if not worded:
            return []
        paths = [each.place.existing.path for each in worded if each.draft.span is None]
        paths += [related.path for each in worded for related in each.draft.problem.related]
        marks = iter(self.marks(origin, paths))
        spans = [each.draft.span or next(marks) for each in worded]
        hide = self._hide(worded, root, shape)
        before = to_pointer(self._base(origin.number) + origin.identity)
        seen: dict[tuple[str, str, str], int] = {}
        findings: list[Finding] = []
        for each, span in zip(worded, spans, strict=True):
            draft, place, message, excerpt, names = each
            rule, problem = draft.rule, draft.problem
            identity = (rule.code, draft.kind, f"cause {problem.cause}" if problem.cause else before + place.stable)
            occurrence = seen[identity] = seen.get(identity, -1) + 1
            if hide is not None:
                message, excerpt, names = hide(message), hide(excerpt), _hidden(names, hide)
            related = [
                self.related(origin, there.path, next(marks), hide(there.message) if hide else there.message)
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
                    pointer=self._pointer(origin, place.existing.path),
                    span=span,
                    fingerprint=fingerprint(
                        rule.code, "" if problem.cause else self._identity, draft.kind, identity[2], occurrence
                    ),
                    excerpt=excerpt,
                    subject=names.subject,
                    owner=names.owner,
                    entities=names.entities,
                    related=(*related, *draft.elsewhere),
                    document=self._pointer(origin, document_of(draft.path, shape)),
                    alike=alike.get(id(draft), 0),
                    object=self._pointer(origin, draft.path[: len(draft.path) - len(problem.at)]),
                    affected=tuple([hide(printable(name)) if hide else printable(name) for name in problem.affected]),
                )
            )
        return [*findings, *self._omitted(origin, omissions, findings)]

    def _omitted(self, origin: Origin, omissions: list[OmittedFindings], findings: list[Finding]) -> Iterator[Finding]:
        """The findings that say how many are left out, each at the document."""
        spans = self.marks(origin, [omission.document for omission in omissions])
        for (rule, document, number, severity), span in zip(omissions, spans, strict=True):
            pointer = self._pointer(origin, document)
            listed = next((each for each in findings if (each.rule, each.document) == (rule.code, pointer)), None)
            if listed is None:
                continue  # The rule's message cannot be filled, which is said as a crash.
            yield listed._replace(
                severity=severity,
                message=f"{number:,} more of these are in this document; they are not listed.",
                pointer=pointer,
                span=span,
                fingerprint=omission_fingerprint(rule.code, self._identity, pointer),
                excerpt="",
                subject="",
                entities=(),
                related=(),
                omitted=number,
                alike=0,
            )

    def _hidden_by(self, origin: Origin, root: Any, shape: Shape) -> Hiders | None:
        """What tells what will hide the findings of drafts; None if nothing can."""
        make_hider = self._hider
        if make_hider is None:
            return None

        def hidden_by(drafts: Sequence[Draft]) -> list[Hashable | None]:
            hider = make_hider()
            places = DocumentPlaces(root, shape, self.model, self.parsed.syntax)
            existing = [places.at(draft.path).existing for draft in drafts]
            spans = [draft.span for draft in drafts]
            if hider.reads_lines and None in spans:
                marks = self.marks(origin, [place.path for place in existing])
                spans = [span or mark for span, mark in zip(spans, marks, strict=True)]
            return [
                hider.hides(self._sketch(draft, self._pointer(origin, place.path), span or _NOWHERE))
                for draft, place, span in zip(drafts, existing, spans, strict=True)
            ]

        return hidden_by

    def _sketch(self, draft: Draft, pointer: str, span: Span) -> Finding:
        """The finding that a draft becomes, as far as it decides what hides it."""
        rule = draft.rule
        entities = _names_of(draft.node).entities if draft.node is not None else ()
        severity, confidence = rule.severity, rule.confidence
        return Finding(
            rule.code, rule.name, severity, confidence, "", self.path, "", pointer, span, "", entities=entities
        )

    def marks(self, origin: Origin, paths: Iterable[Path]) -> list[Span]:
        """The spans of what is at the paths in the value at `origin`."""
        wanted = [origin.to(path) for path in paths]
        return self.parsed.positions.marks(origin.number, wanted) if wanted else []

    def related(self, origin: Origin, path: Path, span: Span, message: str) -> Related:
        """A second place of a finding, in the value at `origin`."""
        return Related(self.path, self._pointer(origin, path), span, message)

    def _pointer(self, origin: Origin, path: Path) -> str:
        return to_pointer(self._base(origin.number) + origin.to(path))

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
