"""What users accept or judge otherwise, as data."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from comet_lint.findings import Severity

if TYPE_CHECKING:
    from datetime import date


class Suppression(NamedTuple):
    """Findings that the user accepts.

    All conditions given must hold: `path` (gitignore pattern), `pointer` (JSON Pointer in which `*` stands
    for one step and `**` for any), `entities` (what a person calls a thing, such as `user` alice).
    """

    rules: tuple[str, ...]
    reason: str
    path: str = ""
    pointer: str = ""
    entities: tuple[tuple[str, str], ...] = ()
    until: date | None = None
    owner: str = ""
    where: str = ""
    root: Path = Path()


class Filters(NamedTuple):
    """What a configuration file lowers and leaves out of a report. Patterns are relative to `root`.

    `source` is the file. `select` and `ignore` are the rules that the file itself selects and ignores, whatever the
    command line does: reports count what they leave out.
    """

    root: Path
    source: Path | None = None
    severity: Mapping[str, Severity] = MappingProxyType({})
    per_path: tuple[tuple[str, tuple[str, ...]], ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether every finding is reported as it is."""
        return not (self.severity or self.per_path or self.suppressions or self.select or self.ignore)

    @property
    def named_rules(self) -> tuple[str, ...]:
        """The names of rules whose severity is changed or that are ignored somewhere."""
        return (*self.severity, *(name for _, names in self.per_path for name in names))
