"""Rules of the kind `reference`: a name in one place must exist in another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from comet_lint.comet.model import Model
from comet_lint.comet.node import Node
from comet_lint.comet.redaction import shown
from comet_lint.rules.conditions import compile_condition, with_constants
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem
from comet_lint.rules.rule import COLLECTIONS, WORKSPACE, Rule
from comet_lint.text.pointers import Path


def is_across(rule: Rule) -> bool:
    """Whether the rule is about several documents together."""
    if WORKSPACE in rule.applies_to or rule.across:
        return True
    return rule.reference is not None and rule.reference.target in COLLECTIONS


def names_in(value: object, field: str) -> Iterator[tuple[Path, str]]:
    """The names in the value of a field, each with the way to it: a text, a list of texts, or a dictionary's keys."""
    if isinstance(value, str):
        if value:
            yield (field,), value
    elif isinstance(value, list):
        for index, entry in enumerate(value):
            if isinstance(entry, str) and entry:
                yield (field, index), entry
    elif isinstance(value, dict):
        for key in value:
            yield (field, key), key


def make_reference_check(rule: Rule, model: Model) -> Callable[[Node, Context], Iterable[Problem]]:
    """The check function for a reference within a document.

    Nothing is judged where the enclosing object is missing (a fragment of a document), where it lacks the
    collection altogether, or where `unless` holds for it.
    """
    reference = rule.reference
    assert reference is not None  # noqa: S101 - the caller chose rules with a reference
    owner_type, _, collection = reference.target.partition(".")
    is_exempt = _exemption(rule, owner_type, model)

    def check(node: Node, _context: Context) -> Iterator[Problem]:
        names = list(names_in(node[reference.source], reference.source))
        if not names:
            return
        owner = node.enclosing(owner_type)
        if owner is None or not owner.has(collection) or is_exempt(owner):
            return
        known = owner[collection]
        for path, name in names:
            if name not in known:
                yield Problem(path, {"missing": shown(name, node.type.fields[reference.source])})

    return check


def _exemption(rule: Rule, owner_type: str, model: Model) -> Callable[[Node], bool]:
    reference = rule.reference
    if reference is None or reference.unless is None:
        return lambda _owner: False
    from comet_lint.rules.json_schema import fast_validator

    condition = compile_condition(with_constants(reference.unless, model.constants), owner_type, model)
    validator = fast_validator(condition)
    return lambda owner: bool(validator.is_valid(owner.value))
