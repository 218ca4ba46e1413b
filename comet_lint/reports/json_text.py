"""JSON texts that are readable, and safe to print on a terminal."""

from __future__ import annotations

import json
import re

from comet_lint.reports.wording import encodable

_INVISIBLE = re.compile("[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def json_text(value: object) -> str:
    """Indented JSON in UTF-8 text, ending with a newline; control and invisible characters are escaped."""
    text = encodable(json.dumps(value, indent=2, ensure_ascii=False))
    return _INVISIBLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"
