"""Writes the schemas of comet-lint's own files to `schemas/files/`; with `--check` says what is stale."""

from __future__ import annotations

import sys

from comet_lint.files.resources import schemas_folder

FILES = {"config": "files/comet-lint-config.schema.json", "rule": "files/comet-lint-rule.schema.json"}
"""The file of each schema, by what it is the schema of."""


def schema_text(what: str) -> str:
    """The JSON Schema of a configuration file (`config`) or of a rule file (`rule`)."""
    import json

    from comet_lint.config.schema import config_schema
    from comet_lint.rules.validate.form import rule_file_schema

    schema = config_schema() if what == "config" else rule_file_schema()
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def main(arguments: list[str]) -> int:
    """Write the files, or check them; the exit code."""
    stale = 0
    for what, name in FILES.items():
        path = schemas_folder() / name
        text = schema_text(what)
        if arguments != ["--check"]:
            path.write_text(text, encoding="utf-8", newline="\n")
        elif not path.is_file() or path.read_text(encoding="utf-8") != text:
            sys.stderr.write(f"schemas/{name} is stale: run python -m comet_lint.generate.file_schemas\n")
            stale = 1
    return stale


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
