"""`python -m comet_lint.spec` regenerates the schemas; with `--check` it only says which are stale."""

from __future__ import annotations

import click

from comet_lint.files.resources import schemas_folder
from comet_lint.spec.generate import MODEL, committed_types, generated_files, stale_files, write_files
from comet_lint.spec.model import SpecError


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 when a file is stale.")
def main(check: bool) -> None:
    """Regenerate schemas/*.schema.json from schemas/model."""
    folder = schemas_folder()
    try:
        files = generated_files(committed_types(folder), folder / MODEL)
        stale = stale_files(files, folder)
        if not check:
            write_files({path: files[path] for path in stale}, folder)
    except SpecError as error:
        click.echo(f"error: {error}", err=True)
        raise SystemExit(2) from None
    for path in stale:
        click.echo(f"{'stale' if check else 'written'}: {path}")
    raise SystemExit(1 if check and stale else 0)


if __name__ == "__main__":
    main()
