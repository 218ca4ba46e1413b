"""What a configuration can say, as data."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from comet_lint.findings import Severity
from comet_lint.rules.context import Context

if TYPE_CHECKING:
    from datetime import date


class ConfigError(Exception):
    """A configuration that cannot be used; one sentence: where, what, what to do."""


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


class Settings(NamedTuple):
    """The settings of a run.

    `root` is the folder that paths and patterns are relative to, except those of `exclude_here`: these are relative
    to the working folder. `of_file` is what the file itself selects and ignores, whatever the command line does.
    """

    root: Path
    source: Path | None = None
    preset: str = "default"
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = MappingProxyType({})
    fail_on: Severity | None = Severity.WARNING
    exclude: tuple[str, ...] = ()
    exclude_here: tuple[str, ...] = ()
    types: tuple[tuple[str, str], ...] = ()
    per_path: tuple[tuple[str, tuple[str, ...]], ...] = ()
    extend_rules: tuple[Path, ...] = ()
    context: Context = Context()
    baseline: Path | None = None
    suppressions: tuple[Suppression, ...] = ()
    of_file: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
