"""Whether a run has all of a collection: only then can something be said not to exist.

A collection is complete if it came as a list document, or if the run went through the whole folder of its server and
could read every file there that may belong to the collection. A server configuration tells all its tenants.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import NamedTuple

from comet_lint.comet.redaction import printable
from comet_lint.findings import Severity
from comet_lint.rules.rule import UNREAD
from comet_lint.source.documents import DocumentRef

POLICIES, TENANTS, USERS, SERVERS = "GroupPolicy", "Organization", "UserProfileConfig", "ServerConfigOptions"
"""The collections, by the type of their documents."""

BY_NAME = {"policies": POLICIES, "organizations": TENANTS}
"""The collections that references of rules lead to, by the names that rule files use."""

_PATH_LIMIT = 80


class Unread(NamedTuple):
    """A file that gave no documents, and the types of those that it may hold."""

    path: str
    types: frozenset[str]


class Coverage(NamedTuple):
    """The folders that a run went through, with all below, and the files in them that it could not read.

    Paths are as reports show them; the working folder is empty. `root` is the only folder that the user named, None
    if files or several folders were named.
    """

    folders: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()

    @property
    def root(self) -> PurePosixPath | None:
        """The folder that is the whole run."""
        return PurePosixPath(self.folders[0]) if len(self.folders) == 1 else None


NAMED_FILES = Coverage()
"""A run over files that were named one by one: there may be others."""
WHOLE_FOLDER = Coverage(("",))
"""A run over all that there is, in which every file could be read."""


class Completeness(NamedTuple):
    """How much of a collection is known. `unread` is the file that stands in the way of knowing it all, if one does."""

    is_complete: bool
    unread: str = ""

    @property
    def is_told(self) -> bool:
        """Whether something that is not there is said: for certain, or with the file in which it may be."""
        return self.is_complete or bool(self.unread)

    @property
    def severity(self) -> Severity | None:
        """The severity of saying so, None for that of the rule."""
        return None if self.is_complete else Severity.INFO

    @property
    def variant(self) -> str:
        """The variant of the message."""
        return "" if self.is_complete else UNREAD

    @property
    def details(self) -> dict[str, str]:
        """What fills the message besides the rule's own details."""
        return {} if self.is_complete else {"file": printable(self.unread, _PATH_LIMIT)}


UNKNOWN = Completeness(is_complete=False)
COMPLETE = Completeness(is_complete=True)


def completeness_of_files(collection: str, region: PurePosixPath | None, coverage: Coverage) -> Completeness:
    """How much is known of a collection that is kept as files in `region`, a folder."""
    if region is None or not any(is_below(region, PurePosixPath(folder)) for folder in coverage.folders):
        return UNKNOWN
    for file in coverage.unread:
        if collection in file.types and is_below(PurePosixPath(file.path), region):
            return Completeness(is_complete=False, unread=file.path)
    return COMPLETE


def came_as_list(refs: Iterable[DocumentRef]) -> bool:
    """Whether there is a map of documents among these: the server writes all that it has into one."""
    return any(ref.key is not None for ref in refs)


def is_below(path: PurePosixPath, folder: PurePosixPath) -> bool:
    """Whether `path` is the folder, or in it at any depth. What is shown with its absolute path is outside."""
    if folder.parts:
        return path.parts[: len(folder.parts)] == folder.parts
    return not path.is_absolute() and path.parts[:1] != ("..",)
