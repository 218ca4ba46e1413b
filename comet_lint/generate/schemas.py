"""The JSON Schemas of Comet's types, from the model in `schemas/model/`."""

from __future__ import annotations

from comet_lint.files.resources import schemas_folder
from comet_lint.spec.generate import MODEL, committed_types, generated_files


def schema_files() -> dict[str, str]:
    """The schemas, and the types in their notation. Raises SpecError."""
    folder = schemas_folder()
    files = generated_files(committed_types(folder), folder / MODEL)
    return {f"schemas/{path}": text for path, text in files.items()}
