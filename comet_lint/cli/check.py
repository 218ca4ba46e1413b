"""The command `check`."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from comet_lint.cli.paths_command import PathsCommand
from comet_lint.cli.settings_options import explain_options, run_config, settings_options
from comet_lint.cli.streams import discard_output
from comet_lint.config.settings import RunConfig
from comet_lint.lint.results import Outcome
from comet_lint.reports import FORMATS, ReportOptions, render
from comet_lint.reports.wording import one_line

_NOTHING_CHECKED = 3
_WITHOUT_RULES = frozenset({"text", "json"})
"""Formats that say nothing of rules where nothing was found."""


def _outputs(_ctx: click.Context, _param: click.Parameter, values: Sequence[str]) -> list[tuple[str, Path]]:
    outputs = []
    for value in values:
        format_name, separator, file = value.partition("=")
        if not separator or format_name not in FORMATS or not file:
            raise click.BadParameter(f"{value!r} is not FORMAT=FILE with FORMAT one of {', '.join(FORMATS)}")
        outputs.append((format_name, Path(file)))
    return outputs


@click.command(cls=PathsCommand)
@settings_options
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    help="Minimum severity that fails the run (default: warning).",
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even if there are findings.")
@click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Report only findings that are not in this baseline.",
)
@click.option("--prune", is_flag=True, help="Remove fixed findings from the baseline.")
@click.option("--no-ignores", is_flag=True, help="Ignore suppressions, per-path settings and the baseline.")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="Format of the report on standard output.",
)
@click.option(
    "--output",
    "outputs",
    multiple=True,
    callback=_outputs,
    metavar="FORMAT=FILE",
    help="Also write this report to a file.",
)
@click.option("--hide-suppressed", is_flag=True, help="Leave suppressed findings out of SARIF and other reports.")
@click.option("--show-all", is_flag=True, help="List every finding; do not group those of many users.")
@click.option("--statistics", is_flag=True, help="Count findings per rule.")
@click.option("-j", "--jobs", type=click.IntRange(min=0), default=0, help="Worker processes; 0 chooses the number.")
@click.option("-v", "--verbose", count=True, help="More output.")
@click.option("-q", "--quiet", is_flag=True, help="Print findings only.")
def check(**options: Any) -> None:
    """Check Comet documents: files, folders, or - for standard input. Without PATHS: this folder.

    \b
    Exit codes: 0 nothing to report, 1 findings, 2 usage error, 3 nothing to check, 4 incomplete, 130 interrupted.

    \b
    Examples:
      comet-lint check server.json profiles/
      comet-lint check --preset security --output sarif=findings.sarif .
      comet-lint check --rules our-rules profiles/
      curl ... | comet-lint check --type UserProfileConfig -
    """
    config = run_config(options)
    outcome = _checked(config, options)
    report = ReportOptions(
        color=sys.stdout.isatty() and "NO_COLOR" not in os.environ,
        show_all=options["show_all"],
        verbose=options["verbose"],
        quiet=options["quiet"],
        statistics=options["statistics"],
        include_hidden=not options["hide_suppressed"],
        root=Path.cwd().as_posix(),
        width=_terminal_width() if sys.stdout.isatty() else 100,
        rule_options=explain_options(config.settings, options) if outcome.findings else "",
        in_hook=os.environ.get("PRE_COMMIT") == "1",
        generated=time.strftime("%Y-%m-%d"),
    )
    formats = [options["format_name"], *(name for name, _path in options["outputs"])]
    by_code = {}
    if outcome.findings or outcome.hidden or not set(formats) <= _WITHOUT_RULES:
        by_code = {rule.code: rule for rule in config.settings.choice.known()}
    # The files first: whoever reads the output may stop at any time.
    for format_name, path in options["outputs"]:
        _write(path, render(format_name, outcome, by_code, report._replace(color=False)))
    _print(render(options["format_name"], outcome, by_code, report))
    if options["format_name"] != "text":
        for note in outcome.notes:
            click.echo(f"comet-lint: note: {one_line(note)}", err=True)
        say_unchecked(outcome)
    if outcome.exit_code == _NOTHING_CHECKED and options["skip_unknown"]:
        sys.exit(0)
    if outcome.exit_code == _NOTHING_CHECKED:
        where = ", ".join(options["paths"]) or "this folder"
        click.echo(one_line(f"comet-lint: nothing to check: there is no Comet document in {where}."), err=True)
    sys.exit(0 if options["exit_zero"] and outcome.exit_code == 1 else outcome.exit_code)


def say_unchecked(outcome: Outcome) -> None:
    """Say on standard error what was not checked, and why."""
    for path, reason in outcome.incomplete:
        click.echo(f"comet-lint: {one_line(path) or 'run'}: not checked: {one_line(reason)}", err=True)


def _checked(config: RunConfig, options: dict[str, Any]) -> Outcome:
    from comet_lint.cli.progress import with_progress
    from comet_lint.run.run import checked_files

    result = checked_files(
        options["paths"] or (".",),
        config,
        options["jobs"],
        None if options["quiet"] else with_progress,
    )
    if config.no_ignores:
        return result.outcome
    settings = config.settings
    baseline_file = options["baseline"] or settings.baseline
    if settings.filters.is_empty and not result.comments and not baseline_file:
        return result.outcome
    from datetime import date

    from comet_lint.rules.selection import UnknownRuleError
    from comet_lint.suppress.baseline import BaselineError, read_baseline, write_baseline
    from comet_lint.suppress.filtering import filtered

    try:
        baseline = read_baseline(baseline_file) if baseline_file else None
        outcome, fixed = filtered(
            result.outcome,
            settings.filters,
            settings.choice,
            result.comments,
            baseline,
            date.today(),
            _covers(options["paths"] or (".",), settings.root),
        )
        if options["prune"] and baseline is not None and fixed and not outcome.incomplete:
            write_baseline(baseline.path, set(baseline.entries).difference(fixed))
    except (UnknownRuleError, BaselineError) as error:
        raise click.UsageError(str(error)) from None
    return outcome


def _terminal_width() -> int:
    import shutil

    return shutil.get_terminal_size().columns


def _covers(paths: Sequence[str], root: Path) -> bool:
    wanted = root.resolve()
    return any(folder == wanted or folder in wanted.parents for folder in (Path(path).resolve() for path in paths))


def _print(text: str) -> None:
    try:
        click.echo(text, nl=False)
    except BrokenPipeError:
        discard_output()


def _write(path: Path, text: str) -> None:
    from comet_lint.files.whole_files import write_whole

    try:
        write_whole(path, text, errors="backslashreplace")
    except OSError as error:
        raise click.UsageError(f"{path}: cannot be written ({error.strerror}).") from None
