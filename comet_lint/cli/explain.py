"""The command `explain`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from comet_lint.cli.rule_folders import rule_folder_options, rule_folders


@click.command()
@click.argument("rule", metavar="RULE")
@rule_folder_options
def explain(rule: str, **options: Any) -> None:
    """Show what a rule is about, why it matters, how to fix it, with a bad and a good example.

    RULE is a code or a name, of your own rules too.

    \b
    Examples:
      comet-lint explain S603
      comet-lint explain ftp-plaintext
      comet-lint explain --rules lint-rules ACME1
    """
    from comet_lint.files.resources import rules_folder
    from comet_lint.rules.own_rules import all_rules
    from comet_lint.rules.pages import rule_page
    from comet_lint.rules.rule_files import RuleFileError, load_rule_data, rule_file_paths, shipped_rules
    from comet_lint.rules.selection import UnknownRuleError, matching

    try:
        try:
            found = matching(rule, shipped_rules())
        except UnknownRuleError:
            # A broken rule of one's own is no reason to say nothing about the others.
            found = matching(rule, all_rules(rule_folders(options)))
    except (UnknownRuleError, RuleFileError) as error:
        raise click.UsageError(str(error)) from None
    shipped = {path.stem: path for path in rule_file_paths(rules_folder())}
    pages = [
        rule_page(each, load_rule_data(Path(each.origin) if each.origin else shipped[each.name])) for each in found
    ]
    click.echo("\n\n".join(page.rstrip() for page in pages))
