"""Commands that CI systems take from the output of a job.

Azure Pipelines obeys `##vso[...]` and TeamCity `##teamcity[...]` anywhere in a line, GitHub's runner `##[...]`
anywhere and `::command::` at the start of a line.
"""

from __future__ import annotations

import re

_ANYWHERE = r"(?i)##(?=(?:vso|teamcity)?\[)"
_AT_START = r"(?m)^([^\S\n]*)::"


def without_commands(text: str, hashes: str = "## ", colon: str = ": ") -> str:
    """`text` with the commands in it broken up.

    `hashes` replaces the `##` of one, `colon` the first `:` of one: a blank more, or an escape of the format that
    is read back as the same character.
    """
    if "##" in text:
        text = re.sub(_ANYWHERE, lambda _: hashes, text)
    if "::" in text:
        text = re.sub(_AT_START, lambda match: f"{match[1]}{colon}:", text)
    return text
