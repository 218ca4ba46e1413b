"""Places in a document: what stands there, how it is pointed at, and what may be shown of it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from comet_lint.comet.mask import MASKED, Mask
from comet_lint.comet.model import Field, Model, Shape
from comet_lint.comet.redaction import HIDDEN, shown
from comet_lint.lint.fingerprints import entry_identity
from comet_lint.source.parsed import Syntax
from comet_lint.text.pointers import Path, Step, escaped
from comet_lint.text.quotes import quoted_name, rendered

_ANY = Shape("any")


class LocatedValue:
    """A place in a document and the value there.

    `existing` is the place itself or, where there is nothing, the nearest one above it. `pointer` leads to it, with
    keys that are or hold a secret written by their position; in `stable`, entries of lists are named by what they are.
    `field` is the field that the value belongs to, and `is_known` tells whether all fields on the way are in the model
    and hold what they should.
    """

    __slots__ = ("existing", "field", "is_known", "path", "pointer", "shape", "stable", "value")

    def __init__(self, path: Path, pointer: str, stable: str, existing: LocatedValue | None = None) -> None:
        self.path = path
        self.pointer = pointer
        self.stable = stable
        self.existing = existing or self
        self.value: Any = None
        self.shape = _ANY
        self.field: Field | None = None
        self.is_known = True


class DocumentPlaces:
    """The places of a document with the value `root`. What is known of one is kept for those below it.

    `mask` takes the document's secrets out of what is shown and of what places are known by. `positions` are those of
    the keys of `root` where it is only a part of what the file holds, counted from 1.
    """

    def __init__(
        self,
        root: Any,
        shape: Shape,
        model: Model,
        syntax: Syntax,
        mask: Mask | None = None,
        positions: Mapping[Step, int] = MappingProxyType({}),
    ) -> None:
        self._model = model
        self._syntax = syntax
        self._mask = mask
        self._positions: dict[Path, Mapping[Step, int]] = {(): positions} if positions else {}
        top = LocatedValue((), "", "")
        top.value, top.shape = root, shape
        self._places: dict[Path, LocatedValue] = {(): top}

    def at(self, path: Path) -> LocatedValue:
        """The place to which `path` leads."""
        place = self._places.get(path)
        if place is None:
            place = self._places[path] = self._below(self.at(path[:-1]), path)
        return place

    def _below(self, above: LocatedValue, path: Path) -> LocatedValue:
        step, value = path[-1], above.value
        text = escaped(self._step(step, above))
        pointer = f"{above.pointer}/{text}"
        if above.existing is above:
            if isinstance(value, dict) and step in value:
                place = LocatedValue(path, pointer, f"{above.stable}/{text}")
                self._enter_member(place, above, value, str(step))
                return place
            if isinstance(value, list) and isinstance(step, int) and step < len(value):
                place = LocatedValue(path, pointer, "")
                self._enter_entry(place, above, value[step], text)
                return place
        return LocatedValue(path, pointer, f"{above.stable}/{text}", above.existing)

    def _step(self, step: Step, above: LocatedValue) -> str:
        """A step as it is written in a pointer."""
        mask = self._mask
        if mask is None or isinstance(step, int) or mask.field_name(step) == step:
            return str(step)
        if above.existing is not above or not isinstance(above.value, dict):
            return MASKED
        positions = self._positions.get(above.path)
        if positions is None:
            positions = self._positions[above.path] = {key: number for number, key in enumerate(above.value, 1)}
        return f"{MASKED}{positions.get(step, '')}"

    def _enter_member(self, place: LocatedValue, above: LocatedValue, value: dict[str, Any], name: str) -> None:
        shape = above.shape
        place.value, place.field, place.is_known = value[name], above.field, above.is_known
        if shape.kind == "object":
            place.field = self._model.type(shape.type_name).fields.get(name)
            if place.field is None:
                place.is_known = False
            else:
                place.shape = place.field.shape
        elif shape.kind == "dict" and shape.item is not None:
            place.shape = shape.item
        elif shape.kind != "any":
            place.is_known = False

    def _enter_entry(self, place: LocatedValue, above: LocatedValue, entry: Any, text: str) -> None:
        shape = above.shape
        place.value, place.field, place.is_known = entry, above.field, above.is_known
        if shape.kind == "list" and shape.item is not None:
            place.shape = shape.item
        elif shape.kind != "any":
            place.is_known = False
        if place.shape.kind == "object" and isinstance(entry, dict):
            text = escaped(entry_identity(entry, place.shape.type_name, self._model, self._mask))
        elif place.field is not None and not isinstance(entry, (dict, list)):
            text = escaped(f"[{rendered(shown(entry, place.field), self._mask)}]")
        place.stable = f"{above.stable}/{text}"

    def excerpt(self, place: LocatedValue) -> str:
        """Quotes of the key and the value there, as they may be shown; empty for the whole document."""
        if not place.path:
            return ""
        value = place.value
        if isinstance(value, dict):
            text = f"{{{HIDDEN}}}" if value else "{}"
        elif isinstance(value, list):
            text = f"[{HIDDEN}]" if value else "[]"
        else:
            text = shown(value, place.field) if place.is_known else HIDDEN
            if isinstance(value, str) and text != HIDDEN:
                text = f'"{text}"'
        last = place.path[-1]
        if isinstance(last, int):
            return text
        key = quoted_name(last)
        return f"{key}: {text}" if self._syntax == "yaml" else f'"{key}": {text}'
