"""The module `comet_lint/comet/constants.py`, from `schemas/model/constants.yaml`."""

from __future__ import annotations

import json
from typing import Any

from comet_lint.files.resources import schemas_folder
from comet_lint.spec.notation import load_any_yaml

_HEAD = '''\
"""The published constants of the Comet API. Made by `python -m comet_lint.generate`."""
'''


def constants_module() -> dict[str, str]:
    """A module with one name per constant, family by family."""
    path = schemas_folder() / "model" / "constants.yaml"
    families = load_any_yaml(path.read_text("utf-8"), path.name)
    blocks = ["".join(map(_line, family["constants"].items())) for family in families]
    return {"comet_lint/comet/constants.py": "\n".join([_HEAD, *filter(None, blocks)])}


def _line(entry: tuple[str, Any]) -> str:
    name, value = entry
    plain = value["value"] if isinstance(value, dict) else value
    return f"{name} = {json.dumps(plain)}\n"
