"""The model of Comet's documents at run time: types, their fields, and what is known about each.

Read from the generated schema bundle, one type at a time, when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from comet_lint.comet.shapes import INT64_MAX, INT64_MIN, Shape
from comet_lint.files.resources import schemas_folder

__all__ = [
    "INT64_MAX",
    "INT64_MIN",
    "Field",
    "Model",
    "Secrecy",
    "SecretRoute",
    "Shape",
    "TypeInfo",
    "is_live",
    "load_model",
    "read_shape",
]

_REF = "#/$defs/"
_BOUNDS = ("LOWEST", "HIGHEST", "MAXINT")


_PYTHON_CLASSES: dict[str, type] = {
    "object": dict,
    "list": list,
    "dict": dict,
    "string": str,
    "int": int,
    "bool": bool,
    "number": float,
    "bytes": str,
    "any": object,
}


class Secrecy(Enum):
    """How much of a field's value may be shown."""

    SHOWN = "shown"
    URL = "url"
    """Scheme, host and port only."""
    PATH = "path"
    """A path or the name of a host, and nothing that does not look like one."""
    HIDDEN = "hidden"
    """Not a secret itself, but may quote one: commands, headers, free text."""
    SECRET = "secret"  # noqa: S105 - a name, not a password


class Field(NamedTuple):
    """One field of a type. `live_when` maps sibling fields to the values with which this one is in use."""

    name: str
    shape: Shape
    secrecy: Secrecy = Secrecy.SHOWN
    omittable: bool = False
    since: str = ""
    deprecated_since: str = ""
    constants: str = ""
    live_when: tuple[tuple[str, tuple[Any, ...]], ...] = ()

    @property
    def python_class(self) -> type:
        """The class of a well-formed value."""
        return _PYTHON_CLASSES[self.shape.kind]


@dataclass(frozen=True)
class TypeInfo:
    """One type, with inherited fields flattened in. `lineage` is the type itself and all its ancestors."""

    name: str
    fields: Mapping[str, Field]
    lineage: tuple[str, ...]
    noun: str = ""
    named_by: tuple[str, ...] = ()
    identity: tuple[str, ...] = ()
    since: str = ""
    deprecated_since: str = ""

    @cached_property
    def readers(self) -> dict[str, tuple[type, Any]]:
        """Per field: the class of a well-formed value, and the zero value."""
        return {name: (field.python_class, field.shape.zero()) for name, field in self.fields.items()}

    @cached_property
    def object_fields(self) -> tuple[Field, ...]:
        """The fields that hold objects, directly or in lists and dictionaries."""
        return tuple(field for field in self.fields.values() if field.shape.object_type)

    @cached_property
    def folded_names(self) -> dict[str, str]:
        """Field names by their form under `fold_name`."""
        return {fold_name(name): name for name in self.fields}


def fold_name(key: str) -> str:
    """What is the same for all spellings of a field name in which the server reads that field.

    Its decoder folds letters one by one: the Kelvin sign is a k, the long s an s.
    """
    return key.lower().replace("\u017f", "s")


class SecretRoute(NamedTuple):
    """The fields of a type in which secrets may be, and those that lead to objects with such fields."""

    secret: tuple[Field, ...]
    onwards: tuple[tuple[str, Shape], ...]


class Model:
    """All types, by name. Also every published constant, by name."""

    def __init__(self, bundle: Mapping[str, Any]) -> None:
        self._definitions: Mapping[str, Mapping[str, Any]] = bundle["$defs"]
        self.constants: Mapping[str, Any] = bundle["x-comet-constants"]
        self._types: dict[str, TypeInfo] = {}
        self._secret_routes: dict[str, SecretRoute] = {}
        self._published: dict[str, dict[int | str, str]] = {}
        self._unjudged: dict[str, bool] = {}
        self._names: frozenset[str] = frozenset()

    def __contains__(self, name: str) -> bool:
        return name in self._definitions

    def __iter__(self) -> Iterator[str]:
        return iter(self._definitions)

    def type(self, name: str) -> TypeInfo:
        """The type called `name`; KeyError if there is none."""
        known = self._types.get(name)
        if known is None:
            known = self._types[name] = self._read_type(name)
        return known

    def definition(self, name: str) -> Mapping[str, Any]:
        """The JSON Schema of a type; KeyError if there is none."""
        return self._definitions[name]

    def extends(self, name: str, ancestor: str) -> bool:
        """Whether the type `name` is `ancestor` or extends it, directly or not."""
        return ancestor in self.type(name).lineage

    def published(self, family: str) -> Mapping[int | str, str]:
        """The values of a family of constants such as `FTPS_MODE_`, as `published_values` gives them."""
        known = self._published.get(family)
        if known is None:
            known = self._published[family] = published_values(self.constants, family)
        return known

    def base_condition(self, type_name: str, base: str) -> tuple[tuple[str, tuple[Any, ...]], ...]:
        """The condition under which the fields of `base` are in use in an object of `type_name`."""
        if type_name == base:
            return ()
        own = self.type(type_name).fields
        conditions = {own[name].live_when for name in self.type(base).fields}
        return conditions.pop() if len(conditions) == 1 else ()

    def reachable(self, root: str) -> Iterator[str]:
        """`root` and every type that its fields lead to."""
        seen = {root}
        queue = [root]
        while queue:
            name = queue.pop()
            yield name
            for field in self.type(name).object_fields:
                if field.shape.object_type not in seen:
                    seen.add(field.shape.object_type)
                    queue.append(field.shape.object_type)

    def secret_route(self, name: str) -> SecretRoute:
        """Where the secrets are in objects of the type `name`."""
        known = self._secret_routes.get(name)
        if known is None:
            fields = self.type(name).fields.values()
            known = self._secret_routes[name] = SecretRoute(
                tuple(field for field in fields if _may_hold_secrets(field)),
                tuple(
                    (field.name, field.shape)
                    for field in fields
                    if field.secrecy is Secrecy.SHOWN and self._has_secrets(field.shape.object_type)
                ),
            )
        return known

    def has_unjudged_values(self, name: str) -> bool:
        """Whether the type `name` leads to fields for which a number with a fraction, or anything, is well-formed."""
        known = self._unjudged.get(name)
        if known is None:
            known = self._unjudged[name] = any(
                field.shape.innermost.kind in ("any", "number")
                for each in self.reachable(name)
                for field in self.type(each).fields.values()
            )
        return known

    @property
    def folded_names(self) -> frozenset[str]:
        """The names of all types and fields, case-folded."""
        if not self._names:
            fields = (name for definition in self._definitions.values() for name in definition["properties"])
            self._names = frozenset(map(fold_name, (*self._definitions, *fields)))
        return self._names

    def _has_secrets(self, name: str) -> bool:
        return bool(name) and any(
            _may_hold_secrets(field) for each in self.reachable(name) for field in self.type(each).fields.values()
        )

    def _lineage(self, name: str) -> list[str]:
        names = [name]
        for base in self._definitions[name].get("x-comet-extends", ()):
            names += [ancestor for ancestor in self._lineage(base) if ancestor not in names]
        return names

    def _read_type(self, name: str) -> TypeInfo:
        definition = self._definitions[name]
        return TypeInfo(
            name=name,
            fields={key: _read_field(key, value) for key, value in definition["properties"].items()},
            lineage=tuple(self._lineage(name)),
            noun=definition.get("x-comet-noun", ""),
            named_by=tuple(definition.get("x-comet-named-by", ())),
            identity=tuple(definition.get("x-comet-identity", ())),
            since=definition.get("x-comet-since", ""),
            deprecated_since=definition.get("x-comet-deprecated-since", ""),
        )


def _may_hold_secrets(field: Field) -> bool:
    # Lists that are hidden are command lines.
    return field.secrecy is not Secrecy.SHOWN and not (field.secrecy is Secrecy.HIDDEN and field.shape.kind == "list")


def published_values(constants: Mapping[str, Any], family: str) -> dict[int | str, str]:
    """The values of a family of `constants`, each with its name in plain words; empty if there is no such family.

    Bounds, and numbers reserved or marked invalid (their names go on with another `_`), are no values.
    """
    values: dict[int | str, str] = {}
    for name, value in constants.items():
        label = name[len(family) :]
        if name.startswith(family) and not label.startswith("_") and label not in _BOUNDS:
            values.setdefault(value, label.lower().replace("_", " "))
    return values


def is_live(conditions: tuple[tuple[str, tuple[Any, ...]], ...], value: Mapping[str, Any]) -> bool:
    """Whether the sibling fields in `value` have the values that make a field count."""
    for sibling, allowed in conditions:
        actual = value.get(sibling)
        if actual is None:
            actual = type(allowed[0])()
        if actual not in allowed:
            return False
    return True


def _read_field(name: str, schema: Mapping[str, Any]) -> Field:
    if "x-comet-secret" in schema:
        secrecy = Secrecy.SECRET
    elif "x-comet-hidden" in schema:
        secrecy = Secrecy.HIDDEN
    elif "x-comet-url" in schema:
        secrecy = Secrecy.URL
    elif "x-comet-path" in schema:
        secrecy = Secrecy.PATH
    else:
        secrecy = Secrecy.SHOWN
    return Field(
        name=name,
        shape=read_shape(schema),
        secrecy=secrecy,
        omittable="default" in schema,
        since=schema.get("x-comet-since", ""),
        deprecated_since=schema.get("x-comet-deprecated-since", ""),
        constants=schema.get("x-comet-constants", ""),
        live_when=tuple((key, tuple(values)) for key, values in schema.get("x-comet-live-when", {}).items()),
    )


def read_shape(schema: Mapping[str, Any]) -> Shape:
    """The shape that a property schema of the bundle describes."""
    reference = schema.get("$ref")
    if reference is not None:
        return Shape("object", type_name=reference[len(_REF) :])
    declared = schema.get("type")
    if isinstance(declared, list):
        declared = next(name for name in declared if name != "null")
    if declared == "array":
        return Shape("list", item=read_shape(schema["items"]))
    if declared == "object":
        return Shape(
            "dict",
            item=read_shape(schema["additionalProperties"]),
            integer_keys="propertyNames" in schema,
        )
    if declared == "string":
        return Shape("bytes" if schema.get("contentEncoding") == "base64" else "string")
    if declared == "integer":
        return Shape("int", minimum=schema.get("minimum", INT64_MIN), maximum=schema.get("maximum", INT64_MAX))
    if declared == "boolean":
        return Shape("bool")
    return Shape("number" if declared == "number" else "any")


@lru_cache(maxsize=1)
def load_model() -> Model:
    """The model that comes with comet-lint."""
    import jiter

    return Model(jiter.from_json((schemas_folder() / "comet.schema.json").read_bytes()))
