"""The command `spec`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from comet_lint.files.resources import schemas_folder

if TYPE_CHECKING:
    from comet_lint.spec.model import Types


class _Unusable(click.ClickException):
    exit_code = 2


@click.command()
@click.argument("page", metavar="PAGE")
@click.option("--output", metavar="DIR", help="Write the model and the schemas there, instead of printing the model.")
def spec(page: str, output: str | None) -> None:
    """Derive the model and the schemas from an API page.

    PAGE is the text of the page "API Data Structures" (- for standard input). Prints the types in the
    notation of schemas/model/types.yaml. With --output, writes model/types.yaml and the schemas to DIR: all
    of them, or none when something is wrong. What the page does not say (constants, secrets, descriptions,
    later releases) comes from DIR/model or, if it has none of these files, from comet-lint itself.

    \b
    Examples:
      comet-lint spec api-page.txt > types.yaml
      comet-lint spec api-page.txt --output schemas
    """
    from comet_lint.spec.generate import generated_files, overlay_folder, write_files
    from comet_lint.spec.model import SpecError
    from comet_lint.spec.notation import write_types

    try:
        types = _read(page)
        if output is None:
            click.echo(write_types(types), nl=False)
            return
        folder = Path(output)
        overlays = overlay_folder(folder, schemas_folder())
        complaints: list[str] = []
        files = generated_files(types, overlays, complaints.append)
        write_files(files, folder)
    except SpecError as error:
        raise _Unusable(str(error)) from None
    if complaints:
        click.echo(
            f"{len(complaints)} entries do not fit the page and are left out, first: {complaints[0]}",
            err=True,
        )
    click.echo(f"{len(types)} types, {len(files)} files written to {folder}", err=True)


def _read(page: str) -> Types:
    from comet_lint.spec.model import SpecError
    from comet_lint.spec.page import read_page

    try:
        data = sys.stdin.buffer.read() if page == "-" else Path(page).read_bytes()
        return read_page(data.decode("utf-8-sig"))
    except OSError as error:
        raise SpecError(f"cannot read {page}: {error.strerror}") from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise SpecError(f"{page}: line {line}: expected UTF-8 text") from None
    except SpecError as error:
        raise SpecError(f"{page}: {error}") from None
