"""Notices that JSON and YAML share."""

from __future__ import annotations

from comet_lint.findings import Span
from comet_lint.source.parsed import Notice
from comet_lint.text.pointers import Path
from comet_lint.text.quotes import quoted_name

_LONGEST_NAME = 80


def duplicate_key(path: Path, span: Span, first_line: int) -> Notice:
    """T007 at the later of two equal keys; `path` leads to their value."""
    name = quoted_name(str(path[-1]), _LONGEST_NAME)
    return Notice(
        "T007",
        path,
        span,
        f'The key "{name}" is already in this object, in line {first_line}; the server takes the last one.',
    )
