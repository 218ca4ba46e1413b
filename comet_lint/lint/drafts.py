"""From what rules say to findings: words, places in the text, fingerprints, excerpts, and nothing secret."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path as FilePath
from typing import Any, NamedTuple

from comet_lint.comet.model import Model, Shape
from comet_lint.comet.node import Node
from comet_lint.comet.redaction import HIDDEN, Mask, printable, secret_values, shown
from comet_lint.findings import Finding, Related, Span
from comet_lint.lint.error_places import crash_of
from comet_lint.lint.fingerprints import fingerprint, stable_place
from comet_lint.lint.results import Crash
from comet_lint.rules.messages import fill
from comet_lint.rules.problem import Problem
from comet_lint.rules.rule import Rule
from comet_lint.source.discovery import path_below
from comet_lint.source.parsed import ParsedFile
from comet_lint.text.pointers import Path, Step, to_pointer


class Draft(NamedTuple):
    """A finding without its place in the text. `path` leads from the root of the document."""

    rule: Rule
    path: Path
    problem: Problem
    node: Node | None
    kind: str
    message: str | None = None
    span: Span | None = None
    elsewhere: tuple[Related, ...] = ()


class FindingMaker:
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

    def _base(self, index: int) -> Path:
        return (index,) if len(self.parsed.roots) > 1 else ()

    def findings(self, index: int, root: Any, shape: Shape, drafts: list[Draft]) -> list[Finding]:
        """The findings that `drafts` become: with places, excerpts and fingerprints, and without secrets."""
        if not drafts:
            return []
        base = self._base(index)
        by_place = sorted((draft.rule.code, to_pointer(draft.path), number) for number, draft in enumerate(drafts))
        worded = [
            (pointer, drafts[number], message)
            for _, pointer, number in by_place
            if (message := self._message(drafts[number])) is not None
        ]
        # A finding about a missing field points at the object that lacks it.
        places = [_existing(root, draft.path) for _, draft, _ in worded]
        related = [place.path for _, draft, _ in worded for place in draft.problem.related]
        marks = self.parsed.positions.marks(index, places + related) if self.parsed.roots else []
        related_marks = iter(marks[len(places) :])
        texts = [
            self._texts(draft, message, self._excerpt(root, shape, place))
            for (_, draft, message), place in zip(worded, places, strict=True)
        ]
        if shape.kind != "any":
            texts = _masked(texts, secret_values(root, shape, self.model))
        seen: dict[tuple[str, str, str], int] = {}
        before = to_pointer(base)
        findings: list[Finding] = []
        for number, (pointer, draft, _) in enumerate(worded):
            rule, problem, kind = draft.rule, draft.problem, draft.kind
            place = places[number]
            stable = before + stable_place(root, shape, draft.path, self.model)
            identity = (rule.code, kind, stable)
            occurrence = seen[identity] = seen.get(identity, -1) + 1
            message, excerpt, subject, owner, *others = texts[number]
            entities = draft.node.entities() if draft.node is not None else ()
            related_there = [
                self.related(index, there.path, next(related_marks), said)
                for there, said in zip(problem.related, others[len(entities) :], strict=True)
            ]
            findings.append(
                Finding(
                    rule=rule.code,
                    name=rule.name,
                    severity=problem.severity or rule.severity,
                    confidence=rule.confidence,
                    message=message,
                    path=self.path,
                    kind=kind,
                    pointer=before + (pointer if place is draft.path else to_pointer(place)),
                    span=draft.span or marks[number],
                    fingerprint=fingerprint(rule.code, self._identity, kind, stable, occurrence),
                    excerpt=excerpt,
                    subject=subject,
                    owner=owner,
                    entities=tuple([(entity.type.noun, name) for entity, name in zip(entities, others, strict=False)]),
                    related=(*related_there, *draft.elsewhere),
                )
            )
        return findings

    def _message(self, draft: Draft) -> str | None:
        try:
            return _message(draft)
        except Exception as error:
            # A rule whose message cannot be filled must not stop the others.
            crash = crash_of(draft.rule, error)
            if crash not in self.crashes:
                self.crashes.append(crash)
            return None

    def _texts(self, draft: Draft, message: str, excerpt: str) -> list[str]:
        """What a finding says: message, excerpt, subject, owner, names of entities, messages of related places."""
        node = draft.node
        if node is None:
            texts = [message, excerpt, "", ""]
        else:
            entities = node.entities()
            owner = entities[-1].entity_name if entities else ""
            texts = [message, excerpt, node.subject, owner, *(entity.own_name or entity.key for entity in entities)]
        texts += [there.message for there in draft.problem.related]
        return texts

    def related(self, index: int, path: Path, span: Span, message: str) -> Related:
        """A second place of a finding, in this file's document `index`."""
        return Related(self.path, to_pointer(self._base(index) + path), span, message)

    def _excerpt(self, root: Any, shape: Shape, path: Path) -> str:
        if not self.parsed.roots or not path:
            return ""
        value, field, known = root, None, True
        for step in path:
            if isinstance(value, dict) and isinstance(step, str):
                if shape.kind == "object":
                    field = self.model.type(shape.type_name).fields.get(step)
                    shape, known = (field.shape, known) if field is not None else (Shape("any"), False)
                elif shape.item is not None:
                    shape = shape.item
                if step not in value:
                    return ""
                value = value[step]
            elif isinstance(value, list) and isinstance(step, int) and step < len(value):
                value, shape = value[step], shape.item or Shape("any")
            else:
                return ""
        if isinstance(value, (dict, list)):
            text = ("{%s}" if isinstance(value, dict) else "[%s]") % (HIDDEN if value else "")
        else:
            text = shown(value, field) if known else HIDDEN
            if isinstance(value, str) and text != HIDDEN:
                text = f'"{text}"'
        last = path[-1]
        if isinstance(last, int):
            return text
        key = printable(last)
        return f"{key}: {text}" if self.parsed.syntax == "yaml" else f'"{key}": {text}'


def _message(draft: Draft) -> str:
    if draft.message is not None:
        return draft.message
    if draft.node is not None:
        return fill(draft.rule, draft.node, draft.problem)
    text = draft.rule.messages[draft.problem.variant]
    for name, detail in draft.problem.details.items():
        text = text.replace("{" + name + "}", str(detail))
    return text[:1].upper() + text[1:]


def _place(spans: tuple[Span | None, Span]) -> Span:
    key, value = spans
    return key if key is not None else value


def _masked(texts: list[list[str]], secrets: Iterable[str]) -> list[list[str]]:
    mask = Mask(secrets)
    # Hardly ever is there anything to hide, so all texts are searched at once.
    if not mask.finds_any("\n".join(["\n".join(each) for each in texts])):
        return texts
    return [list(map(mask, each)) for each in texts]


def _existing(root: Any, path: Path) -> Path:
    value = root
    for length, step in enumerate(path):
        if not _has(value, step):
            return path[:length]
        value = value[step]
    return path


def _has(value: Any, step: Step) -> bool:
    if isinstance(value, list):
        return isinstance(step, int) and step < len(value)
    return isinstance(value, dict) and step in value
