"""The secrets that a document holds, wherever they stand: what `Mask` is made from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from comet_lint.comet.credential_names import is_credential, is_secret_setting
from comet_lint.comet.model import Field, Model, Secrecy, Shape, TypeInfo, fold_name
from comet_lint.text.pointers import Path
from comet_lint.text.suggestions import edit_distance

_ANY = Shape("any")
_LARGEST_MISSPELLING = 2
_LOGIN = re.compile(r"(^|//)([^/?#\s]*)@")
_QUERY = re.compile(r"[?#&;]([^?#&;=\s]*)=([^?#&;\s]+)")
_MEMBER = re.compile(r'"([^"\\]{1,80})"\s*:\s*"((?:[^"\\]|\\.)*)')
_SCHEME = re.compile(r"(?:bearer|basic|token|apikey|digest|negotiate)\s+(\S.*)", re.IGNORECASE | re.DOTALL)
_DEEPEST_JSON = 3
_KEY = "-----BEGIN"


class Secrets(NamedTuple):
    """Texts that must not be shown.

    `values` are secrets, which are not shown as part of a text either. `words` are not known to be any, such as the
    values of unknown fields: they are not shown where they stand as a word of their own.
    """

    values: set[str]
    words: set[str]


def secrets_of(
    value: Any,
    shape: Shape,
    model: Model,
    strangers: Iterable[Path] = (),
    replaced: Iterable[tuple[Path, object]] = (),
) -> Secrets:
    """The secrets in `value`.

    What does not fit its type, such as unknown fields and names in the wrong case, is only looked at where
    `strangers` lead. `replaced` are values that later equal keys replace, with their paths.
    """
    collector = _Collector(model)
    collector.collect(value, shape, closely=False)
    for path in strangers:
        collector.collect_stranger(path, value, shape)
    for path, old in replaced:
        collector.collect_replaced(path, old, shape)
    return collector.found


class _Collector:
    def __init__(self, model: Model) -> None:
        self.found = Secrets(set(), set())
        self._model = model

    def collect(self, value: Any, shape: Shape, *, closely: bool) -> None:
        """What is in a value of a known shape; `closely` also tells apart what does not fit it."""
        if isinstance(value, dict):
            if shape.kind == "object":
                self._object(value, shape.type_name, closely)
            elif shape.kind == "dict" and shape.item is not None:
                for member in value.values():
                    self.collect(member, shape.item, closely=closely)
            elif closely:
                self._unknown(value)
        elif isinstance(value, list):
            if shape.kind == "list" and shape.item is not None:
                for member in value:
                    self.collect(member, shape.item, closely=closely)
            elif closely:
                self._unknown(value)
        elif closely and shape.object_type:
            # Where an object belongs, a scalar may be anything, such as its password.
            self._unknown(value)

    def collect_stranger(self, path: Path, value: Any, shape: Shape) -> None:
        """What is at `path`, which leads to something that does not fit its type."""
        for index, step in enumerate(path):
            if isinstance(value, dict) and step in value:
                if shape.kind == "object" and index == len(path) - 1:
                    self._member(str(step), value[step], self._model.type(shape.type_name))
                    return
                shape = self._shape_below(shape, str(step))
            elif isinstance(value, list) and isinstance(step, int) and step < len(value):
                shape = shape.item or _ANY
            else:
                return
            value = value[step]
        self.collect(value, shape, closely=True)

    def collect_replaced(self, path: Path, value: Any, shape: Shape) -> None:
        """What is in a value that once stood at `path`."""
        for step in path[:-1]:
            shape = self._shape_below(shape, str(step))
        if path and shape.kind == "object":
            self._member(str(path[-1]), value, self._model.type(shape.type_name))
        else:
            self.collect(value, self._shape_below(shape, str(path[-1])) if path else shape, closely=True)

    def _shape_below(self, shape: Shape, name: str) -> Shape:
        if shape.kind != "object":
            return shape.item or _ANY
        field = _field_called(name, self._model.type(shape.type_name))
        return field.shape if field is not None else _ANY

    def _object(self, value: dict[str, Any], type_name: str, closely: bool) -> None:
        if closely:
            info = self._model.type(type_name)
            for name, member in value.items():
                self._member(name, member, info)
            return
        route = self._model.secret_route(type_name)
        for field in route.secret:
            if member := value.get(field.name):
                self._field(member, field)
        for name, onwards in route.onwards:
            if member := value.get(name):
                self.collect(member, onwards, closely=False)

    def _member(self, name: str, member: Any, info: TypeInfo) -> None:
        field = _field_called(name, info)
        if field is None:
            self._unknown(member, is_secret=_sounds_secret(name, info))
        elif field.secrecy is Secrecy.SHOWN:
            self.collect(member, field.shape, closely=True)
        else:
            self._field(member, field)

    def _field(self, value: Any, field: Field) -> None:
        """What is in a field that is not shown, or not in full."""
        if field.secrecy is Secrecy.SECRET:
            self._secret(value)
        elif field.secrecy is Secrecy.HIDDEN:
            self._settings(value)
        else:
            for text in value if isinstance(value, list) else (value,):
                if isinstance(text, str):
                    self._address(text, field)
                else:
                    self._unknown(text)

    def _secret(self, value: Any) -> None:
        self.found.values.update(filter(None, _texts(value)))

    def _unknown(self, value: Any, *, is_secret: bool = False) -> None:
        """What is in a value that the model does not know."""
        if is_secret:
            self._secret(value)
        elif isinstance(value, dict):
            for name, member in value.items():
                self._unknown(member, is_secret=is_credential(name))
        elif isinstance(value, list):
            for member in value:
                self._unknown(member)
        else:
            for text in _texts(value):
                self.found.words.add(text)
                self._json(text, 0)

    def _settings(self, value: Any) -> None:
        """What is in settings and headers, whose names tell what they hold."""
        if isinstance(value, str):
            if _KEY in value:
                self._secret(value)
            self._json(value, 0)
        for name, text in value.items() if isinstance(value, dict) else ():
            if is_secret_setting(name):
                self._secret(text)
                scheme = _SCHEME.fullmatch(text) if isinstance(text, str) else None
                if scheme:
                    self._secret(scheme[1])
            elif isinstance(text, str):
                self._json(text, 0)

    def _json(self, text: str, depth: int) -> None:
        """What is in the JSON of an object that is stored in a text."""
        if text.lstrip()[:1] != "{":
            return
        from comet_lint.comet.engine_props import parse_json

        try:
            value = parse_json(text)
        except ValueError:
            for member in _MEMBER.finditer(text):
                if is_secret_setting(member[1]):
                    self._secret(member[2])
        else:
            self._json_value(value, depth)

    def _json_value(self, value: Any, depth: int) -> None:
        if isinstance(value, dict):
            for name, member in value.items():
                if is_secret_setting(name):
                    self._secret(member)
                else:
                    self._json_value(member, depth)
        elif isinstance(value, list):
            for member in value:
                self._json_value(member, depth)
        elif isinstance(value, str) and depth < _DEEPEST_JSON:
            self._json(value, depth + 1)

    def _address(self, text: str, field: Field) -> None:
        """What is in an address or path: the login, what the query tells, or all of it if it is neither."""
        if field.secrecy is Secrecy.PATH:
            from comet_lint.comet.path_texts import looks_like_path

            if text and not looks_like_path(text):
                self._secret(text)
        if "@" in text:
            for before, login in _LOGIN.findall(text):
                user, colon, password = login.partition(":")
                # The user alone may be a token, but only in a URL.
                self._secret([password, login] if colon else [user] if before else [])
        if "=" in text:
            self._secret([value for _name, value in _QUERY.findall(text)])


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for member in value.values():
            yield from _texts(member)
    elif isinstance(value, list):
        for member in value:
            yield from _texts(member)
    elif value is not None and not isinstance(value, bool):
        yield str(value)


def _field_called(name: str, info: TypeInfo) -> Field | None:
    """The field as which the server reads `name`."""
    field = info.fields.get(name)
    if field is None:
        field = info.fields.get(info.folded_names.get(fold_name(name), ""))
    return field


def _sounds_secret(name: str, info: TypeInfo) -> bool:
    """Whether a name that no field has is that of a credential, or nearly that of a secret field."""
    if is_credential(name):
        return True
    near = fold_name(name)
    return any(
        edit_distance(near, fold_name(field.name), _LARGEST_MISSPELLING) <= _LARGEST_MISSPELLING
        for field in info.fields.values()
        if field.secrecy is Secrecy.SECRET
    )
