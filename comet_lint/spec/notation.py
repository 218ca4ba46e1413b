"""The project's own notation of the model: YAML that reads well and shows changes line by line.

    RatelimitRule:
      extends: [SomeBase]
      since: "24.3.1"
      deprecated: "24.9.x"
      fields:
        MatchRegex: string
        BytesPerSecond: {type: int, omitted: 0, since: "24.6.0", deprecated: "24.9.0", constants: SOME_}

`omitted` is the value that the absence of the field implies: `false`, `0`, `""`, `[]`, `{}`, `zero` (an
object of zero values) or `any`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from comet_lint.spec.expressions import parse_type
from comet_lint.spec.model import Omission, SpecError, SpecField, Type, Types

_OMITTED = {
    Omission.FALSE: "false",
    Omission.ZERO: "0",
    Omission.EMPTY_TEXT: '""',
    Omission.EMPTY_LIST: "[]",
    Omission.EMPTY_DICTIONARY: "{}",
    Omission.ZERO_OBJECT: "zero",
    Omission.ANY: "any",
}
_VERSIONS = {
    "since": "since",
    "deprecated": "deprecated_since",
    "last-seen": "last_seen",
    "ignored-since": "ignored_since",
}
_HEADER = "# The types of the Comet API, from its documentation. Written by `comet-lint spec`; do not edit.\n\n"
_AMBIGUOUS = re.compile(r"(?i)y|n|yes|no|on|off|true|false|null")


def write_types(types: Types) -> str:
    """The types in the notation, in the given order. The same types always give the same text."""
    return _HEADER + "\n".join(_type_text(type_) for type_ in types.values())


def read_types(text: str, name: str) -> Types:
    """The types in the file `name`, whose content is `text`; SpecError when it is not in the notation."""
    data = load_yaml(text, name)
    try:
        return {type_name: read_type_entry(type_name, entry) for type_name, entry in data.items()}
    except SpecError as error:
        raise SpecError(f"{name}: {error}") from None


def load_yaml(text: str, name: str) -> dict[str, Any]:
    """The mapping in the YAML file `name`, whose content is `text`."""
    data = load_any_yaml(text, name)
    if not isinstance(data, dict):
        raise SpecError(f"{name}: expected a mapping")
    return data


def load_any_yaml(text: str, name: str) -> Any:
    """The value in the YAML file `name`, whose content is `text`."""
    import yaml

    try:
        return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" line {mark.line + 1}:" if mark else ""
        raise SpecError(f"{name}:{where} not valid YAML") from None


def read_type_entry(name: str, entry: Any) -> Type:
    """One type from its YAML value."""
    values = _checked(entry, {"extends", "since", "deprecated", "fields"}, name)
    fields = values.get("fields") or {}
    return Type(
        name,
        tuple(read_field_entry(name, field, value) for field, value in fields.items()),
        bases=tuple(values.get("extends", ())),
        since=values.get("since"),
        deprecated_since=values.get("deprecated"),
    )


def read_field_entry(type_name: str, name: str, entry: Any) -> SpecField:
    """One field from its YAML value: the type alone, or a mapping."""
    place = f"{type_name}.{name}"
    values = _checked({"type": entry} if isinstance(entry, str) else entry, {*_VERSIONS, *_OTHERS}, place)
    try:
        kind = parse_type(values["type"])
    except KeyError:
        raise SpecError(f"{place}: expected the field to have a 'type'") from None
    except SpecError as error:
        raise SpecError(f"{place}: {error}") from None
    field = SpecField(name, kind, constants=values.get("constants"))
    if "omitted" in values:
        field = replace(field, omission=_read_omission(values["omitted"], field, place))
    versions: dict[str, Any] = {attribute: values.get(key) for key, attribute in _VERSIONS.items()}
    return replace(field, **versions)


_OTHERS = ("type", "omitted", "constants")


def _read_omission(value: Any, field: SpecField, place: str) -> Omission:
    text = value if value in ("zero", "any") else json.dumps(value)
    for omission, notation in _OMITTED.items():
        if notation == text and omission.fits(field.type):
            return omission
    raise SpecError(f"{place}: expected 'omitted' to be a value that fits {field.type}")


def _checked(entry: Any, allowed: set[str], place: str) -> Mapping[str, Any]:
    if not isinstance(entry, dict):
        raise SpecError(f"{place}: expected a mapping")
    for key in entry:
        if key not in allowed:
            raise SpecError(f"{place}: unknown key '{key}', expected one of {', '.join(sorted(allowed))}")
    return entry


def _type_text(type_: Type) -> str:
    return "".join(f"{line}\n" for line in _type_lines(type_))


def _type_lines(type_: Type) -> Iterator[str]:
    yield f"{type_.name}:"
    if type_.bases:
        yield f"  extends: [{', '.join(type_.bases)}]"
    if type_.since:
        yield f'  since: "{type_.since}"'
    if type_.deprecated_since:
        yield f'  deprecated: "{type_.deprecated_since}"'
    yield "  fields:" if type_.fields else "  fields: {}"
    for field in type_.fields:
        yield f"    {_key(field.name)}: {_field_text(field)}"


def _field_text(field: SpecField) -> str:
    parts = [] if field.omission is None else [f"omitted: {_OMITTED[field.omission]}"]
    for key, attribute in _VERSIONS.items():
        if version := getattr(field, attribute):
            parts.append(f'{key}: "{version}"')
    if field.constants:
        parts.append(f"constants: {field.constants}")
    kind = str(field.type)
    if not parts:
        return kind
    return "{" + ", ".join([f'type: "{kind}"' if "," in kind else f"type: {kind}", *parts]) + "}"


def _key(name: str) -> str:
    return f'"{name}"' if _AMBIGUOUS.fullmatch(name) else name
