"""Stand-ins: values that replace a secret in a document that was handed on."""

from __future__ import annotations

_BRACKETS = "<>[](){}"
_WORDS = frozenset({"redacted", "masked", "hidden", "removed"})
_FILLERS = {"*": 3, "x": 4, "•": 3}
"""Characters that are repeated to stand for a secret, with the least number that counts as such."""


def is_redacted(text: str) -> bool:
    """Whether `text` stands for a value that was taken out: `***`, `REDACTED`, `<redacted>`, `xxxx`."""
    bare = text.strip().strip(_BRACKETS).strip().lower()
    if not bare:
        return False
    return bare in _WORDS or (len(set(bare)) == 1 and len(bare) >= _FILLERS.get(bare[0], len(bare) + 1))
