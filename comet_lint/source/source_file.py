"""A file as it is read: as a whole, or, if it is a large map of documents, one member at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, Protocol

from comet_lint.source.documents import Document, documents_in
from comet_lint.source.kinds import Kind, is_api_error, recognise, units_of
from comet_lint.source.parsed import Notice, ParsedFile
from comet_lint.source.reading import parse_text, read_text

_TELLING_KEYS = (
    b"AdminUsers",
    b"ListenAddresses",
    b"AuthenticationRole",
    b"PasswordHash",
    b"DestinationType",
    b"DefaultUserPolicy",
    b"EngineProps",
)
"""A text that cannot be parsed is taken for a damaged Comet document if it has one of these."""


class BrokenMemberError(Exception):
    """The text of a member cannot be parsed; only reading the whole file can tell what is wrong."""


class Root(NamedTuple):
    """A value that a file holds by itself: JSON has one, YAML one or more. `kind` is None for a foreign one.

    `notices` are about its text, `unit_types` the types of the documents in it. `value` is `{}` for a map that is
    read member by member.
    """

    number: int
    kind: Kind | None
    value: Any
    notices: tuple[Notice, ...]
    unit_types: list[str]


class SourceFile(Protocol):
    """The content of a file. `is_streamed` if only one document of it is in memory at a time."""

    is_streamed: bool

    @property
    def parsed(self) -> ParsedFile:
        """Its text, and where values stand in it."""
        ...

    def looks_like_comet(self, data: bytes) -> bool:
        """Whether there is a Comet document in the file, whose bytes are `data`."""
        ...

    def roots(self) -> Iterator[Root]:
        """The values in it, none if the text cannot be parsed."""
        ...

    def documents(self, root: Root) -> Iterable[tuple[Document, tuple[Notice, ...]]]:
        """The documents in a root, with what there is to say about the text of those that are read one by one."""
        ...

    def again(self, document: Document) -> Document:
        """A document of the file with its value, which may have been released since it was read."""
        ...


class WholeFile:
    """A file that was parsed as a whole. `forced` is what the user says that its documents are."""

    is_streamed = False

    def __init__(self, parsed: ParsedFile, forced: Kind | None) -> None:
        self.parsed = parsed
        self._kinds = [forced or recognise(root) for root in parsed.roots]

    def looks_like_comet(self, data: bytes) -> bool:
        """Whether there is a Comet document in the file, whose bytes are `data`."""
        if not self.parsed.roots:
            return any(key in data for key in _TELLING_KEYS)
        return any(self._kinds) or any(map(is_api_error, self.parsed.roots))

    def roots(self) -> Iterator[Root]:
        """As `SourceFile.roots`."""
        for index, (kind, value) in enumerate(zip(self._kinds, self.parsed.roots, strict=True)):
            units = units_of(value, kind.shape) if kind is not None else ()
            yield Root(index, kind, value, tuple(self._notices_of(index)), [unit.type_name for unit in units])

    def documents(self, root: Root) -> Iterator[tuple[Document, tuple[Notice, ...]]]:
        """As `SourceFile.documents`."""
        if root.kind is not None:
            for document in documents_in(root.number, root.value, root.kind, self.parsed.replaced):
                yield document, ()

    def again(self, document: Document) -> Document:
        """As `SourceFile.again`."""
        return document

    def _notices_of(self, index: int) -> Iterator[Notice]:
        has_several = len(self.parsed.roots) > 1
        for notice in self.parsed.notices:
            of = notice.path[0] if has_several and notice.path and isinstance(notice.path[0], int) else 0
            if of == index:
                yield notice._replace(path=notice.path[1:]) if has_several else notice


def open_file(data: bytes, path: str, forced: Kind | None, large: int) -> SourceFile:
    """The file called `path` with the content `data`. `forced` is what the user says that its documents are.

    A map of documents of at least `large` bytes is read member by member.
    """
    text = read_text(data, path)
    if len(data) >= large:
        from comet_lint.source.map_file import open_map

        file = open_map(text, forced)
        if file is not None:
            return file
    return WholeFile(parse_text(text), forced)


def read_whole(data: bytes, path: str, forced: Kind | None) -> WholeFile:
    """As `open_file`, never member by member."""
    return WholeFile(parse_text(read_text(data, path)), forced)
