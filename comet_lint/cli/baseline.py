"""The command `baseline`."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from comet_lint.cli.check import say_unchecked
from comet_lint.cli.paths_command import PathsCommand
from comet_lint.cli.settings_options import run_config, settings_options


@click.command(cls=PathsCommand)
@settings_options
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default=Path(".comet-lint-baseline.json"), show_default=True,
    help="The file to write.",
)  # fmt: skip
def baseline(output: Path, **options: Any) -> None:
    """Write a baseline: `check --baseline FILE` then reports only what is new.

    \b
    Example:
      comet-lint baseline -o known.json .
      comet-lint check --baseline known.json .
    """
    from comet_lint.rules.selection import UnknownRuleError
    from comet_lint.run.run import checked_files
    from comet_lint.suppress.baseline import BaselineError, entries_of, write_baseline
    from comet_lint.suppress.filtering import filtered

    config = run_config(options)
    settings = config.settings
    result = checked_files(options["paths"] or (".",), config)
    try:
        outcome, _ = filtered(result.outcome, settings.filters, settings.choice, result.comments, None, date.today())
        entries = entries_of(outcome.findings, settings.root)
        if outcome.incomplete:
            say_unchecked(outcome)
            sys.exit(4)
        write_baseline(output, entries)
    except (UnknownRuleError, BaselineError) as error:
        raise click.UsageError(str(error)) from None
    click.echo(f"Wrote {len(entries)} findings of {outcome.file_count} files to {output}.")
