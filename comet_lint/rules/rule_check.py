"""A user's own rule files: checked before they run, with errors that say where."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from comet_lint.comet.model import Model, Secrecy, TypeInfo, load_model
from comet_lint.rules.choice import PRESETS
from comet_lint.rules.conditions import check_fields, compile_condition, with_constants
from comet_lint.rules.messages import placeholders
from comet_lint.rules.named_functions import load_check
from comet_lint.rules.rule import FAMILIES, WORKSPACE, Rule, rule_from_data
from comet_lint.rules.rule_files import RuleFileError
from comet_lint.text.suggestions import did_you_mean


def rule_file_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a rule file."""
    text = {"type": "string", "minLength": 1}
    texts = {"type": "array", "items": text}
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["code", "name", "severity", "confidence", "message", "why", "fix", "examples"],
        "properties": {
            "code": {"type": "string", "pattern": "^[A-Z]+[0-9]+$"},
            "name": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
            "severity": {"enum": ["error", "warning", "info"]},
            "confidence": {"enum": ["high", "medium", "low"]},
            "presets": {"type": "array", "items": {"enum": [name for name in PRESETS if name != "all"]}},
            "applies-to": {"anyOf": [text, {**texts, "minItems": 1}]},
            "in": texts,
            "when": {"type": "object"},
            "reference": {
                "type": "object",
                "additionalProperties": False,
                "required": ["from", "to"],
                "properties": {"from": text, "to": text, "unless": {"type": "object"}},
            },
            "check": text,
            "at": text,
            "screen": text,
            "even-when-unused": {"type": "boolean"},
            "message": {"anyOf": [text, {"type": "object", "additionalProperties": text}]},
            "why": text,
            "fix": text,
            "references": texts,
            "since": text,
            "until": text,
            "deprecates": texts,
            "opt-in": {"type": "boolean"},
            "examples": {
                "type": "object",
                "additionalProperties": False,
                "required": ["bad", "good"],
                "properties": {
                    "bad": {
                        "type": "array",
                        "minItems": 1,
                        "items": {"type": "object", "required": ["findings"]},
                    },
                    "good": {"type": "array", "minItems": 1, "items": {"type": "object"}},
                },
            },
        },
    }


def user_rule(path: Path) -> Rule:
    """The rule in a user's file. Raises RuleFileError with file, line and what is wrong."""
    from comet_lint.source.reading import parse

    try:
        data = path.read_bytes()
    except OSError as error:
        raise RuleFileError(f"{path}: cannot be read ({error.strerror}).") from None
    parsed = parse(data, "rule.yaml")
    for notice in parsed.notices:
        if notice.rule in ("T001", "T007"):
            raise RuleFileError(f"{path}:{notice.span.line}:{notice.span.column}: {notice.message}")

    def fail(way: tuple[str | int, ...], text: str) -> RuleFileError:
        (span,) = parsed.positions.marks(0, [way])
        return RuleFileError(f"{path}:{span.line}:{span.column}: {text}")

    content = parsed.roots[0] if parsed.roots else None
    if not isinstance(content, dict):
        raise RuleFileError(f"{path}: a rule file holds one mapping with code, name, message and so on.")
    _check_form(content, fail)
    rule = rule_from_data(content, origin=str(path))
    _check_meaning(rule, fail)
    return rule


def _check_form(content: dict[str, Any], fail: Any) -> None:
    from jsonschema import Draft202012Validator

    for error in Draft202012Validator(rule_file_schema()).iter_errors(content):
        way = tuple(error.absolute_path)
        if error.validator == "additionalProperties":
            known = error.schema["properties"]
            key = next(key for key in error.instance if key not in known)
            raise fail((*way, key), f"there is no key {key!r} here.{did_you_mean(key, known)}")
        if error.validator == "required":
            missing = next(key for key in error.validator_value if key not in error.instance)
            raise fail(way, f"{missing!r} is missing.")
        if error.validator == "enum":
            raise fail(way, f"must be one of {', '.join(error.validator_value)}.")
        raise fail(way, f"does not fit the format of rule files ({error.validator}).")


def _check_meaning(rule: Rule, fail: Any) -> None:
    model = load_model()
    if rule.family in FAMILIES:
        raise fail(("code",), f"codes that begin with {rule.family} are comet-lint's own; begin with another letter.")
    if not (rule.when or rule.reference or rule.unreferenced or rule.check):
        raise fail((), "one of 'when', 'reference' and 'check' is needed.")
    if not rule.applies_to:
        raise fail((), "'applies-to' is missing.")
    if rule.check:
        try:
            load_check(rule.check)
        except LookupError:
            raise fail(("check",), f"there is no check function {rule.check}.") from None
    for name in rule.applies_to:
        if name == WORKSPACE:
            continue
        if name not in model:
            raise fail(("applies-to",), f"there is no type {name}.{did_you_mean(name, model)}")
        _check_place(rule, model.type(name), fail)
        _check_messages(rule, model.type(name), fail)
    if WORKSPACE not in rule.applies_to:
        _check_condition(rule, model, fail)


def _check_place(rule: Rule, type_info: TypeInfo, fail: Any) -> None:
    fields = type_info.fields
    if rule.at and rule.at not in fields:
        raise fail(("at",), f"{type_info.name} has no field {rule.at}.{did_you_mean(rule.at, fields)}")


def _check_condition(rule: Rule, model: Model, fail: Any) -> None:
    if rule.when is None:
        return
    try:
        condition = with_constants(rule.when, model.constants)
    except KeyError as error:
        raise fail(("when",), f"there are no constants {error.args[0]}.") from None
    try:
        check_fields(condition, rule.applies_to, model)
        for name in rule.applies_to:
            compile_condition(condition, name, model)
    except KeyError as error:
        unknown = str(error.args[0])
        fields = [field for name in rule.applies_to for field in model.type(name).fields]
        owners = " and ".join(rule.applies_to)
        none = "has no" if len(rule.applies_to) == 1 else "do not have a"
        raise fail(("when",), f"{owners} {none} field {unknown}.{did_you_mean(unknown, fields)}") from None
    except (ValueError, TypeError, AttributeError):
        raise fail(("when",), "this is not a valid JSON Schema.") from None


def _check_messages(rule: Rule, type_info: TypeInfo, fail: Any) -> None:
    for text in rule.messages.values():
        for placeholder in placeholders(text):
            field = type_info.fields.get(placeholder)
            if field is not None and field.secrecy is Secrecy.SECRET:
                raise fail(("message",), f"{placeholder} is secret and cannot be shown.")
            if field is None and not rule.check and placeholder not in ("subject", "missing"):
                hint = did_you_mean(placeholder, type_info.fields)
                raise fail(("message",), f"{type_info.name} has no field {placeholder}.{hint}")
