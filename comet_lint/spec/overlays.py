"""What the API page lacks, kept as YAML files beside the model: constants, releases, secrets, descriptions.

Every entry names types and fields. One that no type has is a mistake, reported with the file and the entry.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from comet_lint.spec.model import SpecError, SpecField, Type, Types, all_fields, lineage, reachable
from comet_lint.spec.notation import load_any_yaml, read_field_entry, read_type_entry
from comet_lint.text.suggestions import did_you_mean

OVERLAY_FILES = (
    "constants.yaml",
    "constant-fields.yaml",
    "wire-types.yaml",
    "releases.yaml",
    "secrets.yaml",
    "descriptions.yaml",
    "liveness.yaml",
    "entities.yaml",
)

_LISTS = frozenset({"constants.yaml", "liveness.yaml"})

WIRE_RANGES = {
    "int32": (-(2**31), 2**31 - 1),
    "uint8": (0, 2**8 - 1),
    "uint32": (0, 2**32 - 1),
    "uint64": (0, 2**64 - 1),
}
"""Lowest and highest value of the integer types on the wire other than the signed 64-bit integer."""

_FAMILY_KINDS = frozenset({"closed", "growing", "open", "bits"})
_SECRECY = frozenset({"secret", "hidden", "url", "path"})
_ENTITY_KEYS = frozenset({"noun", "named-by", "identity"})

TypeField = tuple[str, str]
"""A type and one of its fields."""

Complain = Callable[[str], None]
"""Receives a sentence about an entry that does not fit the types; the entry is left out unless this raises."""


@dataclass(frozen=True, slots=True)
class SpecModel:
    """The types, and what the overlays say about them."""

    types: Types
    constants: Mapping[str, Any]
    """The value of each constant by name."""
    families: Mapping[str, str]
    """By prefix: closed, growing, open (values exist that are not published), bits, or empty if not known."""
    wire_types: Mapping[TypeField, str]
    """Keys of WIRE_RANGES, by the type that declares the field."""
    first_seen: Mapping[TypeField, str]
    """The first release that has the field, by each type that has it."""
    secrecy: Mapping[TypeField, str]
    """secret, hidden, url or path, by the type that declares the field."""
    descriptions: Mapping[TypeField, str]
    """By the type that declares the field; the field name is empty for the type itself."""
    live_when: Mapping[TypeField, Mapping[str, Sequence[Any]]]
    """By each type that has the field: the values of other fields with which it is in use."""
    entities: Mapping[str, Mapping[str, Any]]


def load_model(page_types: Types, folder: Path, complain: Complain | None = None) -> SpecModel:
    """The types of the page, completed by the overlay files of the folder; a missing file says nothing.

    An entry that does not fit the types raises SpecError, or goes to `complain` and is left out.
    """
    overlays = {name: _load(folder / name) for name in OVERLAY_FILES}

    def tell(file: str) -> Complain:
        def tell_about(problem: str) -> None:
            if complain is None:
                raise SpecError(f"{file}: {problem}")
            complain(f"{file}: {problem}")

        return tell_about

    constants, families = _constants(overlays["constants.yaml"])
    releases = overlays["releases.yaml"]
    types = _add_releases(page_types, releases, tell("releases.yaml"))
    types = _add_families(types, overlays["constant-fields.yaml"], families, tell("constant-fields.yaml"))
    return SpecModel(
        types=types,
        constants=constants,
        families=families,
        wire_types=_wire_types(types, overlays["wire-types.yaml"], tell("wire-types.yaml")),
        first_seen=_first_seen(types, releases, tell("releases.yaml")),
        secrecy=_secrecy(types, overlays["secrets.yaml"], tell("secrets.yaml")),
        descriptions=_descriptions(types, overlays["descriptions.yaml"], tell("descriptions.yaml")),
        live_when=_live_when(types, overlays["liveness.yaml"], constants, tell("liveness.yaml")),
        entities=_entities(types, overlays["entities.yaml"], tell("entities.yaml")),
    )


def _load(path: Path) -> Any:
    """The content of an overlay file: a list of mappings, or a mapping whose values are mappings."""
    if not path.is_file():
        return {}
    content = load_any_yaml(path.read_text("utf-8"), path.name) or {}
    if path.name in _LISTS and not isinstance(content, list):
        raise SpecError(f"{path.name}: expected a list of mappings")
    if path.name not in _LISTS and not isinstance(content, dict):
        raise SpecError(f"{path.name}: expected a mapping")
    for name, entry in enumerate(content, 1) if isinstance(content, list) else content.items():
        if not isinstance(entry, dict):
            raise SpecError(f"{path.name}: {name}: expected a mapping")
    return content


def _constants(overlay: Any) -> tuple[dict[str, Any], dict[str, str]]:
    """The values by name, and the families; the entries are a list of families, the last without a prefix."""
    values: dict[str, Any] = {}
    families: dict[str, str] = {}
    for entry in overlay:
        prefix, kind = entry.get("family", ""), entry.get("values", "")
        if kind and kind not in _FAMILY_KINDS:
            raise SpecError(f"constants.yaml: {prefix}: expected 'values' to be one of {_list(_FAMILY_KINDS)}")
        if prefix:
            families[prefix] = kind
        for name, value in entry["constants"].items():
            if name in values or not name.startswith(prefix):
                raise SpecError(f"constants.yaml: expected '{name}' once, under the family whose prefix it has")
            values[name] = value["value"] if isinstance(value, dict) else value
    return values, families


def _add_releases(page_types: Types, releases: Mapping[str, Any], complain: Complain) -> Types:
    """The types with what later releases added, and with deprecations that the page only hints at."""
    types = dict(page_types)
    try:
        new_types = [read_type_entry(*entry) for entry in releases.get("added-types", {}).items()]
        added_fields = {
            name: [read_field_entry(name, *entry) for entry in entries.items()]
            for name, entries in releases.get("added-fields", {}).items()
        }
    except SpecError as error:
        raise SpecError(f"releases.yaml: {error}") from None
    for type_ in new_types:
        if type_.name in page_types:
            complain(f"added type '{type_.name}' is on the page")
        else:
            types[type_.name] = replace(type_, fields=())
            added_fields[type_.name] = list(type_.fields)
    for name, fields in added_fields.items():
        if _knows_type(types, name, complain):
            types[name] = _with_fields(types, types[name], fields, complain)
    for name, entries in releases.get("deprecated", {}).items():
        for place, values in _places(types, name, entries, complain, declared=True):
            versions = {"deprecated_since": values.get("since"), "ignored_since": values.get("ignored-since")}
            types[name] = _changed(types[name], place[1], versions)
    return _without_unreachable(types, page_types, complain)


def _without_unreachable(types: dict[str, Type], page_types: Types, complain: Complain) -> Types:
    needed = {name for root in page_types for name in reachable(types, root)}
    for name in types.keys() - needed:
        complain(f"no type of the page leads to the added type '{name}'")
    return {name: type_ for name, type_ in types.items() if name in needed}


def _with_fields(types: Types, type_: Type, fields: Sequence[SpecField], complain: Complain) -> Type:
    known = all_fields(types, type_.name)
    new = []
    for field in fields:
        unknown = [name for name in field.type.names if name[0].isupper() and name not in types]
        if field.name in known:
            complain(f"added field '{type_.name}.{field.name}' is on the page")
        elif unknown:
            complain(f"added field '{type_.name}.{field.name}' has the unknown type '{unknown[0]}'")
        else:
            new.append(field)
    return replace(type_, fields=(*type_.fields, *new))


def _add_families(types: Types, overlay: Mapping[str, Any], families: Mapping[str, str], complain: Complain) -> Types:
    """The types with the constant families of fields for which the page names none."""
    completed = dict(types)
    for name, entries in overlay.items():
        for place, family in _places(types, name, entries, complain, declared=True):
            if family not in families:
                complain(f"{name}.{place[1]}: unknown family '{family}'.{did_you_mean(family, families)}")
            completed[name] = _changed(completed[name], place[1], {"constants": family})
    return completed


def _changed(type_: Type, field_name: str, changes: Mapping[str, Any]) -> Type:
    return replace(
        type_,
        fields=tuple(replace(field, **changes) if field.name == field_name else field for field in type_.fields),
    )


def _wire_types(types: Types, overlay: Mapping[str, Any], complain: Complain) -> dict[TypeField, str]:
    found: dict[TypeField, str] = {}
    for name, entries in overlay.items():
        for place, wire_type in _places(types, name, entries, complain, declared=True):
            _, field = all_fields(types, name)[place[1]]
            if wire_type not in WIRE_RANGES:
                raise SpecError(f"wire-types.yaml: {name}.{place[1]}: expected one of {_list(WIRE_RANGES)}")
            if "int" not in field.type.names:
                complain(f"{name}.{place[1]} is not an integer field")
            found[place] = wire_type
    return found


def _first_seen(types: Types, releases: Mapping[str, Any], complain: Complain) -> dict[TypeField, str]:
    return {
        place: version
        for name, entries in releases.get("first-seen", {}).items()
        for place, version in _places(types, name, entries, complain)
    }


def _secrecy(types: Types, overlay: Mapping[str, Any], complain: Complain) -> dict[TypeField, str]:
    found: dict[TypeField, str] = {}
    for secrecy, entries in overlay.items():
        if secrecy not in _SECRECY:
            raise SpecError(f"secrets.yaml: unknown key '{secrecy}', expected one of {_list(_SECRECY)}")
        for name, fields in entries.items():
            for place, _ in _places(types, name, dict.fromkeys(fields), complain, declared=True):
                if place in found:
                    raise SpecError(f"secrets.yaml: expected {name}.{place[1]} once")
                found[place] = secrecy
    return found


def _descriptions(types: Types, overlay: Mapping[str, Any], complain: Complain) -> dict[TypeField, str]:
    found: dict[TypeField, str] = {}
    for name, entries in overlay.items():
        own = {field: text for field, text in entries.items() if field}
        if _knows_type(types, name, complain) and "" in entries:
            found[name, ""] = entries[""]
        found.update(_places(types, name, own, complain, declared=True))
    return found


def _live_when(
    types: Types, overlay: Sequence[Mapping[str, Any]], constants: Mapping[str, Any], complain: Complain
) -> dict[TypeField, dict[str, list[Any]]]:
    found: dict[TypeField, dict[str, list[Any]]] = {}
    for rule in overlay:
        name = rule["type"]
        bases = [base for base in rule.get("bases", ()) if _knows_type(types, base, complain)]
        fields = dict.fromkeys([*rule.get("fields", ()), *(f.name for base in bases for f in types[base].fields)])
        live_fields = [place[1] for place, _ in _places(types, name, fields, complain)]
        when = {
            place[1]: [_constant(value, constants) for value in values]
            for place, values in _places(types, name, rule["when"], complain)
        }
        for heir in types:
            if when and live_fields and name in lineage(types, heir):
                found.update({(heir, field): when for field in live_fields})
    return found


def _constant(value: Any, constants: Mapping[str, Any]) -> Any:
    if not isinstance(value, str) or not value.isupper():
        return value
    if value not in constants:
        raise SpecError(f"liveness.yaml: unknown constant '{value}'.{did_you_mean(value, constants)}")
    return constants[value]


def _entities(types: Types, overlay: Mapping[str, Any], complain: Complain) -> dict[str, Mapping[str, Any]]:
    found = {}
    for name, entry in overlay.items():
        for key in entry.keys() - _ENTITY_KEYS:
            raise SpecError(f"entities.yaml: {name}: unknown key '{key}', expected one of {_list(_ENTITY_KEYS)}")
        if _knows_type(types, name, complain):
            for path in (*entry.get("named-by", ()), *entry.get("identity", ())):
                _check_path(types, name, path, complain)
            found[name] = entry
    return found


def _check_path(types: Types, name: str, path: str, complain: Complain) -> None:
    step, _, rest = path.partition(".")
    for place, _ in _places(types, name, {step: None}, complain):
        if rest:
            _check_path(types, all_fields(types, name)[place[1]][1].type.name, rest, complain)


def _places(
    types: Types, name: str, entries: Mapping[str, Any], complain: Complain, *, declared: bool = False
) -> Iterator[tuple[TypeField, Any]]:
    """The entries about fields that the type has; with `declared`, that it declares itself."""
    if not _knows_type(types, name, complain):
        return
    known = {field.name for field in types[name].fields} if declared else all_fields(types, name).keys()
    for field, value in entries.items():
        if field in known:
            yield (name, field), value
        else:
            verb = "declares" if declared else "has"
            complain(f"type '{name}' {verb} no field '{field}'.{did_you_mean(field, known)}")


def _knows_type(types: Types, name: str, complain: Complain) -> bool:
    if name not in types:
        complain(f"unknown type '{name}'.{did_you_mean(name, types)}")
    return name in types


def _list(names: Any) -> str:
    return ", ".join(sorted(names))
