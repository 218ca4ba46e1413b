"""A large JSON file that is a map of documents, such as list-users-full: only one of them is in memory at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from comet_lint.findings import Span
from comet_lint.source.documents import Document
from comet_lint.source.json.members import Members, parse_member, split_members
from comet_lint.source.json.walk import Member, skip_space
from comet_lint.source.kinds import ENTRIES_LOOKED_AT, Kind, fitted, is_about_the_file, recognise
from comet_lint.source.parsed import Notice, ParsedFile
from comet_lint.source.reading import Text
from comet_lint.source.roots import Origin, Root
from comet_lint.source.source_file import BrokenMemberError
from comet_lint.text.pointers import Path

_OBJECT, _OBJECT_END, _NULL = b"{}n"
_SPACE = frozenset(b" \t\r\n")
_SOMETHING = {"": None}
_SCALAR = 0


class Entry(NamedTuple):
    """The value of a key, and what there is to say about the text that it is written in.

    Of a key that comes several times it is the last value; the notices are about all of them.
    """

    value: object
    notices: tuple[Notice, ...]


class MapFile:
    """The members of a map of documents by key, and the positions of what is in them.

    What is asked for member by member, in whatever order, costs no more than parsing these members. Any
    method may raise BrokenMemberError.
    """

    is_streamed = True
    notices: tuple[Notice, ...] = ()

    def __init__(self, members: Members, kind: Kind, by_key: dict[str, list[Member]]) -> None:
        self.kind = kind
        self._item = kind.shape.item or kind.shape
        self.about_text = tuple(notice for notice in members.notices if not notice.path)
        self._members = members
        self._by_key = by_key
        self._again: dict[str, list[Notice]] = {}
        for notice in members.notices:
            if notice.path:
                self._again.setdefault(str(notice.path[0]), []).append(notice)
        self._open: tuple[str, ParsedFile] | None = None

    def __contains__(self, key: object) -> bool:
        return key in self._by_key

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_key)

    @property
    def parsed(self) -> ParsedFile:
        """The text, without its values."""
        return ParsedFile("json", ({},), self.about_text, self)

    @property
    def looks_like_comet(self) -> bool:
        """As `SourceFile.looks_like_comet`."""
        return True

    @property
    def roots(self) -> tuple[Root, ...]:
        """As `SourceFile.roots`."""
        types = [
            self._item.type_name
            for members in self._by_key.values()
            if _first_byte(self._members, members[-1]) == _OBJECT
        ]
        return (Root(0, Origin(), self.kind, {}, self.about_text, tuple(types)),)

    def documents(self, root: Root) -> Iterator[tuple[Document, tuple[Notice, ...]]]:
        """As `SourceFile.documents`."""
        for key in self._by_key:
            value, notices = self.entry(key)
            if is_about_the_file(key, value):
                continue
            yield Document(root.number, self.kind, (key,), value, self._item, self.replaced(key)), notices

    def again(self, document: Document) -> Document:
        """As `SourceFile.again`."""
        key = str(document.base[0])
        return document._replace(value=self.value(key), replaced=self.replaced(key))

    def entry(self, key: str) -> Entry:
        """What is in the map under `key`, which must be there."""
        return Entry(self.value(key), tuple(self._notices(key)))

    def value(self, key: str) -> object:
        """The value of `key`, which must be there."""
        return self._opened(key).roots[0]

    def spans(self, document: int, paths: Sequence[Path]) -> list[tuple[Span | None, Span]]:
        """As `Positions.spans`: paths begin with keys of the map."""
        by_key: dict[str, list[int]] = {}
        found: dict[int, tuple[Span | None, Span]] = {}
        for index, path in enumerate(paths):
            if path and path[0] in self._by_key:
                by_key.setdefault(str(path[0]), []).append(index)
        for key, indices in by_key.items():
            places = self._opened(key).positions.spans(document, [paths[index][1:] for index in indices])
            found.update(zip(indices, places, strict=True))
        if len(found) < len(paths):
            whole = (None, self._span_of_whole())
            return [found.get(index, whole) for index in range(len(paths))]
        return [found[index] for index in range(len(paths))]

    def marks(self, document: int, paths: Sequence[Path]) -> list[Span]:
        """As `Positions.marks`."""
        return [key if key is not None else value for key, value in self.spans(document, paths)]

    def text(self, span: Span) -> str:
        """As `Positions.text`."""
        return self._members.lines.cut(span).decode("utf-8", "replace")

    def _span_of_whole(self) -> Span:
        data = self._members.data
        end = len(data)
        # Taking the space off with `rstrip` would copy all the rest.
        while data[end - 1] in _SPACE:
            end -= 1
        return self._members.lines.span(skip_space(data, 0), end)

    def _opened(self, key: str) -> ParsedFile:
        if self._open is None or self._open[0] != key:
            # The one before goes first: two at a time are one too many.
            self._open = None
            self._open = (key, self._parsed(self._by_key[key][-1]))
        return self._open[1]

    def _parsed(self, member: Member) -> ParsedFile:
        parsed = parse_member(self._members, member)
        if not parsed.roots:
            raise BrokenMemberError
        return parsed

    def replaced(self, key: str) -> tuple[tuple[Path, object], ...]:
        """Values of `key` that later equal keys replace, with their paths in the member."""
        *earlier, _last = self._by_key[key]
        within = ((each.path, each.value) for each in self._opened(key).replaced)
        return (*within, *(((), self._parsed(member).roots[0]) for member in earlier))

    def _notices(self, key: str) -> Iterator[Notice]:
        yield from self._again.get(key, ())
        *earlier, _last = self._by_key[key]
        for member in earlier:
            yield from _within(key, self._parsed(member).notices)
        yield from _within(key, self._opened(key).notices)


def open_map(text: Text, forced: Kind | None) -> MapFile | None:
    """The file, if it is a map of documents: by its looks, or because it is `forced` to be one.

    None if it is anything else, or nothing that can be told without parsing all of it.
    """
    if text.syntax != "json":
        return None
    members = split_members(text.data, text.notices)
    if members is None or not members.members:
        return None
    by_key: dict[str, list[Member]] = {}
    for member in members.members:
        by_key.setdefault(member.key, []).append(member)
    if "sops" in by_key:
        # Whether it is encrypted takes a look at all of it.
        return None
    kind = forced if forced is not None and _is_map(forced) else _recognised(members, by_key, forced)
    return MapFile(members, kind, by_key) if kind is not None and _is_map(kind) else None


def _is_map(kind: Kind) -> bool:
    return kind.shape.kind == "dict"


def _recognised(members: Members, by_key: dict[str, list[Member]], forced: Kind | None) -> Kind | None:
    """What `recognise` or `fitted` say of the whole; they are shown only those values that they look into."""
    sketch = {key: _outline(members, member) for key, (*_, member) in by_key.items()}
    if forced is not None:
        return fitted(forced, sketch)
    if recognise(sketch) is not None:
        # Its own keys tell what it is, so it is no map.
        return None
    left = ENTRIES_LOOKED_AT
    for key, (*_, member) in by_key.items():
        if sketch[key] is _SOMETHING and left:
            left -= 1
            parsed = parse_member(members, member)
            if not parsed.roots:
                return None
            sketch[key] = parsed.roots[0]
    return recognise(sketch)


def _outline(members: Members, member: Member) -> Any:
    """A value of the sort that the member has."""
    first = _first_byte(members, member)
    if first != _OBJECT:
        return None if first == _NULL else _SCALAR
    is_empty = members.data[skip_space(members.data, member.value_start + 1)] == _OBJECT_END
    return {} if is_empty else _SOMETHING


def _first_byte(members: Members, member: Member) -> int:
    return members.data[member.value_start]


def _within(key: str, notices: Iterable[Notice]) -> Iterator[Notice]:
    for notice in notices:
        yield notice._replace(path=(key, *notice.path))
