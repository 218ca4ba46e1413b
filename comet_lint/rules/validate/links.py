"""Whether the names that `unreferenced`, `unique` and `key` compare stand where a rule file says."""

from __future__ import annotations

from collections.abc import Iterator

from comet_lint.comet.model import Model
from comet_lint.rules.rule import EMPTY_KEY, WORKSPACE, Rule
from comet_lint.rules.validate.fault import Fault
from comet_lint.rules.validate.fields import dotted_fault, no_field


def link_faults(rule: Rule, model: Model) -> Iterator[Fault]:
    """What is wrong with `unreferenced`, `unique` and `key`; the types of the rule exist."""
    if rule.unreferenced and not rule.inside:
        yield Fault(("unreferenced",), "'in' must name the dictionary, such as UserProfileConfig.Destinations.")
    for index, dotted in enumerate(rule.unreferenced):
        type_name, holder, name = dotted.split(".")
        wrong = _entry_field_fault(f"{type_name}.{holder}", name, model)
        if wrong:
            yield Fault(("unreferenced", "by", index), wrong)
    if rule.unique is not None:
        if not rule.check:
            yield Fault(("unique",), "a rule with 'unique' needs a 'check' that tells which objects agree.")
        holder_fault = _entry_field_fault(rule.unique.holder, "", model)
        if holder_fault:
            yield Fault(("unique", "of"), holder_fault)
            return
        for index, name in enumerate(rule.unique.fields):
            wrong = _entry_field_fault(rule.unique.holder, name, model)
            if wrong:
                yield Fault(("unique", "by", index), wrong)
    if rule.key and rule.key != EMPTY_KEY:
        for type_name in rule.applies_to:
            if type_name != WORKSPACE and rule.key not in model.type(type_name).fields:
                yield Fault(("key", "differs-from"), no_field(model.type(type_name), rule.key))


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
