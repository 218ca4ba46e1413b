"""Whether the names that `unreferenced`, `unique` and `key` compare stand where a rule file says."""

from __future__ import annotations

from collections.abc import Iterator

from comet_lint.comet.model import Model
from comet_lint.rules.rule import EMPTY_KEY, WORKSPACE, Rule, Unique
from comet_lint.rules.validate.fault import Fault
from comet_lint.rules.validate.fields import dotted_fault, no_field


def link_faults(rule: Rule, model: Model) -> Iterator[Fault]:
    """What is wrong with `unreferenced`, `unique` and `key`; the types of the rule exist."""
    if rule.unreferenced and not rule.inside:
        yield Fault(("unreferenced",), "'in' must name the dictionary, such as UserProfileConfig.Destinations.")
    for index, dotted in enumerate(rule.unreferenced):
        type_name, holder, name = dotted.split(".")
        yield from _entry_faults(f"{type_name}.{holder}", name, model, "unreferenced", "by", index)
    if rule.unique is not None:
        if not rule.check:
            yield Fault(("unique",), "a rule with 'unique' needs a 'check' that tells which objects agree.")
        yield from _unique_faults(rule.unique, model)
    if rule.key and rule.key != EMPTY_KEY:
        for type_name in rule.applies_to:
            if type_name != WORKSPACE and rule.key not in model.type(type_name).fields:
                yield Fault(("key", "differs-from"), no_field(model.type(type_name), rule.key))


def _unique_faults(unique: Unique, model: Model) -> Iterator[Fault]:
    of_holder = list(_entry_faults(unique.holder, "", model, "unique", "of"))
    if of_holder:
        yield from of_holder
        return
    for index, name in enumerate(unique.fields):
        yield from _entry_faults(unique.holder, name, model, "unique", "by", index)
    yield from _entry_faults(unique.holder, unique.parts, model, "unique", "parts")


def _entry_faults(holder: str, name: str, model: Model, *path: str | int) -> Iterator[Fault]:
    """A fault at `path` if `holder`, written `Type.Field`, holds no objects with the field `name` (any, if empty)."""
    wrong = _entry_field_fault(holder, name, model)
    if wrong:
        yield Fault(path, wrong)


def _entry_field_fault(holder: str, name: str, model: Model) -> str:
    """Why `holder`, written `Type.Field`, holds no objects with the field `name` (any, if empty)."""
    wrong = dotted_fault(holder, model)
    if wrong:
        return wrong
    type_name, _, field = holder.partition(".")
    held = model.type(type_name).fields[field].shape.object_type
    if not held:
        return f"{holder} holds no objects."
    info = model.type(held)
    return "" if not name or name in info.fields else no_field(info, name)
