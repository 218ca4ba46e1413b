"""Where in a file there are values of a known kind: what it holds itself, entries of lists, and what is wrapped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from comet_lint.source.json.syntax import parse_json
from comet_lint.source.kinds import (
    Kind,
    common_type,
    fitted,
    kind_named,
    recognise,
    recognise_inside,
    sure_type,
    type_of_all,
)
from comet_lint.source.parsed import Notice
from comet_lint.text.pointers import Path

_EVENTS = {
    4100: "UserProfileConfig",
    4102: "UserProfileConfig",
    4150: "AllowedAdminUser",
    4152: "AllowedAdminUser",
    4403: "ServerConfigOptions",
    4500: "Organization",
    4502: "Organization",
    4600: "GroupPolicy",
    4602: "GroupPolicy",
}
"""What is in `Data` of the events of these types."""
_MOST_STEPS = 4
"""Levels below something that is no document at which documents are looked for."""
_MOST_MEMBERS = 1000
_MOST_VALUES = 2000
_IN_LINE = re.compile(", in line [0-9]+")
_SHORTEST_TEXT = 20
"""Characters of JSON text that can hold a document."""


class Origin(NamedTuple):
    """Where a value stands in its file: the number of the value that the file holds, and the way from there.

    With `inside`, the way leads to a JSON text, and `inside` from the value of that text to this one.
    """

    number: int = 0
    way: Path = ()
    inside: Path | None = None

    def to(self, path: Path) -> Path:
        """The way to what is at `path` in the value, from what the file holds; to the text that it is in."""
        return self.way + path if self.inside is None else self.way

    @property
    def identity(self) -> Path:
        """The way to the value, whether it is in a text or not."""
        return self.way + (self.inside or ())


class Root(NamedTuple):
    """A value of a known kind in a file, or one that the file holds and that has no document in it: `kind` is None.

    `number` counts the roots of the file. `notices` are about the text of the value, `unit_types` the types of the
    documents in it. `value` is `{}` for a map that is read member by member. One with `is_record` tells what
    something was like at some time, such as the data of an event.
    """

    number: int
    origin: Origin
    kind: Kind | None
    value: Any
    notices: tuple[Notice, ...] = ()
    unit_types: tuple[str, ...] = ()
    is_record: bool = False


class Found(NamedTuple):
    """A value of a known kind, and the way to it; the other fields as in `Origin` and `Root`."""

    way: Path
    kind: Kind
    value: Any
    inside: Path | None = None
    is_record: bool = False
    notices: tuple[Notice, ...] = ()


def is_empty_export(value: object) -> bool:
    """Whether it is what the API gives for a list without entries."""
    return value is None or value in ({}, [])


def find_documents(value: object, forced: Kind | None) -> Iterator[Found]:
    """The values of a known kind in what a file holds. `forced` is what the user says that its documents are."""
    if isinstance(value, dict):
        kind = fitted(forced, value) if forced is not None and not _is_web_answer(value, forced) else recognise(value)
        if kind is not None:
            yield from _with_data((), kind, value)
        else:
            yield from _Search(forced).below(value, ())
    elif isinstance(value, list) and value:
        yield from _in_list(value, forced)
    elif isinstance(value, str):
        found = list(_in_text(value, (), forced))
        yield from found or _as_forced(value, forced)
    elif value is not None and value != []:
        yield from _as_forced(value, forced)


def _as_forced(value: object, forced: Kind | None) -> Iterator[Found]:
    if forced is not None:
        yield Found((), forced, value)


def _in_list(value: list[object], forced: Kind | None) -> Iterator[Found]:
    if forced is not None:
        kind = Kind(forced.name, forced.shape.item) if forced.shape.item is not None else forced
    else:
        name = type_of_all(value)
        found = kind_named(name) if name is not None else None
        if found is None:
            yield from _Search(None).below(value, ())
            return
        kind = found
    for index, entry in enumerate(value):
        if isinstance(entry, dict):
            yield from _with_data((index,), fitted(kind, entry) if forced is not None else kind, entry)
        else:
            texts = list(_in_text(entry, (index,), forced)) if isinstance(entry, str) else []
            yield from texts or [Found((index,), kind, entry)]


def _with_data(way: Path, kind: Kind, value: dict[str, Any]) -> Iterator[Found]:
    """A value and, if it is an event, the document that it tells of."""
    yield Found(way, kind, value)
    if kind.shape.type_name != "StreamableEvent":
        return
    data = value.get("Data")
    if isinstance(data, str):
        for found in _in_text(data, (*way, "Data"), None):
            yield found._replace(is_record=True)
    elif isinstance(data, dict) and data:
        name = _EVENTS.get(value["Type"]) if isinstance(value.get("Type"), int) else None
        inner = recognise(data) or (kind_named(name) if name is not None else None)
        if inner is not None:
            yield Found((*way, "Data"), inner, data, is_record=True)


def _in_text(text: str, way: Path, forced: Kind | None) -> Iterator[Found]:
    """The documents in a text at the end of a way, if it is JSON."""
    if len(text) < _SHORTEST_TEXT or text.lstrip()[:1] not in ("{", "["):
        return
    if forced is None and not _has_words(text):
        return
    parsed = parse_json(text.encode("utf-8", "surrogatepass"))
    for root in parsed.roots:
        inside = [found for found in find_documents(root, forced) if found.inside is None]
        notices = [_without_place(notice) for notice in parsed.notices]
        for found, own in zip(inside, notices_by_way(notices, [found.way for found in inside])[0], strict=True):
            yield found._replace(way=way, inside=found.way, notices=tuple(own))


def _without_place(notice: Notice) -> Notice:
    """A notice about a text within a text, whose lines are not those of the file."""
    message, about_id = (_IN_LINE.sub("", each) for each in (notice.message, notice.about_id))
    return notice._replace(message=message, about_id=about_id)


def notices_by_way(notices: Iterable[Notice], ways: Sequence[Path]) -> tuple[list[list[Notice]], list[Notice]]:
    """For each of the ways the notices about what is there, with paths from there; and those about none of them."""
    of: list[list[Notice]] = [[] for _ in ways]
    number = {way: index for index, way in enumerate(ways)}
    others: list[Notice] = []
    for notice in notices:
        path = notice.path
        nearest = next((length for length in range(len(path), -1, -1) if path[:length] in number), None)
        if nearest is None:
            others.append(notice)
        else:
            of[number[path[:nearest]]].append(notice._replace(path=path[nearest:]))
    return of, others


def _is_web_answer(value: dict[str, Any], forced: Kind) -> bool:
    """Whether it is what a web client makes of an answer, and not itself what the user says that there is."""
    return isinstance(value.get("Content"), str) and "StatusCode" in value and forced.name != "StreamableEvent"


class _Search:
    """Looks for documents in something that is none, within bounds."""

    def __init__(self, forced: Kind | None) -> None:
        self._forced = forced
        self._left = _MOST_VALUES

    def below(self, value: object, way: Path) -> Iterator[Found]:
        """The documents in an object or list that stands at a way."""
        members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for number, (step, member) in enumerate(members):
            self._left -= 1
            if number >= _MOST_MEMBERS or self._left < 0:
                return
            here = (*way, step)
            if isinstance(member, dict):
                kind = recognise_inside(member)
                if kind is not None:
                    yield from _with_data(here, kind, member)
                    continue
            if isinstance(member, str):
                yield from _in_text(member, here, self._forced)
            elif not isinstance(member, (dict, list)):
                continue
            elif isinstance(member, list) and (name := common_type(member, sure_type)) is not None:
                for found in _in_list(member, kind_named(name)):
                    yield found._replace(way=here + found.way)
            elif len(here) < _MOST_STEPS:
                yield from self.below(member, here)


def has_unread_text(value: object) -> bool:
    """Whether there is a document in it that is written as a text, and no JSON."""
    text = value.get("Content") if isinstance(value, dict) else value
    return isinstance(text, str) and text.lstrip()[:1] in ("{", "[") and _has_words(text)


def _has_words(text: str) -> bool:
    from comet_lint.source.words import has_words

    return has_words(text.encode("utf-8", "surrogatepass"))
