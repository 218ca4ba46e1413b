"""A file as it is read: as a whole, or, if it is a large map of documents, one member at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from comet_lint.source.documents import Document, documents_in
from comet_lint.source.kinds import Kind, recognise, units_of
from comet_lint.source.parsed import Notice, ParsedFile
from comet_lint.source.reading import Text, parse_text, read_text
from comet_lint.source.roots import Origin, Root, find_documents, is_empty_export, notices_by_way

_KEYS_OF = {
    "ServerConfigOptions": (b"AdminUsers", b"ListenAddresses", b"AuthenticationRole"),
    "UserProfileConfig": (b"PasswordHash", b"BackupRules", b"CreationGUID"),
    "GroupPolicy": (b"DefaultUserPolicy",),
    "Organization": (b"IsSuspended", b"Hosts"),
}
"""Keys that tell the type of a document, by type: of two types with some, it is the first."""


def possible_types(data: bytes) -> frozenset[str]:
    """The types of documents that a text which cannot be read may hold: all, if it does not tell."""
    told = next((name for name, keys in _KEYS_OF.items() if any(key in data for key in keys)), None)
    if told is None:
        return frozenset(_KEYS_OF)
    # A server configuration has the tenants in it.
    return frozenset({told, "Organization"} if told == "ServerConfigOptions" else {told})


class BrokenMemberError(Exception):
    """The text of a member cannot be parsed; only reading the whole file can tell what is wrong."""


class SourceFile(Protocol):
    """The content of a file. `is_streamed` if only one document of it is in memory at a time."""

    is_streamed: bool

    @property
    def parsed(self) -> ParsedFile:
        """Its text, and where values stand in it."""
        ...

    @property
    def looks_like_comet(self) -> bool:
        """Whether there is a Comet document in the file, or was meant to be."""
        ...

    @property
    def roots(self) -> tuple[Root, ...]:
        """The values of known kinds in it, and those in which there are none; none if the text cannot be parsed."""
        ...

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What there is to say about the text outside of the roots."""
        ...

    def documents(self, root: Root) -> Iterable[tuple[Document, tuple[Notice, ...]]]:
        """The documents in a root, with what there is to say about the text of those that are read one by one."""
        ...


class WholeFile:
    """A file that was parsed as a whole. `forced` is what the user says that its documents are."""

    is_streamed = False

    def __init__(self, text: Text, forced: Kind | None) -> None:
        self.parsed = parse_text(text)
        self._text = text.data
        roots: list[Root] = []
        others: list[Notice] = []
        for index, value in enumerate(self.parsed.roots):
            own, rest = _roots_of(index, value, forced, self.parsed.notices, len(roots))
            roots += own
            others += rest
        self.roots = tuple(roots)
        self.notices = tuple(others) if self.parsed.roots else self.parsed.notices

    @property
    def looks_like_comet(self) -> bool:
        """As `SourceFile.looks_like_comet`."""
        if any(root.kind is not None for root in self.roots):
            return True
        if not self.parsed.roots:
            from comet_lint.source.words import has_words

            return has_words(self._text)
        from comet_lint.source.foreign import is_api_error
        from comet_lint.source.roots import has_unread_text

        return any(
            is_api_error(root.value)
            or has_unread_text(root.value)
            or (_is_encrypted(root.value) and recognise(root.value) is not None)
            for root in self.roots
        )

    def documents(self, root: Root) -> Iterator[tuple[Document, tuple[Notice, ...]]]:
        """As `SourceFile.documents`."""
        if root.kind is not None:
            for document in documents_in(root.number, root.value, root.kind):
                yield document, ()


def _roots_of(
    index: int, value: object, forced: Kind | None, all_notices: Iterable[Notice], number: int
) -> tuple[list[Root], list[Notice]]:
    """The roots in a value that the file holds, counted from `number`, and the notices about none of them."""
    notices = [notice for notice in all_notices if notice.root == index]
    if is_empty_export(value):
        return [], notices
    found = [] if _is_encrypted(value) else list(find_documents(value, forced))
    if not found:
        return [Root(number, Origin(index), None, value, tuple(notices))], []
    own, others = notices_by_way(notices, [each.way for each in found if each.inside is None])
    left = iter(own)
    roots: list[Root] = []
    for each in found:
        about = each.notices if each.inside is not None else tuple(next(left))
        types = tuple(unit.type_name for unit in units_of(each.value, each.kind.shape))
        origin = Origin(index, each.way, each.inside)
        roots.append(Root(number + len(roots), origin, each.kind, each.value, about, types, each.is_record))
    return roots, others


def _is_encrypted(value: object) -> bool:
    if not isinstance(value, str) and not (isinstance(value, dict) and "sops" in value):
        return False
    # Its regular expressions are not needed for any other file: start-up time.
    from comet_lint.source.foreign import is_encrypted

    return is_encrypted(value)


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
    return WholeFile(text, forced)


def read_whole(data: bytes, path: str, forced: Kind | None) -> WholeFile:
    """As `open_file`, never member by member."""
    return WholeFile(read_text(data, path), forced)
