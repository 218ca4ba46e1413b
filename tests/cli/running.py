"""Running the command line in a folder of its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from comet_lint.cli.main import cli

SAMPLES = Path(__file__).parent.parent / "data" / "samples"

CLEAN: dict[str, Any] = {"Username": "alice", "LocalTimezone": "Europe/Berlin", "Sources": None, "Destinations": None}
"""A profile in which nothing is found."""


def vault(name: str, mode: int = 0) -> dict[str, Any]:
    """An FTP vault; with mode 0 it is found by S603."""
    return {
        "DestinationType": 1004,
        "Description": name,
        "FTPServer": "ftp.example.com",
        "FTPPort": 21,
        "FTPSMode": mode,
        "FTPUsername": "backup",
        "FTPPassword": "example-password",
    }


def profile(user: str, *vaults: str) -> dict[str, Any]:
    """A profile with FTP vaults, each of which is found by S603."""
    return {**CLEAN, "Username": user, "Destinations": {f"id-{name}": vault(name) for name in vaults}}


def run(*arguments: str, standard_input: bytes | str | None = None) -> Result:
    """Run `comet-lint` with these arguments; anything but a proper end is a failure."""
    result = CliRunner().invoke(cli, list(arguments), input=standard_input)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def check(*arguments: str, standard_input: bytes | str | None = None) -> tuple[int, list[tuple[str, str]]]:
    """The exit code of `check`, and its findings as (rule, path#pointer)."""
    result = run("check", "--format=json", *arguments, standard_input=standard_input)
    found = json.loads(result.stdout)["findings"] if result.stdout else []
    return result.exit_code, [(each["rule"], f"{each['path']}#{each['pointer']}") for each in found]


def write(path: str, content: object) -> Path:
    """Write a file below the working folder: a text as it is, anything else as JSON."""
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    text = content if isinstance(content, str) else json.dumps(content, indent=1)
    file.write_text(text, encoding="utf-8")
    return file
