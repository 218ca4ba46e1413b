"""The command `schema`."""

from __future__ import annotations

import click

from comet_lint.files.resources import schemas_folder
from comet_lint.text.suggestions import did_you_mean


@click.command()
@click.argument("type_name", metavar="[TYPE]", required=False)
@click.option("--config", "of_config", is_flag=True, help="The schema of the configuration file instead.")
@click.option("--rule", "of_rule", is_flag=True, help="The schema of a rule file instead.")
def schema(type_name: str | None, of_config: bool, of_rule: bool) -> None:
    """Print the JSON Schema of a type, with all types that it leads to. Without TYPE: of all types.

    The schema (2020-12) needs no other file: an editor can use it as it is.

    \b
    Examples:
      comet-lint schema UserProfileConfig > profile.schema.json
      comet-lint schema RetentionPolicy
      comet-lint schema --config > comet-lint-config.schema.json
    """
    if (type_name is not None) + of_config + of_rule > 1:
        raise click.UsageError("Ask for one schema at a time: a type, --config or --rule.")
    if of_config or of_rule:
        name = f"files/comet-lint-{'config' if of_config else 'rule'}.schema.json"
        text = (schemas_folder() / name).read_text("utf-8")
    elif type_name is not None:
        text = _of_type(type_name)
    else:
        text = _of_all_types()
    click.echo(text, nl=False)


def _of_all_types() -> str:
    return (schemas_folder() / "comet.schema.json").read_text("utf-8")


def _of_type(type_name: str) -> str:
    import json

    from comet_lint.spec.standalone import render, standalone

    bundle = json.loads(_of_all_types())
    if type_name not in bundle["$defs"]:
        hint = did_you_mean(type_name, bundle["$defs"])
        raise click.UsageError(f"There is no type called {type_name!r}.{hint}")
    return render(standalone(bundle, type_name))
