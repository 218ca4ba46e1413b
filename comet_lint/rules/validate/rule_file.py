"""Judging a whole rule file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from comet_lint.comet.model import Model, load_model
from comet_lint.rules.conditions import compile_condition, with_constants
from comet_lint.rules.json_schema import fast_validator
from comet_lint.rules.rule import COLLECTIONS, FAMILIES, WORKSPACE, Rule, rule_from_data
from comet_lint.rules.rule_files import RuleFile, RuleFileError, plain
from comet_lint.rules.validate.conditions import condition_faults
from comet_lint.rules.validate.examples import example_faults
from comet_lint.rules.validate.fault import Fault
from comet_lint.rules.validate.fields import field_faults, message_faults, type_faults
from comet_lint.rules.validate.form import form_faults
from comet_lint.rules.validate.functions import function_faults
from comet_lint.rules.validate.links import link_faults
from comet_lint.rules.validate.local_references import inlined

_FINDERS = ("reference", "when", "unreferenced", "unique", "key")
"""The keys that say which objects a rule is about; a rule has one of them at most."""


def valid_content(file: RuleFile) -> dict[str, Any]:
    """The content of a user's rule file as `rule_from_data` takes it.

    Raises RuleFileError with the first fault and its place.
    """
    lines = fault_lines(file)
    if lines:
        more = f" (and {len(lines) - 1} more: `comet-lint rules test` lists them)" if len(lines) > 1 else ""
        raise RuleFileError(lines[0] + more)
    return usable_content(file)


def usable_content(file: RuleFile) -> dict[str, Any]:
    """The content of a rule file without faults, with the references in its conditions followed."""
    content: dict[str, Any] = plain(file.content)
    if "when" in content:
        content["when"] = inlined(content["when"])
    if "unless" in content.get("reference", {}):
        content["reference"] = {**content["reference"], "unless": inlined(content["reference"]["unless"])}
    return content


def fault_lines(file: RuleFile, *, is_own: bool = True) -> list[str]:
    """All faults of a rule file as `file:line:column: sentence`, in the order of their places.

    `is_own` says that a user wrote the rule.
    """
    faults = list(dict.fromkeys(_faults(file, is_own)))
    spans = file.positions.marks(0, [fault.path for fault in faults])
    placed = sorted(zip(spans, faults, strict=True), key=lambda pair: (pair[0].line, pair[0].column))
    return [f"{file.path}:{span.line}:{span.column}: {fault.text}" for span, fault in placed]


def _faults(file: RuleFile, is_own: bool) -> Iterator[Fault]:
    form = list(form_faults(file.content))
    yield from form
    if form:
        return  # What it means can only be told of what has the form.
    model = load_model()
    # As it is written, because a condition may hold what only looks like a number or truth value.
    rule = rule_from_data(file.content)
    yield from _identity_faults(rule, is_own)
    types = list(type_faults(rule, model))
    yield from types
    yield from function_faults(rule)
    yield from example_faults(rule, file.content, model)
    if types:
        return
    yield from field_faults(rule, model)
    yield from link_faults(rule, model)
    yield from message_faults(rule, model)
    yield from _all_condition_faults(rule, model)


def _identity_faults(rule: Rule, is_own: bool) -> Iterator[Fault]:
    if is_own and rule.family in FAMILIES:
        text = f"codes that begin with {rule.family} are comet-lint's own; begin with another letter."
        yield Fault(("code",), text)
    if not is_own and rule.family not in FAMILIES:
        yield Fault(("code",), f"there is no family {rule.family}.")
    ways = [key for key in (*_FINDERS, "check") if getattr(rule, key)]
    # Rules about the text and the structure of documents are found while these are read.
    if not ways and (is_own or rule.applies_to):
        yield Fault((), "one of 'when', 'reference' and 'check' is needed.")
    first, *others = [key for key in ways if key != "check"] or [""]
    for key in others:
        yield Fault((key,), f"a rule with {first!r} has no {key!r}.")
    if not rule.applies_to and (is_own or ways):
        yield Fault((), "'applies-to' is missing.")
    if WORKSPACE in rule.applies_to and not rule.check:
        yield Fault(("applies-to",), f"a rule that applies to {WORKSPACE} needs a 'check'.")


def _all_condition_faults(rule: Rule, model: Model) -> Iterator[Fault]:
    if rule.when is not None and WORKSPACE not in rule.applies_to:
        yield from _condition_faults(rule.when, rule.applies_to, model, "when")
    reference = rule.reference
    if reference is not None and reference.unless is not None:
        owner, _, _ = reference.target.partition(".")
        if reference.target in COLLECTIONS:
            yield Fault(("reference", "unless"), f"'unless' is for a reference to Type.Field, not to {owner}.")
        elif owner in model:
            yield from _condition_faults(reference.unless, (owner,), model, "reference", "unless")


def _condition_faults(condition: Any, type_names: tuple[str, ...], model: Model, *path: str) -> Iterator[Fault]:
    faults = condition_faults(condition, type_names, model)
    yield from (fault.below(*path) for fault in faults)
    if faults:
        return
    whole = with_constants(inlined(plain(condition)), model.constants)
    for name in type_names:
        try:
            fast_validator(compile_condition(whole, name, model))
        except ValueError as error:
            yield Fault(path, f"this condition cannot be used: {str(error).splitlines()[0]}.")
