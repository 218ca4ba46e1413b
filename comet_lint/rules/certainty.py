"""Whether a condition holds for an object of which some values are not known.

The answer is true or false where it is the same whatever these values are, else None (Kleene's logic).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from comet_lint.comet.unknown import STAND_IN, Unknown

if TYPE_CHECKING:
    import jsonschema_rs

Verdict = bool | None

_COUNTED = frozenset({"type", "minItems", "maxItems", "minProperties", "maxProperties", "required", "propertyNames"})
"""Keywords about an object or list for which it makes no difference what its members are."""
_LISTS = ("allOf", "anyOf", "oneOf")
_MANY_SCHEMAS = 512


def verdict(schema: Any, value: Any) -> Verdict:
    """Whether `value` fits a compiled condition (see `conditions`); None if that depends on what is not known."""
    if isinstance(schema, bool):
        return schema
    if isinstance(value, Unknown):
        return _all(_about_unknown(keyword, argument, value) for keyword, argument in schema.items())
    return _all(_keyword(keyword, argument, schema, value) for keyword, argument in schema.items())


def _about_unknown(keyword: str, argument: Any, value: Unknown) -> Verdict:
    if keyword in _LISTS:
        return _SPECIAL[keyword](argument, {}, value)
    if keyword == "not":
        return _not(verdict(argument, value))
    if value.why != STAND_IN:
        return None
    # What it stands for is a text, and not an empty one.
    if keyword == "type":
        return "string" in argument
    if keyword == "minLength":
        return True if argument <= 1 else None
    if keyword == "maxLength":
        return None if argument else False
    if keyword in ("const", "enum"):
        allowed = argument if keyword == "enum" else [argument]
        return None if any(isinstance(each, str) and each for each in allowed) else False
    return None


def _keyword(keyword: str, argument: Any, schema: Mapping[str, Any], value: Any) -> Verdict:
    special = _SPECIAL.get(keyword)
    if special is not None:
        return special(argument, schema, value)
    if isinstance(value, (dict, list)):
        if keyword in _COUNTED:
            value = dict.fromkeys(value) if isinstance(value, dict) else [None] * len(value)
        elif _holds_unknown(value):
            return None
    return bool(_validator(repr((keyword, argument)), keyword, _Argument(argument)).is_valid(value))


class _Argument:
    """An argument that takes no part in telling one cached validator from another."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __hash__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Argument)


@lru_cache(maxsize=_MANY_SCHEMAS)
def _validator(_written: str, keyword: str, argument: _Argument) -> jsonschema_rs.Validator:
    from comet_lint.rules.json_schema import fast_validator

    return fast_validator({keyword: argument.value})


def _holds_unknown(value: Any) -> bool:
    members: Iterable[Any] = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return isinstance(value, Unknown) or any(map(_holds_unknown, members))


def _all(verdicts: Iterable[Verdict]) -> Verdict:
    result: Verdict = True
    for each in verdicts:
        if each is False:
            return False
        if each is None:
            result = None
    return result


def _not(each: Verdict) -> Verdict:
    return None if each is None else not each


def _any(verdicts: Iterable[Verdict]) -> Verdict:
    return _not(_all(map(_not, verdicts)))


def _one(verdicts: Iterable[Verdict]) -> Verdict:
    known = list(verdicts)
    return None if None in known and known.count(True) < 2 else known.count(True) == 1


def _if(condition: Any, schema: Mapping[str, Any], value: Any) -> Verdict:
    holds = verdict(condition, value)
    then = verdict(schema.get("then", True), value)
    otherwise = verdict(schema.get("else", True), value)
    if holds is None:
        return then if then == otherwise else None
    return then if holds else otherwise


def _properties(schemas: Mapping[str, Any], _schema: Mapping[str, Any], value: Any) -> Verdict:
    if not isinstance(value, dict):
        return True
    return _all(verdict(sub, value[name]) for name, sub in schemas.items() if name in value)


def _pattern_properties(schemas: Mapping[str, Any], _schema: Mapping[str, Any], value: Any) -> Verdict:
    if not isinstance(value, dict):
        return True
    return _all(
        verdict(sub, member)
        for pattern, sub in schemas.items()
        for key, member in value.items()
        if _keyword("pattern", pattern, {}, key)
    )


def _additional(sub: Any, schema: Mapping[str, Any], value: Any) -> Verdict:
    if not isinstance(value, dict):
        return True
    named, patterns = schema.get("properties", {}), schema.get("patternProperties", {})
    return _all(
        verdict(sub, member)
        for key, member in value.items()
        if key not in named and not any(_keyword("pattern", pattern, {}, key) for pattern in patterns)
    )


def _items(sub: Any, _schema: Mapping[str, Any], value: Any) -> Verdict:
    return _all(verdict(sub, entry) for entry in value) if isinstance(value, list) else True


def _contains(sub: Any, schema: Mapping[str, Any], value: Any) -> Verdict:
    if not isinstance(value, list):
        return True
    verdicts = [verdict(sub, entry) for entry in value]
    sure = verdicts.count(True)
    possible = sure + verdicts.count(None)
    least, most = schema.get("minContains", 1), schema.get("maxContains", len(value))
    if possible < least or sure > most:
        return False
    return True if sure >= least and possible <= most else None


def _passes(_argument: Any, _schema: Mapping[str, Any], _value: Any) -> Verdict:
    return True


_SPECIAL: dict[str, Callable[[Any, Mapping[str, Any], Any], Verdict]] = {
    "allOf": lambda subs, _schema, value: _all(verdict(sub, value) for sub in subs),
    "anyOf": lambda subs, _schema, value: _any(verdict(sub, value) for sub in subs),
    "oneOf": lambda subs, _schema, value: _one(verdict(sub, value) for sub in subs),
    "not": lambda sub, _schema, value: _not(verdict(sub, value)),
    "if": _if,
    "properties": _properties,
    "patternProperties": _pattern_properties,
    "additionalProperties": _additional,
    "items": _items,
    "contains": _contains,
    **dict.fromkeys(("then", "else", "minContains", "maxContains", "$comment", "title", "description"), _passes),
}
