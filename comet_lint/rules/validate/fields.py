"""Whether the types and fields that a rule names exist, and whether its texts may show them."""

from __future__ import annotations

from collections.abc import Iterator

from comet_lint.comet.model import Field, Model, Secrecy, TypeInfo
from comet_lint.rules.messages import placeholders
from comet_lint.rules.rule import COLLECTIONS, WORKSPACE, Rule
from comet_lint.rules.validate.fault import Fault
from comet_lint.text.suggestions import did_you_mean

_NEVER_SHOWN = {Secrecy.SECRET: "is secret", Secrecy.HIDDEN: "can hold secrets"}
_NOT_SHOWN_WHOLE = {**_NEVER_SHOWN, Secrecy.URL: "is an address, which can hold a password"}


def type_faults(rule: Rule, model: Model) -> Iterator[Fault]:
    """Types in `applies-to` that do not exist."""
    for name in rule.applies_to:
        if name != WORKSPACE and name not in model:
            yield Fault(("applies-to",), f"there is no type {name}.{did_you_mean(name, [*model, WORKSPACE])}")
    if WORKSPACE in rule.applies_to and len(rule.applies_to) > 1:
        yield Fault(("applies-to",), f"a rule that applies to {WORKSPACE} applies to nothing else.")


def field_faults(rule: Rule, model: Model) -> Iterator[Fault]:
    """What is wrong with `in`, `at`, `reference` and `deprecates`; the types of the rule exist."""
    types = _types(rule, model)
    for info in types:
        if rule.at and rule.at not in info.fields:
            yield Fault(("at",), no_field(info, rule.at))
    for index, site in enumerate(rule.inside):
        wrong = _site_fault(site, types, model)
        if wrong:
            yield Fault(("in", index), wrong)
    for index, name in enumerate(rule.deprecates):
        wrong = "" if name in model else dotted_fault(name, model)
        if wrong:
            yield Fault(("deprecates", index), wrong)
    if rule.reference is not None:
        for info in types:
            wrong = _source_fault(info, rule.reference.source)
            if wrong:
                yield Fault(("reference", "from"), wrong)
        wrong = _target_fault(rule.reference.target, model)
        if wrong:
            yield Fault(("reference", "to"), wrong)


def message_faults(rule: Rule, model: Model) -> Iterator[Fault]:
    """Texts that name fields which do not exist or must not be shown."""
    if "" not in rule.messages and not rule.check:
        yield Fault(("message",), "variants are for checks: a rule without one has one text.")
    types = _types(rule, model)
    for variant, text in rule.messages.items():
        path = ("message", variant) if len(rule.messages) > 1 or variant else ("message",)
        for name in dict.fromkeys(placeholders(text)):
            for info in types:
                wrong = _placeholder_fault(name, info, rule)
                if wrong:
                    yield Fault(path, wrong)


def _placeholder_fault(name: str, info: TypeInfo, rule: Rule) -> str:
    if name == "subject" or name in _details_of_reference(rule):
        return ""
    field = info.fields.get(name)
    if field is None:
        # A check gives details of its own.
        return "" if rule.check else f"{{{name}}}: {no_field(info, name)}"
    if field.secrecy in _NEVER_SHOWN:
        return f"{{{name}}}: {name} {_NEVER_SHOWN[field.secrecy]} and cannot be shown."
    return ""


def _details_of_reference(rule: Rule) -> tuple[str, ...]:
    """What the messages of a rule about names can show of what was looked for."""
    if rule.reference is None:
        return ()
    if rule.reference.target not in COLLECTIONS:
        return ("missing",)
    return ("missing", "file", "users") if rule.applies_to == ("UserProfileConfig",) else ("missing", "file")


def _source_fault(info: TypeInfo, name: str) -> str:
    field = info.fields.get(name)
    if field is None:
        return no_field(info, name)
    if field.secrecy in _NOT_SHOWN_WHOLE:
        return f"{name} {_NOT_SHOWN_WHOLE[field.secrecy]}: a message with {{missing}} would show it."
    return "" if _holds_names(field) else f"{name} holds no names: it is no text, list of texts or dictionary."


def _holds_names(field: Field) -> bool:
    shape = field.shape
    return shape.kind in ("string", "dict") or (
        shape.kind == "list" and shape.item is not None and shape.item.kind == "string"
    )


def _target_fault(target: str, model: Model) -> str:
    if target in COLLECTIONS:
        return ""
    if "." not in target:
        return (
            f"{target!r} is neither Type.Field nor one of {', '.join(COLLECTIONS)}.{did_you_mean(target, COLLECTIONS)}"
        )
    wrong = dotted_fault(target, model)
    if wrong:
        return wrong
    type_name, _, name = target.partition(".")
    field = model.type(type_name).fields[name]
    return "" if field.shape.kind in ("dict", "list") else f"{target} is no dictionary or list to look names up in."


def _site_fault(site: str, types: list[TypeInfo], model: Model) -> str:
    wrong = dotted_fault(site, model)
    if wrong:
        return wrong
    type_name, _, name = site.partition(".")
    held = model.type(type_name).fields[name].shape.object_type
    if held and any(not set(model.type(held).lineage).isdisjoint([info.name]) for info in types):
        return ""
    wanted = " or ".join(info.name for info in types)
    return f"{site} holds {held or 'no objects'}, not {wanted}." if held else f"{site} holds no {wanted}."


def dotted_fault(dotted: str, model: Model) -> str:
    """Why `dotted` names no field, written `Type.Field`; empty if it does."""
    type_name, _, name = dotted.partition(".")
    if type_name not in model:
        return f"there is no type {type_name}.{did_you_mean(type_name, model)}"
    if not name:
        return f"name a field of {type_name} too: {type_name}.Field."
    info = model.type(type_name)
    return "" if name in info.fields else no_field(info, name)


def no_field(info: TypeInfo, name: str) -> str:
    """That a type lacks a field, and which it has with a similar name."""
    return f"{info.name} has no field {name}.{did_you_mean(name, info.fields)}"


def _types(rule: Rule, model: Model) -> list[TypeInfo]:
    return [model.type(name) for name in rule.applies_to if name != WORKSPACE]
