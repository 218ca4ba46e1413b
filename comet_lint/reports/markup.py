"""Markdown as GitHub and GitLab read it."""

from __future__ import annotations

import html
import re

from comet_lint.reports.wording import one_line

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|~$^=]|(?<![\w])-)")
_REFERENCE = re.compile(r"(?<=[@#])(?=\w)|(?<=://)|(?<=[Ww][Ww][Ww])(?=\.)|(?<=\w)(?=@\w)")
_JOINER = "<!-- -->"
_CODE = re.compile(r"(`[^`\n]+`)")


def escaped(text: str) -> str:
    """Foreign text as plain text on one line: no markup, links, mentions or issue numbers come of it."""
    marked = _SPECIAL.sub(r"\\\1", html.escape(one_line(text), quote=False))
    return _REFERENCE.sub(_JOINER, marked)


def code(text: str) -> str:
    """Foreign text as code, such as a path. Safe within a table, where backticks are not."""
    return f"<code>{escaped(text)}</code>"


def prose(text: str) -> str:
    """A text of a rule file: plain but for code in backticks."""
    parts = _CODE.split(" ".join(text.split()))
    return "".join(part if part.startswith("`") else escaped(part) for part in parts)
