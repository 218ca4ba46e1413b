"""JSON texts without anything unusual, read in two thirds of the time; loading the parser takes a while."""

from __future__ import annotations

from typing import Any, NoReturn

import msgspec


class _UnusualError(ValueError):
    pass


def _refuse(_number: str) -> NoReturn:
    raise _UnusualError


_decode = msgspec.json.Decoder(float_hook=_refuse).decode
_encode = msgspec.json.Encoder().encode


def plain_value(data: bytes) -> Any:
    """The value of a JSON text; None if it is not JSON, or is null, or has anything that needs a closer look.

    That is a number with a fraction or exponent, an escaped colon, or a key that occurs twice in an object.
    """
    try:
        value = _decode(data)
        # The decoder keeps the last of two equal keys: the other's colon is lost. Other colons stay as they are.
        is_plain = not _has_escaped_colon(data) and data.count(b":") == _encode(value).count(b":")
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None
    return value if is_plain else None


def _has_escaped_colon(data: bytes) -> bool:
    # From what is found fast to what is seldom looked for.
    return b"\\u" in data and b"\\u003" in data and (b"\\u003a" in data or b"\\u003A" in data)
