"""JSON as the server reads it: keys may occur twice, half surrogate pairs and invalid UTF-8 are replaced."""

from __future__ import annotations

import re

from jiter import LosslessFloat, from_json

from comet_lint.source.json.positions import JsonPositions, Surroundings
from comet_lint.source.parsed import NegativeZero, Notice, ParsedFile

_NEGATIVE_ZERO = re.compile(rb"-0(?:[ \t\n\r,\]}]|\Z)")


def parse_json(
    data: bytes,
    notices: tuple[Notice, ...] = (),
    surroundings: Surroundings | None = None,
) -> ParsedFile:
    """Parse UTF-8 without byte order mark; `notices` are put before those of the parser.

    With `surroundings` the text is one member of a larger text, in whose lines all positions are.
    """
    is_member = surroundings is not None
    try:
        root = load(data, catch_duplicate_keys=True, is_member=is_member)
    except ValueError:
        from comet_lint.source.json.awkward import parse_awkward_json

        return parse_awkward_json(data, notices, surroundings)
    return ParsedFile("json", (root,), notices, JsonPositions(data, root, surroundings))


def load(data: bytes, *, catch_duplicate_keys: bool, is_member: bool) -> object:
    """The value of a JSON text. Raises ValueError if it is not valid, and for duplicate keys if told so.

    A member of a larger text may be nested one level less than a text of its own.
    """
    text = b"[%b]" % data if is_member else data
    root = from_json(text, catch_duplicate_keys=catch_duplicate_keys, float_mode="lossless-float", allow_inf_nan=False)
    if _NEGATIVE_ZERO.search(data):
        root = _with_negative_zeros(text)
    if is_member:
        (root,) = root
    return root


def _with_negative_zeros(text: bytes) -> object:
    """The value of a valid JSON text, in which -0 is told from 0. Slow, and hardly ever needed."""
    import json

    def integer(digits: str) -> int:
        return NegativeZero() if digits == "-0" else int(digits)

    return json.loads(text, parse_int=integer, parse_float=lambda digits: LosslessFloat(digits.encode()))
