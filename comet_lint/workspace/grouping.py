"""Which documents belong to the same server, told by the folders in which they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from comet_lint.source.documents import DocumentRef
from comet_lint.text.pointers import to_pointer
from comet_lint.workspace.completeness import POLICIES, SERVERS, TENANTS, USERS, Coverage, is_below
from comet_lint.workspace.facts import Facts

_OF_A_SERVER = frozenset({POLICIES, TENANTS, USERS})


class Group(NamedTuple):
    """The facts of one server, or of several in one folder. `region` is the folder that has all that is theirs.

    It is None where that is not known: there is no server, or the run did not go through folders.
    """

    region: PurePosixPath | None
    facts: list[Facts]


def grouped(facts: Iterable[Facts], coverage: Coverage) -> list[Group]:
    """The facts of each server: those in its folder and below, unless another server's folder is nearer.

    A single folder with servers has everything, wherever it is, unless something speaks for a second server. What
    belongs to no server that is known is kept apart by the folders beside those of the servers.
    """
    known = sorted(facts, key=_order)
    homes = sorted({_folder(fact.ref) for fact in known if fact.ref.type_name == SERVERS})
    if not homes:
        return [Group(None, known)] if known else []
    if len(homes) == 1:
        foreign = _foreign_folders(known, homes[0], coverage)
        if not foreign:
            return [Group(coverage.root, known)]
    beside = _common_parent(homes)
    groups: dict[PurePosixPath, list[Facts]] = {home: [] for home in homes}
    without: dict[str, list[Facts]] = {}
    for folder, members in _by_folder(known).items():
        home = _home_of(folder, homes)
        if home is not None:
            groups[home] += members
        elif len(homes) == 1 and folder not in foreign:
            groups[homes[0]] += members
        else:
            without.setdefault(_branch(folder, beside), []).extend(members)
    return [
        *(Group(home, sorted(members, key=_order)) for home, members in groups.items()),
        *(Group(None, sorted(members, key=_order)) for _, members in sorted(without.items())),
    ]


def _foreign_folders(facts: Sequence[Facts], home: PurePosixPath, coverage: Coverage) -> frozenset[PurePosixPath]:
    """The folders beside the only server's own whose documents are likely those of another.

    That is so if both have documents of the same type, or if a file that may be a server configuration could not be
    read there.
    """
    folders = _by_folder(facts)
    outside = [folder for folder in folders if not is_below(folder, home)]
    if not outside:
        return frozenset()
    inside = {fact.ref.type_name for folder, members in folders.items() if is_below(folder, home) for fact in members}
    others = {fact.ref.type_name for folder in outside for fact in folders[folder]}
    if inside & others & _OF_A_SERVER:
        return frozenset(outside)
    unread = [PurePosixPath(file.path).parent for file in coverage.unread if SERVERS in file.types]
    unread = [folder for folder in unread if not is_below(home, folder)]
    return frozenset(folder for folder in outside if any(is_below(folder, there) for there in unread))


def _by_folder(facts: Iterable[Facts]) -> Mapping[PurePosixPath, list[Facts]]:
    by_name: dict[str, list[Facts]] = {}
    for fact in facts:
        by_name.setdefault(fact.ref.path.rpartition("/")[0], []).append(fact)
    return {PurePosixPath(_rooted(name)): members for name, members in by_name.items()}


def _home_of(folder: PurePosixPath, homes: Iterable[PurePosixPath]) -> PurePosixPath | None:
    around = [home for home in homes if is_below(folder, home)]
    return max(around, key=lambda home: len(home.parts), default=None)


def _common_parent(homes: Sequence[PurePosixPath]) -> tuple[str, ...]:
    first, last = homes[0].parent.parts, homes[-1].parent.parts
    shared = 0
    while shared < min(len(first), len(last)) and first[shared] == last[shared]:
        shared += 1
    return first[:shared]


def _branch(folder: PurePosixPath, beside: tuple[str, ...]) -> str:
    """The folder below `beside` that a folder is in or is; empty for others."""
    parts = folder.parts
    return parts[len(beside)] if parts[: len(beside)] == beside and len(parts) > len(beside) else ""


def _folder(ref: DocumentRef) -> PurePosixPath:
    return PurePosixPath(_rooted(ref.path.rpartition("/")[0]))


def _rooted(folder: str) -> str:
    return folder or "."


def _order(fact: Facts) -> tuple[str, int, str]:
    return fact.ref.path, fact.ref.document, to_pointer(fact.ref.base)
