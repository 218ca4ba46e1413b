"""The command `rules`, and `rules test`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from comet_lint.cli.rule_folders import rule_folder_options, rule_folders
from comet_lint.findings import Severity
from comet_lint.rules.choice import PRESETS
from comet_lint.rules.rule import FAMILIES, Rule
from comet_lint.text.suggestions import did_you_mean

_FAILED = 1
_BROKEN = 2


def _as_data(rule: Rule) -> dict[str, object]:
    return {
        "code": rule.code,
        "name": rule.name,
        "family": FAMILIES.get(rule.family, rule.family),
        "severity": str(rule.severity),
        "confidence": str(rule.confidence),
        "presets": [] if rule.opt_in else [*rule.presets, "all"],
        "applies_to": list(rule.applies_to),
        "why": rule.why,
        "fix": rule.fix,
        "since": rule.since,
        "until": rule.until,
        "file": rule.origin,
    }


@click.group(invoke_without_command=True)
@click.option("--family", metavar="FAMILY", help="Only this family: a letter or a name, such as S or security.")
@click.option("--severity", type=click.Choice([str(severity) for severity in Severity]), help="Only this severity.")
@click.option("--preset", type=click.Choice(PRESETS), help="Only what runs with this preset.")
@click.option("--format", "format_name", type=click.Choice(["text", "json"]), default="text", show_default=True)
@rule_folder_options
@click.pass_context
def rules(
    ctx: click.Context,
    /,
    family: str | None,
    severity: str | None,
    preset: str | None,
    format_name: str,
    **options: Any,
) -> None:
    """List the rules, or test rules of your own.

    Your own rules, in the folders of the configuration (extend-rules) or of --rules, are listed too.

    \b
    Examples:
      comet-lint rules --family security
      comet-lint rules --preset default --format json
      comet-lint rules test lint-rules
    """
    if ctx.invoked_subcommand is not None:
        return
    from comet_lint.rules.own_rules import all_rules
    from comet_lint.rules.rule_files import RuleFileError
    from comet_lint.rules.selection import select_rules

    try:
        known = all_rules(rule_folders(options))
    except RuleFileError as error:
        raise click.UsageError(str(error)) from None
    shown = select_rules(known, preset) if preset else known
    if family:
        letter = _family_letter(family, known)
        shown = tuple(rule for rule in shown if rule.family == letter)
    if severity:
        shown = tuple(rule for rule in shown if str(rule.severity) == severity)
    if format_name == "json":
        import json

        click.echo(json.dumps([_as_data(rule) for rule in shown], indent=2, ensure_ascii=False))
        return
    codes = max((len(rule.code) for rule in shown), default=0)
    width = max((len(rule.name) for rule in shown), default=0)
    for rule in shown:
        presets = "only by name" if rule.opt_in else ", ".join([*rule.presets, "all"])
        click.echo(
            f"{rule.code:<{codes}}  {rule.name:<{width}}  {rule.severity!s:<7}  {rule.confidence!s:<6}  {presets}"
        )
    count = f"{len(shown)} rule" if len(shown) == 1 else f"{len(shown)} rules"
    click.echo(f"{count}. `comet-lint explain CODE` says more about one.")


def _family_letter(name: str, known: tuple[Rule, ...]) -> str:
    letters = {family: letter for letter, family in FAMILIES.items()}
    letters.update({rule.family.lower(): rule.family for rule in known})
    if name.lower() not in letters:
        raise click.UsageError(f"There is no family {name!r}.{did_you_mean(name, letters)}")
    return letters[name.lower()]


@rules.command()
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path), metavar="[DIR]...")
@click.option("-q", "--quiet", is_flag=True, help="Only what is wrong.")
@rule_folder_options
def test(folders: tuple[Path, ...], quiet: bool, **options: Any) -> None:
    """Judge the rule files in these folders and run their examples.

    Without DIR: the folders of the configuration (extend-rules) and of --rules.

    \b
    Exit codes: 0 all is well, 1 an example fails, 2 a rule file cannot be used.

    \b
    Examples:
      comet-lint rules test
      comet-lint rules test lint-rules
    """
    from comet_lint.rules.rule_files import RuleFileError
    from comet_lint.run.rule_examples import tested

    wanted = folders or rule_folders(options)
    if not wanted:
        raise click.UsageError(
            "There are no rules of your own: name a folder, or set extend-rules in the configuration."
        )
    try:
        reports = list(tested(wanted))
    except RuleFileError as error:
        raise click.UsageError(str(error)) from None
    for report in reports:
        for line in (*report.faults, *report.failures):
            click.echo(line)
        if not quiet and report.passes:
            click.echo(f"{report.path}: {report.title}: all {report.examples} examples pass.")
    broken = sum(bool(report.faults) for report in reports)
    failed = sum(len(report.failures) for report in reports)
    if not quiet:
        count = sum(report.examples for report in reports)
        click.echo(_summary(len(reports), count, broken, failed))
    sys.exit(_BROKEN if broken else _FAILED if failed else 0)


def _summary(files: int, examples: int, broken: int, failed: int) -> str:
    from comet_lint.reports.wording import plural

    parts = []
    if broken:
        parts.append(f"{plural(broken, 'rule file')} cannot be used")
    if failed:
        parts.append(f"{failed} of {plural(examples, 'example')} {'fails' if failed == 1 else 'fail'}")
    return f"{plural(files, 'rule file')}, {plural(examples, 'example')}: {', '.join(parts) or 'all is well'}."
