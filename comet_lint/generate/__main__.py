"""`python -m comet_lint.generate` writes every generated file; with `--check` it names those that are stale."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import click

from comet_lint.generate.constants import constants_module
from comet_lint.generate.docs_pages import rule_pages
from comet_lint.generate.file_schemas import file_schemas
from comet_lint.generate.hooks import hooks_file
from comet_lint.generate.schemas import schema_files
from comet_lint.spec.generate import stale_files, write_files
from comet_lint.spec.model import SpecError

Generator = Callable[[], Mapping[str, str]]

ROOT = Path(__file__).parent.parent.parent
"""The repository; generated files are named by their paths below it."""

GENERATORS: Sequence[Generator] = (schema_files, constants_module, file_schemas, rule_pages, hooks_file)
"""Each returns the texts of its files by path. Later ones may read what earlier ones made."""


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if a file is stale.")
def main(check: bool) -> None:
    """Regenerate everything that is generated: schemas, constants, pages about rules, hooks."""
    stale: list[str] = []
    try:
        for generator in GENERATORS:
            files = generator()
            old = stale_files(files, ROOT)
            if not check:
                write_files({path: files[path] for path in old}, ROOT)
            stale += old
    except SpecError as error:
        click.echo(f"error: {error}", err=True)
        raise SystemExit(2) from None
    for path in stale:
        click.echo(f"{path} is stale: run python -m comet_lint.generate" if check else f"written: {path}")
    raise SystemExit(1 if check and stale else 0)


if __name__ == "__main__":
    main()
