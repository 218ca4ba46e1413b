"""What a configuration file and the command line ask for, as data."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from comet_lint.findings import Severity
from comet_lint.rules.choice import RuleChoice
from comet_lint.rules.context import Context
from comet_lint.source.kinds import Kind
from comet_lint.suppress.suppression import Filters


class ConfigError(Exception):
    """A configuration that cannot be used; one sentence: where, what, what to do."""


class Settings(NamedTuple):
    """The settings of a configuration file, or their defaults. Paths and patterns are relative to `root`."""

    filters: Filters
    choice: RuleChoice = RuleChoice()
    fail_on: Severity | None = Severity.WARNING
    exclude: tuple[str, ...] = ()
    types: tuple[tuple[str, str], ...] = ()
    context: Context = Context()
    baseline: Path | None = None

    @property
    def root(self) -> Path:
        """The folder that paths and patterns are relative to."""
        return self.filters.root

    @property
    def source(self) -> Path | None:
        """The configuration file; None if there is none."""
        return self.filters.source


class RunConfig(NamedTuple):
    """All that a run needs to know: the settings, changed by the options, and what only options say.

    `kind` is the kind of every document. Patterns of `exclude_here` are relative to the working folder. With
    `force_exclude`, patterns leave out named files too; with `skip_unknown`, named files that are not Comet
    documents are passed over. With `no_ignores`, nothing is hidden.
    """

    settings: Settings
    kind: Kind | None = None
    exclude_here: tuple[str, ...] = ()
    force_exclude: bool = False
    skip_unknown: bool = False
    no_ignores: bool = False
