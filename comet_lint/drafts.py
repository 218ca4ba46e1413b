"""From what rules say to findings: words, places in the text, fingerprints, excerpts, and nothing secret."""

from __future__ import annotations

from collections import Counter
from pathlib import Path as FilePath
from typing import Any, NamedTuple

from comet_lint.documents.discovery import path_below
from comet_lint.documents.parsed import ParsedFile
from comet_lint.engine.engine import crash_of
from comet_lint.engine.messages import fill
from comet_lint.engine.node import Node
from comet_lint.engine.problem import Problem
from comet_lint.engine.rule import Rule
from comet_lint.findings import Finding, Related, Span
from comet_lint.fingerprints import fingerprint, stable_place
from comet_lint.model import Model, Shape
from comet_lint.outcome import Crash
from comet_lint.pointers import Path, Step, to_pointer
from comet_lint.redaction import HIDDEN, Mask, printable, secret_values, shown


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
        mask = Mask(secret_values(root, shape, self.model)) if shape.kind != "any" else Mask(())
        base = self._base(index)
        drafts = sorted(drafts, key=lambda draft: (draft.rule.code, to_pointer(draft.path)))
        drafts = [worded for draft in drafts if (worded := self._worded(draft)) is not None]
        # A finding about a missing field points at the object that lacks it.
        places = [_existing(root, draft.path) for draft in drafts]
        related = [place.path for draft in drafts for place in draft.problem.related]
        spans = self.parsed.positions.spans(index, places + related) if self.parsed.roots else []
        related_spans = iter(spans[len(places) :])
        seen: Counter[tuple[str, str, str]] = Counter()
        findings: list[Finding] = []
        for number, draft in enumerate(drafts):
            kind = draft.kind
            stable = to_pointer(base) + stable_place(root, shape, draft.path, self.model)
            identity = (draft.rule.code, kind, stable)
            findings.append(
                Finding(
                    rule=draft.rule.code,
                    name=draft.rule.name,
                    severity=draft.problem.severity or draft.rule.severity,
                    confidence=draft.rule.confidence,
                    message=mask(draft.message or ""),
                    path=self.path,
                    kind=kind,
                    pointer=to_pointer(base + places[number]),
                    span=draft.span or _place(spans[number]),
                    fingerprint=fingerprint(draft.rule.code, self._identity, kind, stable, seen[identity]),
                    excerpt=mask(self._excerpt(root, shape, places[number])),
                    subject=mask(draft.node.subject) if draft.node is not None else "",
                    owner=mask(_owner(draft.node)) if draft.node is not None else "",
                    entities=_entities(draft.node, mask),
                    related=(
                        *(
                            self.related(index, place.path, next(related_spans), mask(place.message))
                            for place in draft.problem.related
                        ),
                        *draft.elsewhere,
                    ),
                )
            )
            seen[identity] += 1
        return findings

    def _worded(self, draft: Draft) -> Draft | None:
        try:
            return draft._replace(message=_message(draft))
        except Exception as error:
            # A rule whose message cannot be filled must not stop the others.
            crash = crash_of(draft.rule, error)
            if crash not in self.crashes:
                self.crashes.append(crash)
            return None

    def related(self, index: int, path: Path, spans: tuple[Span | None, Span], message: str) -> Related:
        """A second place of a finding, in this file's document `index`."""
        return Related(self.path, to_pointer(self._base(index) + path), _place(spans), message)

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


def _owner(node: Node) -> str:
    names = [entity.entity_name for entity in node.entities()]
    return names[-1] if names else ""


def _entities(node: Node | None, mask: Mask) -> tuple[tuple[str, str], ...]:
    if node is None:
        return ()
    return tuple((entity.type.noun, mask(entity.own_name or entity.key)) for entity in node.entities())


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
