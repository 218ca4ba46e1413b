"""Linting in tests: with rules of one's own, of a file or of one document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from comet_lint.comet.model import Shape
from comet_lint.lint.document import lint_document
from comet_lint.lint.drafts import Draft
from comet_lint.lint.linter import Linter
from comet_lint.lint.results import Crash
from comet_lint.rules.choice import RuleChoice
from comet_lint.rules.context import Context
from comet_lint.rules.rule import Rule
from comet_lint.source.documents import Document
from comet_lint.source.kinds import Kind
from comet_lint.workspace import fact_collector


def make_linter(
    rules: RuleChoice | Iterable[Rule], context: Context, root: Path | None = None, alone: bool = False
) -> Linter:
    """A linter as runs have it, that also takes facts."""
    return Linter(rules, context, root, alone, fact_collector)


def drafts_of(linter: Linter, value: Mapping[str, Any], type_name: str, key: str | None = None) -> list[Draft]:
    """What there is to say about one document, which must crash no rule."""
    shape = Shape("object", type_name=type_name)
    crashes: list[Crash] = []
    document = Document(0, Kind(type_name, shape), () if key is None else (key,), value, shape)
    drafts = lint_document(document, linter, crashes).drafts
    assert crashes == []
    return drafts
