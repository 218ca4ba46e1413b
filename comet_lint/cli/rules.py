"""The command `rules`."""

from __future__ import annotations

import click

from comet_lint.findings import Severity
from comet_lint.rules.choice import PRESETS
from comet_lint.rules.rule import FAMILIES, Rule


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
    }


@click.command()
@click.option(
    "--family",
    type=click.Choice([*FAMILIES, *FAMILIES.values()], case_sensitive=False),
    help="Only this family.",
)
@click.option("--severity", type=click.Choice([str(severity) for severity in Severity]), help="Only this severity.")
@click.option("--preset", type=click.Choice(PRESETS), help="Only what runs with this preset.")
@click.option("--format", "format_name", type=click.Choice(["text", "json"]), default="text", show_default=True)
def rules(family: str | None, severity: str | None, preset: str | None, format_name: str) -> None:
    """List the rules.

    \b
    Examples:
      comet-lint rules --family security
      comet-lint rules --preset default --format json
    """
    from comet_lint.rules.rule_files import shipped_rules
    from comet_lint.rules.selection import select_rules

    shown = select_rules(shipped_rules(), preset) if preset else shipped_rules()
    if family:
        letter = next(key for key, name in FAMILIES.items() if family.lower() in (key.lower(), name))
        shown = tuple(rule for rule in shown if rule.family == letter)
    if severity:
        shown = tuple(rule for rule in shown if str(rule.severity) == severity)
    if format_name == "json":
        import json

        click.echo(json.dumps([_as_data(rule) for rule in shown], indent=2, ensure_ascii=False))
        return
    width = max((len(rule.name) for rule in shown), default=0)
    for rule in shown:
        presets = "only by name" if rule.opt_in else ", ".join([*rule.presets, "all"])
        click.echo(f"{rule.code}  {rule.name:<{width}}  {rule.severity!s:<7}  {rule.confidence!s:<6}  {presets}")
    click.echo(f"{len(shown)} rules. `comet-lint explain CODE` says more about one.")
