"""Reading files and parsing their bytes."""

from __future__ import annotations

import pathlib

from comet_lint.documents.parsed import Notice as Notice
from comet_lint.documents.parsed import ParsedFile as ParsedFile
from comet_lint.documents.parsed import PlainScalar as PlainScalar
from comet_lint.documents.parsed import Positions as Positions

MAX_FILE_SIZE = 2 * 1024**3
"""In bytes."""


class UnreadableError(Exception):
    """A file that cannot be read; the message is one sentence that says why."""

    @property
    def reason(self) -> str:
        return str(self)


def read_file(path: pathlib.Path) -> bytes:
    """The content of a regular file.

    Raises UnreadableError for everything else (which is not even opened), and for files that are missing,
    forbidden or larger than MAX_FILE_SIZE.
    """
    return path.read_bytes()


def parse(data: bytes, name: str) -> ParsedFile:
    """Parse the content of the file called `name`.

    The name only decides the syntax: .yaml and .yml are YAML, .json and .cfg JSON; anything else, such as `-`,
    is JSON if its first visible character is a brace or bracket, else YAML. Text that cannot be parsed gives
    a T001 notice and no roots, never an exception.
    """
    import jiter

    del name
    value = jiter.from_json(data, float_mode="lossless-float", allow_inf_nan=False)
    return ParsedFile("json", (value,), (), None)  # type: ignore[arg-type]
