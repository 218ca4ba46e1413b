"""The command `explain`."""

from __future__ import annotations

import click


@click.command()
@click.argument("rule", metavar="RULE")
def explain(rule: str) -> None:
    """Show what a rule is about, why it matters, how to fix it, with a bad and a good example.

    RULE is a code or a name.

    \b
    Examples:
      comet-lint explain S603
      comet-lint explain ftp-plaintext
    """
    from comet_lint.files.resources import rules_folder
    from comet_lint.rules.pages import rule_page
    from comet_lint.rules.rule_files import load_rule_data, rule_file_paths, shipped_rules
    from comet_lint.rules.selection import UnknownRuleError, matching

    try:
        found = matching(rule, shipped_rules())
    except UnknownRuleError as error:
        raise click.UsageError(str(error)) from None
    files = {path.stem: path for path in rule_file_paths(rules_folder())}
    pages = [rule_page(each, load_rule_data(files[each.name])) for each in found]
    click.echo("\n\n".join(page.rstrip() for page in pages))
