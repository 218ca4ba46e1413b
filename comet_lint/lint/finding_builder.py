"""From what rules say to findings: words, places in the text, fingerprints, excerpts, and nothing secret."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path as FilePath
from types import MappingProxyType
from typing import Any, NamedTuple

from comet_lint.comet.document_secrets import secrets_of
from comet_lint.comet.mask import MASKED, Mask, joined, public_names
from comet_lint.comet.model import Model, Shape
from comet_lint.comet.node import Node
from comet_lint.findings import Finding, RealNames, Related, Span
from comet_lint.lint.drafts import Draft, message_of
from comet_lint.lint.error_places import crash_of
from comet_lint.lint.fingerprints import file_identity, fingerprint, omission_fingerprint
from comet_lint.lint.limits import Hider, Hiders, OmittedFindings, document_of, limited
from comet_lint.lint.places import DocumentPlaces, LocatedValue
from comet_lint.lint.results import Crash
from comet_lint.rules.problem import RelatedPlace
from comet_lint.source.parsed import ParsedFile
from comet_lint.source.roots import Origin
from comet_lint.text.pointers import Path, Step, to_pointer
from comet_lint.text.quotes import quoted, rendered


class DocumentPart(NamedTuple):
    """A value of a file, or a part of it, that findings are about, and what it takes to know its secrets.

    `origin` is where the value stands, `root` is where paths begin, and `shape` its shape. `strangers` lead to what
    does not fit its type; `replaced` are values that later equal keys replace. `positions` are those of the keys of
    `root` in the file, where it is only a part of the value. `is_others` is as in `Mask`.
    """

    origin: Origin
    root: Any
    shape: Shape
    strangers: Collection[Path] = ()
    replaced: Collection[tuple[Path, object]] = ()
    positions: Mapping[Step, int] = MappingProxyType({})
    is_others: Callable[[str], object] | None = None


class _Worded(NamedTuple):
    """A draft with its message and what its node is called; what these quote is not rendered yet."""

    draft: Draft
    message: str
    names: _Naming


class _Naming(NamedTuple):
    """What a node is called; see `Finding`."""

    subject: str = ""
    owner: str = ""
    entities: tuple[tuple[str, str], ...] = ()

    def shown(self, show: Callable[[str], str]) -> _Naming:
        """The same, with the quotes rendered by `show`."""
        return _Naming(
            show(self.subject), show(self.owner), tuple([(noun, show(name)) for noun, name in self.entities])
        )


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
        self._is_public = public_names(model)

    def findings(self, part: DocumentPart, drafts: list[Draft], quoting: Collection[Mask] = ()) -> list[Finding]:
        """The findings that `drafts` about a part become, sorted by rule and pointer.

        One about a missing field points at the object that lacks it. `quoting` are the masks of other documents whose
        names the drafts quote. Of a rule with very many findings in a document, the last says how many are left out.
        """
        chosen, omissions, alike = limited(drafts, part.shape, self._hidden_by(part))
        worded = list(self._worded(chosen))
        if not worded:
            return []
        mask = self.mask(part)
        places = self._places(part, mask)
        placed = [(each, places.at(each.draft.path)) for each in worded]
        placed.sort(key=lambda each: (each[0].draft.rule.code, each[1].pointer))
        related = [there for each, _place in placed for there in each.draft.problem.related]
        paths = [place.existing.path for each, place in placed if each.draft.span is None]
        marks = iter(self.marks(part.origin, paths + [there.path for there in related]))
        spans = [each.draft.span or next(marks) for each, _place in placed]
        # What things are called is the same in most findings about them.
        show = lru_cache(maxsize=1024)(partial(rendered, mask=joined(mask, *quoting)))
        before = self._before(part.origin.identity, part, mask)
        seen: Counter[tuple[str, str, str]] = Counter()
        findings: list[Finding] = []
        for (each, place), span in zip(placed, spans, strict=True):
            there = each.draft.problem.related
            identity = (each.draft.rule.code, each.draft.kind, before + place.stable)
            names = each.names.shown(show)
            pointer = self._pointer(part, place.existing, mask)
            findings.append(
                _finding(
                    each.draft,
                    names,
                    message=show(each.message),
                    path=self.path,
                    pointer=pointer,
                    span=span,
                    fingerprint=fingerprint(identity[0], self._identity, *identity[1:], seen[identity]),
                    excerpt=show(places.excerpt(place.existing)) if self.parsed.roots else "",
                    related=tuple([self._related(part, places, mask, t, next(marks), show) for t in there]),
                    document=self._pointer(part, places.at(document_of(each.draft.path, part.shape)), mask),
                    alike=alike.get(id(each.draft), 0),
                    real=self._real(part, each, place, pointer, names),
                )
            )
            seen[identity] += 1
        return [*findings, *self._omitted(part, places, mask, omissions, findings)]

    def _omitted(
        self,
        part: DocumentPart,
        places: DocumentPlaces,
        mask: Mask,
        omissions: list[OmittedFindings],
        findings: list[Finding],
    ) -> Iterator[Finding]:
        """The findings that say how many are left out, each at the document."""
        spans = self.marks(part.origin, [omission.document for omission in omissions])
        for (rule, document, number, severity), span in zip(omissions, spans, strict=True):
            pointer = self._pointer(part, places.at(document), mask)
            listed = next((each for each in findings if (each.rule, each.document) == (rule.code, pointer)), None)
            if listed is None:
                continue  # The rule's message cannot be filled, which is said as a crash.
            real = RealNames(self._real_pointer(part, document), ())
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
                real=real if real.pointer != pointer else None,
            )

    def _hidden_by(self, part: DocumentPart) -> Hiders | None:
        """What tells what will hide the findings of drafts; None if nothing can."""
        make_hider = self._hider
        if make_hider is None:
            return None

        def hidden_by(drafts: Sequence[Draft]) -> list[Hashable | None]:
            hider = make_hider()
            places = self._places(part, None)
            existing = [places.at(draft.path).existing for draft in drafts]
            spans = [draft.span for draft in drafts]
            if hider.reads_lines and None in spans:
                marks = self.marks(part.origin, [place.path for place in existing])
                spans = [span or mark for span, mark in zip(spans, marks, strict=True)]
            return [
                hider.hides(self._sketch(draft, self._real_pointer(part, place.path), span or _NOWHERE))
                for draft, place, span in zip(drafts, existing, spans, strict=True)
            ]

        return hidden_by

    def _sketch(self, draft: Draft, pointer: str, span: Span) -> Finding:
        """The finding that a draft becomes, as far as it decides what hides it. Nothing in it is masked."""
        rule = draft.rule
        entities = _names_of(draft.node).shown(rendered).entities if draft.node is not None else ()
        severity, confidence = rule.severity, rule.confidence
        return Finding(
            rule.code, rule.name, severity, confidence, "", self.path, "", pointer, span, "", entities=entities
        )

    def marks(self, origin: Origin, paths: Iterable[Path]) -> list[Span]:
        """The spans of what is at the paths in the value at `origin`."""
        wanted = [origin.to(path) for path in paths]
        return self.parsed.positions.marks(origin.number, wanted) if wanted else []

    def mask(self, part: DocumentPart) -> Mask:
        """What takes the secrets of a part out of texts."""
        root, shape, model = part.root, part.shape, self.model
        secrets = secrets_of(root, shape, model, part.strangers, part.replaced)
        return Mask(secrets, part.is_others, self._is_public)

    def related(self, part: DocumentPart, mask: Mask, path: Path, span: Span, message: str) -> Related:
        """A second place of a finding, in this file."""
        show = partial(rendered, mask=mask)
        return self._related(part, self._places(part, mask), mask, RelatedPlace(path, message), span, show)

    def _related(
        self,
        part: DocumentPart,
        places: DocumentPlaces,
        mask: Mask,
        there: RelatedPlace,
        span: Span,
        show: Callable[[str], str],
    ) -> Related:
        return Related(self.path, self._pointer(part, places.at(there.path), mask), span, show(there.message))

    def _places(self, part: DocumentPart, mask: Mask | None) -> DocumentPlaces:
        return DocumentPlaces(part.root, part.shape, self.model, self.parsed.syntax, mask, part.positions)

    def _pointer(self, part: DocumentPart, place: LocatedValue, mask: Mask) -> str:
        """What leads to a place from the beginning of the file, or to the JSON text that it is in."""
        before = self._before(part.origin.way, part, mask)
        return before + place.pointer if part.origin.inside is None else before

    def _before(self, way: Path, part: DocumentPart, mask: Mask) -> str:
        """What comes before the pointers in a value of the file, to which this way leads."""
        steps = [mask.field_name(step) if isinstance(step, str) else step for step in way]
        return to_pointer([*self._base(part.origin.number), *steps])

    def _real_pointer(self, part: DocumentPart, path: Path) -> str:
        return to_pointer(self._base(part.origin.number) + part.origin.to(path))

    def _base(self, number: int) -> Path:
        return (number,) if len(self.parsed.roots) > 1 else ()

    def _real(
        self, part: DocumentPart, worded: _Worded, place: LocatedValue, pointer: str, names: _Naming
    ) -> RealNames | None:
        """What the pointer and the entities are in the document, if some of it is masked."""
        if MASKED not in pointer and not any(MASKED in name for _noun, name in names.entities):
            return None
        real = self._real_pointer(part, place.existing.path)
        return RealNames(real, worded.names.shown(rendered).entities)

    def _worded(self, drafts: Iterable[Draft]) -> Iterator[_Worded]:
        names: dict[Node, _Naming] = {}
        for draft in drafts:
            message = self._message(draft)
            if message is None:
                continue
            node = draft.node
            known = _NAMELESS if node is None else names.get(node)
            if known is None and node is not None:
                known = names[node] = _names_of(node)
            yield _Worded(draft, message, known or _NAMELESS)

    def _message(self, draft: Draft) -> str | None:
        try:
            return message_of(draft)
        except Exception as error:
            # A rule whose message cannot be filled must not stop the others.
            crash = crash_of(draft.rule, error)
            if crash not in self.crashes:
                self.crashes.append(crash)
            return None


def _finding(draft: Draft, names: _Naming, *, related: tuple[Related, ...], **parts: Any) -> Finding:
    return Finding(
        rule=draft.rule.code,
        name=draft.rule.name,
        severity=draft.problem.severity or draft.rule.severity,
        confidence=draft.rule.confidence,
        kind=draft.kind,
        subject=names.subject,
        owner=names.owner,
        entities=names.entities,
        related=(*related, *draft.elsewhere),
        **parts,
    )


def _names_of(node: Node) -> _Naming:
    entities = node.entities()
    named = tuple([(each.type.noun, each.own_name or quoted(each.key, len(each.key) + 1)) for each in entities])
    return _Naming(node.subject, entities[-1].entity_name if entities else "", named)
