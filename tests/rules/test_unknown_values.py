"""What is not known gives no rule a reason: over all rules, and every value in their examples.

A value in an example is replaced by one that the server refuses, or by a stand-in. A rule then says at most what it
said before: nothing new, and nothing about a value that it does not know.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from comet_lint.comet.model import load_model
from comet_lint.comet.scrubbed_fields import prefilter
from comet_lint.comet.shapes import Shape
from comet_lint.lint.document import lint_document
from comet_lint.lint.examples import context_of
from comet_lint.lint.linter import Linter
from comet_lint.lint.results import Crash
from comet_lint.rules.rule import Rule, rule_from_data
from comet_lint.rules.rule_files import examples_of
from comet_lint.source.documents import Document
from comet_lint.source.kinds import Kind
from comet_lint.text.pointers import Path, to_pointer
from tests.rules.test_examples import DATA

MODEL = load_model()
STAND_IN = "[removed]"

_IS_THERE = "That there is a value is all that it speaks of, and a stand-in tells this."
EXCEPTIONS: Mapping[str, str] = {
    "C105": _IS_THERE,
    "C106": _IS_THERE,
    "C108": _IS_THERE,
    "C203": _IS_THERE,
    "D007": _IS_THERE,
    "C318": "That a setting is there is all that it speaks of, whatever its value.",
    "C319": "That a setting is there is all that it speaks of, whatever its value.",
    "C130": "It points at the first of the settings that are known to be missing.",
    "S104": "The password is a bad one, whoever has it.",
}
"""Rules that may say something else, or something about a value, where it is not known."""


def _rules() -> Iterator[Any]:
    for data in DATA.values():
        rule = rule_from_data(data)
        examples = [example for example in examples_of(data) if "document" in example]
        if rule.looks_into_documents and rule.family != "T" and examples:
            yield pytest.param(rule, examples, id=rule.code)


@pytest.mark.parametrize(("rule", "examples"), list(_rules()))
def test_less_known_is_less_said(rule: Rule, examples: list[Mapping[str, Any]]) -> None:
    linters: dict[Any, Linter] = {}
    wrong: list[str] = []
    for example in examples:
        context = context_of(example)
        linter = linters.setdefault(context, Linter([rule], context))
        shape = Shape("object", type_name=example.get("type", rule.applies_to[0]))
        base = (example["key"],) if "key" in example else ()
        before = _pointers(example["document"], shape, base, linter)
        for path, value in _replacements(example["document"], shape):
            changed = _replaced(example["document"], path, value)
            after = _pointers(changed, shape, base, linter)
            if not after <= before:
                wrong.append(f"{to_pointer(path)} = {value!r}: {sorted(after - before)} in {example['document']}")
            if to_pointer(path) in after:
                wrong.append(f"{to_pointer(path)} = {value!r}: said of what is not known in {example['document']}")
    assert bool(wrong) == (rule.code in EXCEPTIONS), "\n".join(wrong[:10])


def _pointers(value: Any, shape: Shape, base: Path, linter: Linter) -> set[str]:
    crashes: list[Crash] = []
    linted = lint_document(Document(0, Kind(shape.type_name, shape), base, value, shape), linter, crashes)
    assert not crashes
    return {to_pointer(draft.path[len(base) :]) for draft in linted.drafts}


def _replacements(value: Any, shape: Shape) -> Iterator[tuple[Path, Any]]:
    """The places of values in a document, each with what is not known in place of it."""
    if shape.kind == "object" and isinstance(value, dict):
        fields = MODEL.type(shape.type_name).fields
        for name, member in value.items():
            if name in fields:
                yield (name,), _refused(member)
                if isinstance(member, str) and member and prefilter(fields[name]):
                    yield (name,), STAND_IN
                yield from _below(name, member, fields[name].shape)
    elif shape.item is not None and isinstance(value, (dict, list)):
        for step, member in value.items() if isinstance(value, dict) else enumerate(value):
            if not shape.item.object_type:
                yield (step,), _refused(member)
            yield from _below(step, member, shape.item)


def _below(step: str | int, member: Any, shape: Shape) -> Iterator[tuple[Path, Any]]:
    for path, value in _replacements(member, shape):
        yield (step, *path), value


def _refused(value: Any) -> Any:
    """Something that the server refuses where `value` stands."""
    return 5 if isinstance(value, (str, dict, list)) or value is None else "x"


def _replaced(document: Any, path: Path, value: Any) -> Any:
    copy = document.copy()
    step, *rest = path
    copy[step] = _replaced(document[step], tuple(rest), value) if rest else value
    return copy
