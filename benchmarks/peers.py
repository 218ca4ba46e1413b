"""The peers: other programs that read the same files, or check them against the same schema, if they are installed."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from benchmarks.measuring import PYTHON, ROOT

_SCHEMA = str(ROOT / "schemas" / "UserProfileConfig.schema.json")
_LOADS = "import orjson, pathlib, sys\nfor p in pathlib.Path(sys.argv[1]).rglob('*.json'): orjson.loads(p.read_bytes())"
_COMPOSE = "import sys, yaml\nfor _ in yaml.compose_all(open(sys.argv[1], 'rb'), Loader=yaml.CSafeLoader): pass"


def orjson_loads(folder: Path) -> list[str]:
    """A program that reads and parses the JSON files below a folder."""
    return [PYTHON, "-c", _LOADS, str(folder)]


def yaml_compose(file: Path) -> list[str]:
    """A program that parses a YAML file with the C parser that everything in Python builds on."""
    return [PYTHON, "-c", _COMPOSE, str(file)]


def import_click() -> list[str]:
    """The least that a command-line program in Python does."""
    return [PYTHON, "-c", "import click"]


def check_jsonschema(files: Sequence[Path]) -> list[str] | None:
    """The command for these files."""
    # An environment that is not activated has its programs beside its Python.
    program = shutil.which("check-jsonschema") or shutil.which("check-jsonschema", path=str(Path(PYTHON).parent))
    return None if program is None else [program, "--schemafile", _SCHEMA, *map(str, files)]


def ajv(folder: Path) -> list[str] | None:
    """The command for the JSON files in a folder."""
    program = shutil.which("ajv")
    options = ("validate", "--spec=draft2020", "--strict=false", "-s", _SCHEMA, "-d", f"{folder}/*.json")
    return None if program is None else [program, *options]
