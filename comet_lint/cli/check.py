"""The command `check`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import datetime, timezone

import click

from comet_lint.documents.kinds import KIND_NAMES, kind_named
from comet_lint.engine.context import Context
from comet_lint.engine.rule import PRESETS, parse_release
from comet_lint.findings import Severity
from comet_lint.nearest import did_you_mean
from comet_lint.reports import FORMATS


def _names(values: Sequence[str]) -> list[str]:
    return [name.strip() for value in values for name in value.split(",") if name.strip()]


def _release(_ctx: click.Context, _param: click.Parameter, value: str | None) -> tuple[int, ...]:
    release = parse_release(value or "")
    if value and not release:
        raise click.BadParameter(f"{value!r} is not a release such as 24.9.6")
    return release


def _moment(_ctx: click.Context, _param: click.Parameter, value: str | None) -> int:
    if not value:
        return 0
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} is not a date such as 2025-06-30") from None
    return int((moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)).timestamp())


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@click.option("--type", "kind_name", metavar="KIND", help=f"What the documents are: {', '.join(KIND_NAMES)}, or any type.")
@click.option("--preset", type=click.Choice(PRESETS), default="default", show_default=True, help="Which rules run.")
@click.option("--select", multiple=True, metavar="RULES", help="Run only these: codes, names, families (S) or ALL.")
@click.option("--extend-select", multiple=True, metavar="RULES", help="Run these too.")
@click.option("--ignore", multiple=True, metavar="RULES", help="Do not run these.")
@click.option("--exclude", multiple=True, metavar="PATTERN", help="Leave out files (gitignore syntax).")
@click.option("--force-exclude", is_flag=True, help="Leave them out even when they are named.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    default="warning",
    show_default=True,
    help="The least severity that makes the exit code 1.",
)
@click.option("--format", "format_name", type=click.Choice(sorted(FORMATS)), default="text", show_default=True)
@click.option("--show-all", is_flag=True, help="Do not group equal findings of many users.")
@click.option("--statistics", is_flag=True, help="Count findings per rule.")
@click.option("--hosted", is_flag=True, help="The vendor runs the server.")
@click.option("--behind-proxy", is_flag=True, help="A reverse proxy terminates TLS before the server.")
@click.option("--api-admin", "api_admins", multiple=True, metavar="NAME", help="An admin that a program uses.")
@click.option("--known-host", "known_hosts", multiple=True, metavar="HOST", help="A further name of your servers.")
@click.option("--comet-version", callback=_release, metavar="RELEASE", help="The release the documents are for.")
@click.option("--now", callback=_moment, metavar="DATE", help="The date of the export, for rules about time.")
@click.option("-v", "--verbose", count=True, help="Say more.")
@click.option("-q", "--quiet", is_flag=True, help="Only findings.")
def check(  # noqa: PLR0913 - one parameter per option
    paths: tuple[str, ...],
    kind_name: str | None,
    preset: str,
    select: tuple[str, ...],
    extend_select: tuple[str, ...],
    ignore: tuple[str, ...],
    exclude: tuple[str, ...],
    force_exclude: bool,
    fail_on: str,
    format_name: str,
    show_all: bool,
    statistics: bool,
    hosted: bool,
    behind_proxy: bool,
    api_admins: tuple[str, ...],
    known_hosts: tuple[str, ...],
    comet_version: tuple[int, ...],
    now: int,
    verbose: int,
    quiet: bool,
) -> None:
    """Check Comet documents: files, folders, or - for standard input. Without PATHS: this folder.

    \b
    Exit codes: 0 nothing to report, 1 findings, 2 wrong use, 3 nothing to check, 4 incomplete.

    \b
    Examples:
      comet-lint check server.json profiles/
      comet-lint check --preset security --format json . > findings.json
      curl ... | comet-lint check --type UserProfileConfig -
    """
    from comet_lint.documents.discovery import find_files
    from comet_lint.engine.rule_files import shipped_rules
    from comet_lint.reports import ReportOptions, render
    from comet_lint.run import RunOptions, run
    from comet_lint.selection import UnknownRuleError, select_rules

    rules = shipped_rules()
    try:
        selected = select_rules(rules, preset, _names(select), _names(extend_select), _names(ignore))
    except UnknownRuleError as error:
        raise click.UsageError(str(error)) from None
    kind = kind_named(kind_name) if kind_name else None
    if kind_name and kind is None:
        from comet_lint.model import load_model

        hint = did_you_mean(kind_name, [*KIND_NAMES, *load_model()])
        raise click.UsageError(f"There is no kind of document called {kind_name!r}.{hint}")
    context = Context(hosted, behind_proxy, api_admins, known_hosts, comet_version, now)
    severity = None if fail_on == "never" else Severity(fail_on)
    candidates = find_files(paths or (".",), exclude, force_exclude)
    outcome = run(candidates, RunOptions(selected, context, kind, severity))
    options = ReportOptions(
        color=sys.stdout.isatty() and "NO_COLOR" not in os.environ,
        show_all=show_all,
        verbose=verbose,
        quiet=quiet,
        statistics=statistics,
    )
    click.echo(render(format_name, outcome, {rule.code: rule for rule in rules}, options), nl=False)
    for unchecked in outcome.incomplete:
        click.echo(f"comet-lint: {unchecked.path or 'run'}: not checked: {unchecked.reason}", err=True)
    if outcome.exit_code == 3:
        click.echo(f"comet-lint: nothing to check in {', '.join(paths) or 'this folder'}.", err=True)
    sys.exit(outcome.exit_code)
