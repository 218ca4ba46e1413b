"""Options that `check` and `baseline` share, and how they join with the configuration file."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from comet_lint.comet.releases import parse_release
from comet_lint.config.settings import RunConfig, Settings
from comet_lint.findings import Severity
from comet_lint.rules.choice import PRESETS
from comet_lint.source.kinds import KIND_NAMES, Kind, kind_named
from comet_lint.suppress.suppression import Filters
from comet_lint.text.suggestions import did_you_mean

_Function = TypeVar("_Function", bound=Callable[..., Any])


def names(values: Sequence[str]) -> tuple[str, ...]:
    """The parts of comma-separated values."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


def _release(_ctx: click.Context, _param: click.Parameter, value: str | None) -> tuple[int, ...]:
    release = parse_release(value or "")
    if value and not release:
        raise click.BadParameter(f"{value!r} is not a release such as 24.9.6")
    return release


def _moment(_ctx: click.Context, _param: click.Parameter, value: str | None) -> int:
    if not value:
        return 0
    from datetime import datetime, timezone

    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} is not a date such as 2025-06-30") from None
    return int((moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)).timestamp())


def _patterns(_ctx: click.Context, _param: click.Parameter, values: Sequence[str]) -> tuple[str, ...]:
    if values:
        from comet_lint.source.discovery import is_pattern

        for value in values:
            if not is_pattern(value):
                raise click.BadParameter(f"{value!r} is not a pattern as in .gitignore")
    return tuple(values)


CONFIG_OPTIONS = (
    click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="Use this configuration file."),
    click.option("--no-config", is_flag=True, help="Use no configuration file."),
)
RULES_OPTION = click.option(
    "--rules",
    "rule_folders",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Also use your own rules in this folder.",
)

_OPTIONS = [
    click.argument("paths", nargs=-1, metavar="[PATHS]..."),
    *CONFIG_OPTIONS,
    click.option(
        "--type",
        "kind_name",
        metavar="KIND",
        help=f"The type of the documents: {', '.join(KIND_NAMES)}, or any other type.",
    ),
    click.option("--preset", type=click.Choice(PRESETS), help="Which rules run (default: default)."),
    click.option("--select", multiple=True, metavar="RULES", help="Run only these: codes, names, families (S) or ALL."),
    click.option("--extend-select", multiple=True, metavar="RULES", help="Run these rules too."),
    click.option("--ignore", multiple=True, metavar="RULES", help="Do not run these rules."),
    RULES_OPTION,
    click.option(
        "--exclude",
        multiple=True,
        callback=_patterns,
        metavar="PATTERN",
        help="Exclude files (gitignore syntax).",
    ),
    click.option("--force-exclude", is_flag=True, help="Apply --exclude and exclude to named files too."),
    click.option(
        "--skip-unknown",
        is_flag=True,
        help="Skip named files that are not Comet documents.",
    ),
    click.option("--hosted", is_flag=True, help="The vendor runs the server."),
    click.option("--behind-proxy", is_flag=True, help="A reverse proxy terminates TLS before the server."),
    click.option("--live", is_flag=True, help="The documents come straight from a server: ${X} is no placeholder."),
    click.option(
        "--api-admin", "api_admins", multiple=True, metavar="NAME", help="An admin account that a program uses."
    ),
    click.option(
        "--known-host", "known_hosts", multiple=True, metavar="HOST", help="Another host name of your servers."
    ),
    click.option(
        "--comet-version",
        callback=_release,
        metavar="RELEASE",
        help="The Comet release of the server.",
    ),
    click.option(
        "--now", callback=_moment, metavar="DATE", help="The date of the export, for rules that compare dates."
    ),
]


def settings_options(function: _Function) -> _Function:
    """Add the shared options to a command."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def run_config(options: dict[str, Any]) -> RunConfig:
    """The configuration of a run, from options and configuration file. Raises click.UsageError."""
    from comet_lint.config.settings import ConfigError

    try:
        settings = _merged(file_settings(options), options)
    except ConfigError as error:
        raise click.UsageError(str(error)) from None
    _require_usable_rules(settings)
    return RunConfig(
        settings,
        kind=_kind(options["kind_name"]),
        exclude_here=options["exclude"],
        force_exclude=options["force_exclude"],
        skip_unknown=options["skip_unknown"],
    )


def _require_usable_rules(settings: Settings) -> None:
    choice, named = settings.choice, settings.filters.named_rules
    if not named and not choice.names_rules and not choice.folders:
        return
    from comet_lint.rules.rule_files import RuleFileError
    from comet_lint.rules.selection import UnknownRuleError, matching

    try:
        if choice.folders:
            from comet_lint.run.own_rules import require_passing_examples

            require_passing_examples(choice.folders)
        if choice.names_rules:
            choice.chosen()
        for name in named:
            matching(name, choice.known())
    except UnknownRuleError as error:
        source = f" (named in {settings.source})" if settings.source else ""
        raise click.UsageError(f"{error}{source}") from None
    except RuleFileError as error:
        raise click.UsageError(str(error)) from None


def file_settings(options: Mapping[str, Any]) -> Settings:
    """The settings of the configuration file that the options name, or that is found from the first path.

    Raises ConfigError.
    """
    if options["config"] is not None:
        from comet_lint.config.loading import load_settings

        return load_settings(options["config"])
    if not options["no_config"]:
        paths = options.get("paths", ())
        first = Path(paths[0]) if paths and paths[0] != "-" else Path()
        # Cheap test before the machinery for reading configurations is imported.
        for folder in (start := (first if first.is_dir() else first.parent).absolute(), *start.parents):
            if os.path.lexists(folder / ".comet-lint.yaml") or (folder / "pyproject.toml").is_file():
                from comet_lint.config.loading import find_config, load_settings

                found = find_config(start)
                if found is not None:
                    return load_settings(found)
                break
    return Settings(Filters(root=Path.cwd()))


def explain_options(settings: Settings, options: Mapping[str, Any]) -> str:
    """The options with which commands that are given no paths find the same rules of the user's own."""
    if not settings.choice.folders:
        return ""
    from shlex import quote

    from comet_lint.config.loading import find_config

    parts = [f"--rules {quote(str(folder))}" for folder in options["rule_folders"]]
    found_here = find_config(Path.cwd())
    if settings.source is not None:
        source = settings.source.resolve()
        if options["config"] or found_here is None or found_here.resolve() != source:
            parts.insert(0, f"--config {quote(str(source))}")
    return " ".join(parts)


def _merged(settings: Settings, options: dict[str, Any]) -> Settings:
    context = settings.context
    context = context._replace(
        hosted=context.hosted or options["hosted"],
        behind_proxy=context.behind_proxy or options["behind_proxy"],
        live=context.live or options["live"],
        api_admins=context.api_admins + options["api_admins"],
        known_hosts=context.known_hosts + options["known_hosts"],
        comet_version=options["comet_version"] or context.comet_version,
        now=options["now"] or context.now,
    )
    choice = settings.choice
    choice = choice._replace(
        preset=options["preset"] or choice.preset,
        select=names(options["select"]) or choice.select,
        extend_select=choice.extend_select + names(options["extend_select"]),
        ignore=choice.ignore + names(options["ignore"]),
        folders=choice.folders + options["rule_folders"],
    )
    fail_on = options.get("fail_on")
    return settings._replace(
        choice=choice,
        fail_on=settings.fail_on if fail_on is None else None if fail_on == "never" else Severity(fail_on),
        context=context,
    )


def _kind(name: str | None) -> Kind | None:
    if not name:
        return None
    kind = kind_named(name)
    if kind is None:
        from comet_lint.comet.model import load_model

        hint = did_you_mean(name, [*KIND_NAMES, *load_model()])
        raise click.UsageError(f"There is no kind of document called {name!r}.{hint}")
    return kind
