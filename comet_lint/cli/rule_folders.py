"""The folders with a user's own rules, for commands that check no documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

from comet_lint.cli.settings_options import CONFIG_OPTIONS, RULES_OPTION, file_settings

_Function = TypeVar("_Function", bound=Callable[..., Any])


def rule_folder_options(function: _Function) -> _Function:
    """Add --config, --no-config and --rules to a command."""
    for option in (RULES_OPTION, *reversed(CONFIG_OPTIONS)):
        function = option(function)
    return function


def rule_folders(options: Mapping[str, Any]) -> tuple[Path, ...]:
    """The folders of the configuration for the working folder, and those of --rules. Ends with a usage error."""
    from comet_lint.config.settings import ConfigError

    try:
        folders = file_settings(options).choice.folders
    except ConfigError as error:
        raise click.UsageError(str(error)) from None
    return (*folders, *options["rule_folders"])
