"""The keywords of JSON Schema that conditions are written with, and what each takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from comet_lint.rules.json_schema import fast_validator
from comet_lint.source.parsed import PlainScalar
from comet_lint.text.lists import listing
from comet_lint.text.suggestions import did_you_mean

LISTS_OF_CONDITIONS = ("allOf", "anyOf", "oneOf")
CONDITIONS = ("not", "if", "then", "else")
CONDITIONS_ON_ENTRIES = ("items", "contains", "additionalProperties")
CONDITIONS_BY_KEY = ("properties", "patternProperties")

_COUNTS = ("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties")
_COUNTS_OF_ENTRIES = ("minContains", "maxContains")
_LIMITS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
_TYPES = ("array", "boolean", "integer", "null", "number", "object", "string")

_TEXTS = frozenset({"string", "bytes"})
_NUMBERS = frozenset({"int", "number"})
_LISTS = frozenset({"list"})
_DICTIONARIES = frozenset({"dict"})
_MAPPINGS = frozenset({"dict", "object"})

_ABOUT: dict[str, tuple[str, frozenset[str]]] = {
    **dict.fromkeys(("minLength", "maxLength", "pattern"), ("texts", _TEXTS)),
    **dict.fromkeys(_LIMITS, ("numbers", _NUMBERS)),
    **dict.fromkeys(
        ("items", "contains", "minItems", "maxItems", "uniqueItems", *_COUNTS_OF_ENTRIES), ("lists", _LISTS)
    ),
    **dict.fromkeys(
        ("additionalProperties", "patternProperties", "propertyNames"),
        ("dictionaries", _DICTIONARIES),
    ),
    **dict.fromkeys(
        ("properties", "required", "minProperties", "maxProperties"), ("objects and dictionaries", _MAPPINGS)
    ),
}
"""What the values are like that a keyword is about; it passes on all others."""


def keywords() -> tuple[str, ...]:
    """All keywords that can be used."""
    return tuple(_ABOUT) + tuple(_FORMS) + (*CONDITIONS, "$comment", "title", "description")


def subjects_of(keyword: str) -> tuple[str, frozenset[str]]:
    """What a keyword is about, in words, and the kinds of shape that are such; ("", none) if about anything."""
    return _ABOUT.get(keyword, ("", frozenset()))


def form_fault(keyword: str, argument: Any) -> str:
    """What is wrong with a keyword's argument as such; empty for nothing."""
    if keyword not in _FORMS:
        return ""
    is_right, wanted = _FORMS[keyword]
    if not is_right(argument):
        return f"{keyword} must be {wanted}."
    if keyword == "pattern":
        return _pattern_fault(argument)
    if keyword == "patternProperties":
        return next(filter(None, map(_pattern_fault, argument)), "")
    if keyword == "type":
        return _type_fault(argument)
    return ""


def _pattern_fault(pattern: str) -> str:
    try:
        fast_validator({"pattern": pattern})
    except ValueError:
        return f"the pattern {pattern!r} does not compile{_reason(pattern)}."
    return ""


def _reason(pattern: str) -> str:
    import re

    try:
        re.compile(pattern)
    except re.error as error:
        return f": {error}"
    return ""


def _type_fault(argument: Any) -> str:
    for name in [argument] if isinstance(argument, str) else argument:
        if name not in _TYPES:
            return f"there is no type {name!r} in JSON Schema.{did_you_mean(name, _TYPES) or _one_of(_TYPES)}"
    return ""


def _one_of(names: tuple[str, ...]) -> str:
    return f" It is one of {', '.join(names)}."


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_number(value: Any) -> bool:
    return not isinstance(value, (str, bool, list, Mapping)) and value is not None


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and not isinstance(value, PlainScalar)


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_filled_list(value: Any) -> bool:
    return isinstance(value, list) and bool(value)


_Form = tuple[Callable[[Any], bool], str]

_COUNT: _Form = (_is_count, "a whole number, 0 or more")
_FORMS: dict[str, _Form] = {
    **dict.fromkeys((*_COUNTS, *_COUNTS_OF_ENTRIES), _COUNT),
    **dict.fromkeys(_LIMITS, (_is_number, "a number")),
    **dict.fromkeys(LISTS_OF_CONDITIONS, (_is_filled_list, "a list of conditions")),
    **dict.fromkeys(
        (*CONDITIONS_BY_KEY, "$defs"), (lambda value: isinstance(value, Mapping), "a mapping of names to conditions")
    ),
    "enum": (
        lambda value: _is_filled_list(value) or (isinstance(value, str) and value.endswith("_*")),
        f"a list of values, or a family of constants such as {listing(['FTPS_MODE_*'])}",
    ),
    "const": (lambda _value: True, ""),
    "pattern": (_is_text, "a text"),
    "type": (lambda value: _is_text(value) or (_is_filled_list(value) and _are_texts(value)), "the name of a type"),
    "required": (_are_texts, "a list of names"),
    "uniqueItems": (lambda value: isinstance(value, bool), "true or false"),
    "$ref": (_is_text, "a text"),
}
