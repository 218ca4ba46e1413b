"""What a YAML scalar stands for: the core schema of YAML 1.2, less what readers do not agree about."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

from jiter import LosslessFloat

from comet_lint.source.parsed import PlainScalar, UnknownScalar

Scalar = str | int | LosslessFloat | bool | None

MAX_DIGITS = 4300
"""Digits of an integer; more than Python takes, let alone a server."""
_TOO_MANY_DIGITS = f"An integer has more than {MAX_DIGITS} digits."

_DISPUTED = (
    "y Y yes Yes YES n N no No NO on On ON off Off OFF = "
    ".inf .Inf .INF +.inf +.Inf +.INF -.inf -.Inf -.INF .nan .NaN .NAN"
)
_WORDS: dict[str, Scalar] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **{word: PlainScalar(word) for word in _DISPUTED.split()},
}
_NUMERIC_START = frozenset("+-.0123456789")
_NUMERIC = re.compile(
    r"""
    (?P<integer> [-+]? (?:0|[1-9][0-9]*) )
    | (?P<float> [-+]? (?:\.[0-9]+|[0-9]+\.[0-9]*) (?:[eE][-+]?[0-9]+)? )
    | (?P<hazard>
        [-+]? 0[0-9_]+                                          # octal, or decimal
        | [-+]? [0-9]+ [eE][-+]?[0-9]+                          # no float without a point in YAML 1.1
        | [-+]? 0[box][0-9a-fA-F_]+
        | [-+]? [0-9][0-9_]* (?:\.[0-9_]*)? (?:[eE][-+][0-9]+)?  # with underscores
        | [-+]? [1-9][0-9_]* (?::[0-5]?[0-9])+                  # to the base 60
        | [-+]? [0-9][0-9_]* (?::[0-5]?[0-9])+ \.[0-9_]*
        | [0-9]{4}-[0-9]{2}-[0-9]{2}                            # dates and times
        | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2} (?:[Tt]|[ \t]+) [0-9]{1,2}:[0-9]{2}:[0-9]{2} (?:\.[0-9]*)?
          (?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::?[0-9]{2})?))?
      )
    """,
    re.VERBOSE,
)


class ScalarError(ValueError):
    """A scalar that does not fit its tag or has no place in JSON; the message is one sentence."""


def read_plain(text: str) -> Scalar:
    """What an unquoted scalar without tag stands for; a PlainScalar if readers do not agree about it.

    Raises ScalarError for an integer with more than MAX_DIGITS digits.
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _NUMERIC_START:
        return text
    match = _NUMERIC.fullmatch(text)
    if not match:
        return text
    if match["integer"]:
        return _integer(text)
    if match["float"]:
        number = float(text)
        return PlainScalar(text) if math.isinf(number) else _written(number)
    return PlainScalar(text)


def read_tagged(tag: str, text: str) -> Scalar:
    """What a scalar with an explicit tag stands for; an UnknownScalar if the tag is one of a program's own.

    Raises ScalarError.
    """
    reader = _READERS.get(tag)
    if not reader:
        if tag.startswith("!"):
            return UnknownScalar(text)
        raise ScalarError("Only the tags of JSON's own types, such as !!str and !!int, are understood.")
    try:
        return reader(text)
    except ScalarError:
        raise
    except (ValueError, KeyError):
        raise ScalarError("The value does not fit its tag.") from None


def _integer(text: str) -> int:
    if len(text.lstrip("+-")) > MAX_DIGITS:
        raise ScalarError(_TOO_MANY_DIGITS)
    return int(text)


def _tagged_integer(text: str) -> int:
    if text[:2] not in ("0x", "0o"):
        return int(text)
    number = int(text, 0)
    # Python neither reads nor writes more digits, and validators then take the number for a fitting one.
    if number >= 10**MAX_DIGITS:
        raise ScalarError(_TOO_MANY_DIGITS)
    return number


def _tagged_float(text: str) -> LosslessFloat:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError
    return _written(number)


def _written(number: float) -> LosslessFloat:
    # Not a float: validators take 1.0 for an integer, which the server does not.
    return LosslessFloat(repr(number).encode())


def _null(text: str) -> None:
    if _WORDS[text] is not None:
        raise ValueError


_BOOLEANS = {
    word: value for words, value in (("y yes true on", True), ("n no false off", False)) for word in words.split()
}
_PREFIX = "tag:yaml.org,2002:"
_READERS: dict[str, Callable[[str], Scalar]] = {
    "!": str,
    _PREFIX + "str": str,
    _PREFIX + "int": _tagged_integer,
    _PREFIX + "float": _tagged_float,
    _PREFIX + "bool": lambda text: _BOOLEANS[text.lower()],
    _PREFIX + "null": _null,
    _PREFIX + "timestamp": str,
    # Base64, as JSON has it.
    _PREFIX + "binary": lambda text: "".join(text.split()),
}
COLLECTION_TAGS = {_PREFIX + "map", _PREFIX + "seq", "!"}
