"""JSON texts that are readable, and safe to print on a terminal."""

from __future__ import annotations

import json
from json.encoder import encode_basestring
from typing import Any

from comet_lint.reports.wording import encodable
from comet_lint.text.printable import printable_lines


def json_text(value: object) -> str:
    """Indented JSON in UTF-8 text, ending with a newline; control and invisible characters are escaped."""
    return printable_json(indented(value) + "\n")


def printable_json(text: str) -> str:
    """A JSON text whose control and invisible characters are escaped."""
    return text if text.isascii() and "\x7f" not in text else printable_lines(encodable(text))


def indented(value: Any, line: str = "\n") -> str:
    """Indented JSON; `line` is a line break and the indentation of the line in which it starts."""
    # As `json.dumps` with `indent=2`, which takes five times as long.
    if value.__class__ is str:
        return encode_basestring(value)
    if value.__class__ is int:
        return str(value)
    if isinstance(value, dict):
        deeper = line + "  "
        members = [
            f"{encode_basestring(key)}: "
            f"{encode_basestring(member) if member.__class__ is str else indented(member, deeper)}"
            for key, member in value.items()
        ]
        return f"{{{deeper}{f',{deeper}'.join(members)}{line}}}" if members else "{}"
    if isinstance(value, (list, tuple)):
        deeper = line + "  "
        entries = [indented(entry, deeper) for entry in value]
        return f"[{deeper}{f',{deeper}'.join(entries)}{line}]" if entries else "[]"
    return json.dumps(value, ensure_ascii=False)
