"""The peers: other programs that check files against the same schema, if they are installed."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from comet_lint.files.resources import schemas_folder

_SCHEMA = str(schemas_folder() / "UserProfileConfig.schema.json")


def check_jsonschema(files: Sequence[Path]) -> list[str] | None:
    """The command for these files."""
    program = shutil.which("check-jsonschema")
    return None if program is None else [program, "--schemafile", _SCHEMA, *map(str, files)]


def ajv(folder: Path) -> list[str] | None:
    """The command for the JSON files in a folder."""
    program = shutil.which("ajv")
    options = ("validate", "--spec=draft2020", "--strict=false", "-s", _SCHEMA, "-d", f"{folder}/*.json")
    return None if program is None else [program, *options]
