"""Finding values in a JSON text by their paths, as offsets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from comet_lint.source.json import walk as json_walk
from comet_lint.source.path_tree import PathTree, path_tree
from comet_lint.text.pointers import Path, Step

_COLON = re.compile(rb"[ \t\n\r]*:[ \t\n\r]*")
_COMMA = re.compile(rb"[ \t\n\r]*,[ \t\n\r]*")
_ESCAPE_IN_KEY = re.compile(rb'\\.[^"\\]*"[ \t\n\r]*:', re.DOTALL)
_STARTS_BETWEEN_STRINGS = frozenset(" ,:]}")
_CONTAINERS = (dict, list)
_PATIENCE = 2_000_000
"""Bytes; importing msgspec costs as much time as skipping over so much text without it."""


class MemberOffsets(NamedTuple):
    """A value and the key that leads to it. Without a key both its ends are `value_start`."""

    key_start: int
    key_end: int
    value_start: int
    value_end: int


class _RawDecoders:
    """Decoders from an object or list to the raw texts of what is in it, once importing msgspec pays."""

    def __init__(self) -> None:
        self._by_kind: dict[type, Callable[[memoryview], Any]] = {}
        self._bytes_asked_for = 0

    def get(self, kind: type, size: int) -> Callable[[memoryview], Any] | None:
        if not self._by_kind:
            self._bytes_asked_for += size
            if self._bytes_asked_for < _PATIENCE:
                return None
            from msgspec import Raw
            from msgspec.json import Decoder

            self._by_kind = {dict: Decoder(dict[str, Raw]).decode, list: Decoder(list[Raw]).decode}
        return self._by_kind[kind]


_raw_decoders = _RawDecoders()


class JsonLocator:
    """Finds values in `data`, which is valid JSON for the value `root`."""

    __slots__ = ("_data", "_has_duplicates", "_has_plain_keys", "_root")

    def __init__(self, data: bytes, root: object, *, has_duplicates: bool) -> None:
        self._data = data
        self._root = root
        self._has_duplicates = has_duplicates
        self._has_plain_keys: bool | None = None

    def locate(self, paths: Sequence[Path], root_key: tuple[int, int] | None) -> list[MemberOffsets]:
        """The place of each path, or of its nearest ancestor that there is; `root_key` leads to the root."""
        start = json_walk.skip_space(self._data, 0)
        end = max(start, len(self._data.rstrip(b" \t\n\r")))
        root = MemberOffsets(*(root_key or (start, start)), start, end)
        found = [root] * len(paths)
        self._locate(path_tree(paths), self._root, root, found)
        return found

    def _locate(self, tree: PathTree, value: object, place: MemberOffsets, found: list[MemberOffsets]) -> None:
        for index in tree.wanted:
            found[index] = place
        if not tree.below:
            return
        reached = self._reach(tree, value, place, found)
        for step in tree.below.keys() - reached:
            for index in tree.below[step].all_wanted():
                found[index] = place

    def _reach(self, tree: PathTree, value: object, place: MemberOffsets, found: list[MemberOffsets]) -> set[Step]:
        """Locate what is below `tree`; returns the steps that lead somewhere."""
        reached: set[Step] = set()
        if isinstance(value, dict):
            for key, member in self._members(value, tree.below, place):
                reached.add(key)
                self._locate(tree.below[key], value[key], member, found)
        elif isinstance(value, list):
            for number, item in self._items(value, tree.below, place):
                reached.add(number)
                self._locate(tree.below[number], value[number], item, found)
        return reached

    def _members(
        self, value: dict[str, object], wanted: Mapping[Step, object], place: MemberOffsets
    ) -> Iterable[tuple[str, MemberOffsets]]:
        keys = {key for key in wanted if isinstance(key, str) and key in value}
        if not keys:
            return ()
        if self._has_duplicates or not self._keys_are_plain():
            return self._members_by_walking(keys, place.value_start)
        return self._members_by_searching(value, keys, place)

    def _members_by_walking(self, keys: set[str], start: int) -> Iterable[tuple[str, MemberOffsets]]:
        last: dict[str, MemberOffsets] = {}
        for key, *place in json_walk.members(self._data, start):
            if key in keys:
                last[key] = MemberOffsets(*place)
        return last.items()

    def _members_by_searching(
        self, value: dict[str, object], keys: set[str], place: MemberOffsets
    ) -> Iterable[tuple[str, MemberOffsets]]:
        """Look for `"key":` and jump over the objects and lists on the way, which may hold the same key.

        In valid JSON in whose keys nothing is escaped, such a text can only be a key, unless it might begin
        with the end of a string: `", "`.
        """
        data = self._data
        _, _, here, end = place
        sizes = self._sizes(dict, place)
        found: list[tuple[str, MemberOffsets]] = []
        for key, item in value.items():
            if not (key in keys or (item.__class__ in _CONTAINERS and item)):
                continue
            if key[:1] in _STARTS_BETWEEN_STRINGS:
                return self._members_by_walking(keys, place.value_start)
            token = b'"%b"' % key.encode()
            key_start = data.find(token, here, end)
            while key_start >= 0 and not (colon := _COLON.match(data, key_start + len(token))):
                key_start = data.find(token, key_start + 1, end)
            if key_start < 0 or not colon:
                # Not so in a text for this value.
                return self._members_by_walking(keys, place.value_start)
            start = colon.end()
            here = start + len(sizes[key]) if sizes else json_walk.skip_value(data, start)
            if key in keys:
                found.append((key, MemberOffsets(key_start, key_start + len(token), start, here)))
                if len(found) == len(keys):
                    break
        return found

    def _items(
        self, value: list[object], wanted: Mapping[Step, object], place: MemberOffsets
    ) -> Iterator[tuple[int, MemberOffsets]]:
        numbers = {step for step in wanted if isinstance(step, int) and 0 <= step < len(value)}
        if not numbers:
            return
        data = self._data
        sizes = self._sizes(list, place)
        here = json_walk.skip_space(data, place.value_start + 1)
        for number in range(max(numbers) + 1):
            end = here + len(sizes[number]) if sizes else json_walk.skip_value(data, here)
            if number in numbers:
                yield number, MemberOffsets(here, here, here, end)
            comma = _COMMA.match(data, end)
            here = comma.end() if comma else end

    def _sizes(self, kind: type, place: MemberOffsets) -> Any:
        """The raw texts of what is in the object or list there, for their lengths; None if not at hand."""
        decode = _raw_decoders.get(kind, place.value_end - place.value_start)
        return decode(memoryview(self._data)[place.value_start : place.value_end]) if decode else None

    def _keys_are_plain(self) -> bool:
        if self._has_plain_keys is None:
            self._has_plain_keys = not _ESCAPE_IN_KEY.search(self._data)
        return self._has_plain_keys
