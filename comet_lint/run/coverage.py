"""How much of the user's files a run has seen."""

from __future__ import annotations

from collections.abc import Sequence

from comet_lint.source.discovery import Candidate, shown_folder
from comet_lint.source.reading import UnreadableError, read_file
from comet_lint.source.source_file import possible_types
from comet_lint.workspace.completeness import Coverage, Unread


def coverage(paths: Sequence[str], unread: Sequence[Candidate]) -> Coverage:
    """What a run over `paths`, which the user named, has seen; the files `unread` gave no documents."""
    folders = [folder for path in paths if (folder := shown_folder(path)) is not None]
    if len(folders) < len(paths):
        return Coverage()
    files = [Unread(candidate.shown, _possible_types(candidate)) for candidate in unread]
    return Coverage(tuple(folders), tuple(files))


def _possible_types(candidate: Candidate) -> frozenset[str]:
    """The types of the documents that a file may hold from which none could be read."""
    try:
        data = read_file(candidate.path)
    except UnreadableError:
        data = b""
    return possible_types(data)
