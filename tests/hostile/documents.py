"""Documents of every type in which every text, and every key that may be chosen, is hostile."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import cycle
from typing import Any

from comet_lint.comet.model import Field, Model, Shape

_DEEPEST = 5
_MOST_ALTERNATIVES = 40
_PROPS = (
    *("INCLUDE0", "EXCLUDE0", "REXCLUDE0", "PINCLUDE0", "RINCLUDE0", "SMBAUTH0", "COMMAND", "EXTRACOMMAND-0"),
    *("CREDENTIAL", "CONNECTION", "HOST", "PATH", "CUSTOM_SETTINGV2", "CUSTOM_SETTING", "APP_SECRET", "INSTANCE"),
)
_JSON_PROPS = ("PINCLUDE0", "RINCLUDE0")


class Maker:
    """Makes documents with `texts` everywhere, in turn.

    With `with_constants`, values that are chosen from a list are real.
    """

    def __init__(self, model: Model, texts: Iterable[str], *, with_constants: bool = True) -> None:
        self._model = model
        self._texts = cycle(texts)
        self._with_constants = with_constants

    def document(self, type_name: str, depth: int = 0, number: int = 0) -> dict[str, Any]:
        """A value of a type; `number` picks its constants."""
        fields = self._model.type(type_name).fields.values()
        made = {field.name: self._value(field, field.shape, depth, number) for field in fields}
        made[self._key(0)] = next(self._texts)
        return made

    def _value(self, field: Field, shape: Shape, depth: int, number: int) -> Any:
        if shape.kind in ("int", "number"):
            return self._constant(field, number, 1)
        if shape.kind == "bool":
            return number % 2 == 0
        if shape.kind in ("string", "any"):
            return self._constant(field, number, next(self._texts))
        if shape.kind == "bytes":
            return "AAAA"
        if depth >= _DEEPEST:
            return None
        if shape.kind == "object":
            return self.document(shape.type_name, depth + 1, number)
        assert shape.item is not None
        entries = list(self._entries(field, shape.item, depth))
        if shape.kind == "list":
            return entries
        made = dict(zip(self._keys(shape, len(entries)), entries, strict=True))
        if field.name == "EngineProps":
            made |= {key: self._setting(key) for key in _PROPS}
        return made

    def _setting(self, key: str) -> str:
        text = next(self._texts)
        return json.dumps({"TopDirectory": text, "Value": text, text: 1}) if key in _JSON_PROPS else text

    def _entries(self, field: Field, shape: Shape, depth: int) -> Iterator[Any]:
        for number in range(self._alternatives(shape) if depth <= 1 else 1):
            yield self._value(field, shape, depth + 1, number)

    def _alternatives(self, shape: Shape) -> int:
        """How many entries show every value of the field that decides which others count."""
        if not shape.type_name or not self._with_constants:
            return 1
        fields = self._model.type(shape.type_name).fields
        deciding = {name for field in fields.values() for name, _ in field.live_when}
        counts = [len(self._model.published(fields[name].constants)) for name in deciding if fields[name].constants]
        return min(max(counts, default=1), _MOST_ALTERNATIVES)

    def _constant(self, field: Field, number: int, otherwise: Any) -> Any:
        values = list(self._model.published(field.constants)) if field.constants and self._with_constants else []
        return values[number % len(values)] if values else otherwise

    def _keys(self, shape: Shape, count: int) -> list[str]:
        return [str(number) if shape.integer_keys else self._key(number) for number in range(count)]

    def _key(self, number: int) -> str:
        return f"{next(self._texts)}{number or ''}"


def replaced(value: Any, text: str, kept: frozenset[Any]) -> Any:
    """`value` with every text but those that are kept replaced by `text`; keys stay as they are."""
    if isinstance(value, str):
        return value if value in kept else text
    if isinstance(value, Mapping):
        return {key: replaced(member, text, kept) for key, member in value.items()}
    if isinstance(value, list):
        return [replaced(entry, text, kept) for entry in value]
    return value
