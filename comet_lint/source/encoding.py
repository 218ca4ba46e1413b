"""From the bytes of a file to UTF-8 without byte order mark, saying what had to be done for that."""

from __future__ import annotations

from codecs import utf_8_decode
from typing import NamedTuple

from comet_lint.findings import Span
from comet_lint.source.parsed import Notice

_CHUNK = 1 << 20
_REPLACEMENT = "\ufffd".encode()
_START = Span(1, 1, 1, 1)
_BYTE_ORDER_MARKS = (
    # The mark of UTF-16 is the beginning of that of UTF-32.
    (b"\xff\xfe\0\0", "UTF-32", "utf-32-le"),
    (b"\0\0\xfe\xff", "UTF-32", "utf-32-be"),
    (b"\xff\xfe", "UTF-16", "utf-16-le"),
    (b"\xfe\xff", "UTF-16", "utf-16-be"),
)
_ZERO_BYTES = {
    # Which of the first four bytes are zero when a text begins with two ASCII characters.
    (False, True, False, True): ("UTF-16", "utf-16-le"),
    (True, False, True, False): ("UTF-16", "utf-16-be"),
    (False, True, True, True): ("UTF-32", "utf-32-le"),
    (True, True, True, False): ("UTF-32", "utf-32-be"),
}
_REMEDY = "save it as UTF-8 without byte order mark, as the server does not read anything else"


class Utf8(NamedTuple):
    """Text in UTF-8, and T020 notices about what was found instead."""

    data: bytes
    notices: tuple[Notice, ...]


def to_utf8(data: bytes) -> Utf8:
    """Take off a byte order mark and turn UTF-16 and UTF-32 into UTF-8; does not look for invalid UTF-8."""
    if data.startswith(b"\xef\xbb\xbf"):
        return Utf8(data[3:], (_notice(f"The file begins with a byte order mark; {_REMEDY}."),))
    for mark, name, codec in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _recode(data[len(mark) :], name, codec)
    if b"\0" in data[:4]:
        zeros = tuple(byte == 0 for byte in data[:4])
        if zeros in _ZERO_BYTES:
            return _recode(data, *_ZERO_BYTES[zeros])
    return Utf8(data, ())


def repair(data: bytes) -> Utf8:
    """Replace what is not valid UTF-8 by U+FFFD, as the server's JSON decoder does."""
    invalid = _first_invalid(data)
    if invalid is None:
        return Utf8(data, ())
    from comet_lint.source.lines import LineIndex

    repaired = data.decode("utf-8", "replace").encode()
    # Before the first invalid byte nothing was changed.
    span = LineIndex(repaired).span(invalid, invalid + len(_REPLACEMENT))
    message = "The file is not valid UTF-8 here; the server reads such bytes as the replacement character."
    return Utf8(repaired, (Notice("T020", (), span, message),))


def _first_invalid(data: bytes) -> int | None:
    """The offset of the first byte that is not UTF-8; decodes by chunks, to need little memory."""
    if data.isascii():
        return None
    view = memoryview(data)
    here = 0
    while here < len(data):
        is_last = here + _CHUNK >= len(data)
        try:
            _, consumed = utf_8_decode(view[here : here + _CHUNK], "strict", is_last)
        except UnicodeDecodeError as error:
            return here + error.start
        here += consumed
    return None


def _recode(data: bytes, name: str, codec: str) -> Utf8:
    text = data.decode(codec, "replace")
    return Utf8(text.encode(), (_notice(f"The file is in {name}; {_REMEDY}."),))


def _notice(message: str) -> Notice:
    return Notice("T020", (), _START, message)
