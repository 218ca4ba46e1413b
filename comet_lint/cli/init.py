"""The command `init`."""

from __future__ import annotations

from pathlib import Path

import click

STARTER = """\
# Configuration of comet-lint. Every setting is optional; `comet-lint schema --config` prints what is allowed.

# Which rules run: default, security or all. `comet-lint rules` lists them.
preset: default
# extend-select: [R017]
# ignore: [S606]

# The minimum severity that fails the run: error, warning, info or never.
fail-on: warning

# Files to leave out, in gitignore syntax.
# exclude: ["archive/"]

# What only you know about your servers.
# context:
#   hosted: false                 # the vendor runs the server
#   behind_proxy: false           # a reverse proxy terminates TLS
#   live: false                   # the documents come straight from a server
#   api_admins: [automation]      # admins that programs use
#   known_hosts: [backup.example.com]
#   comet_version: "24.9.6"       # the release the documents are for

# Findings that are known already: comet-lint baseline -o .comet-lint-baseline.json
# baseline: .comet-lint-baseline.json

# Findings that are accepted. The reason is required.
# suppressions:
#   - rules: [S603]
#     user: alice
#     vault: "Old NAS"
#     reason: "Replaced in June, ticket 4711"
#     until: 2026-06-30
#     owner: backup-team
"""


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False), default=Path())
def init(folder: Path) -> None:
    """Write a commented configuration file to FOLDER (default: this folder).

    \b
    Example:
      comet-lint init
    """
    path = folder / ".comet-lint.yaml"
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(STARTER)
    except FileExistsError:
        raise click.UsageError(f"{path} is there already; edit it or move it away.") from None
    except OSError as error:
        raise click.UsageError(f"{path}: cannot be written ({error.strerror}).") from None
    click.echo(f"Wrote {path}.")
