"""The command `schema`."""

from __future__ import annotations

import click

from comet_lint.nearest import did_you_mean
from comet_lint.resources import schemas_folder


@click.command()
@click.argument("type_name", metavar="[TYPE]", required=False)
def schema(type_name: str | None) -> None:
    """Print the JSON Schema of a type, with all types that it leads to. Without TYPE: of all types.

    The schema (2020-12) needs no other file: an editor can use it as it is.

    \b
    Examples:
      comet-lint schema UserProfileConfig > profile.schema.json
      comet-lint schema RetentionPolicy
    """
    import json

    from comet_lint.spec.standalone import render, standalone

    text = (schemas_folder() / "comet.schema.json").read_text("utf-8")
    if type_name is not None:
        bundle = json.loads(text)
        if type_name not in bundle["$defs"]:
            hint = did_you_mean(type_name, bundle["$defs"])
            raise click.UsageError(f"There is no type called {type_name!r}.{hint}")
        text = render(standalone(bundle, type_name))
    click.echo(text, nl=False)
