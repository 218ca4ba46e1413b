"""A parsed file: its values, problems of its text, and positions on demand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple, Protocol

from comet_lint.findings import Severity, Span
from comet_lint.text.pointers import Path

Syntax = Literal["json", "yaml"]

POWERSHELL_TEXT = re.compile(
    r"\s*(@\{.*\}|System\.Collections\.\S+|System\.Object\[\]|System\.Management\.\S+)\s*", re.DOTALL
)
"""What PowerShell writes in place of an object or list that is too deep for it."""

MAX_DEPTH = 200
"""Levels of objects and lists in each other that are read, aliases followed."""


class Notice(NamedTuple):
    """A problem of the text itself, such as a duplicate key: T001, T007, T015 or T020.

    `path` is the place that it speaks of, `()` if there is none. `message` never quotes a value or a piece
    of the text; it may name a key that occurs twice. `severity` is None for the rule's own. `about_id` is the message
    in place of `message` where the last step of `path` is the id of an entry of a dictionary. `root` tells which of
    the values that the file holds it is about.
    """

    rule: str
    path: Path
    span: Span
    message: str
    severity: Severity | None = None
    about_id: str = ""
    root: int = 0


class PlainScalar(str):
    """An unquoted YAML scalar that some readers take for something else than the text that it is.

    Such are `yes`, `off`, `0123`, `0x1F`, `1_000`, `12:30:00` and `2024-05-01`. The value is the source text.
    """

    __slots__ = ()


class Unread(str):
    """A YAML value with a tag that only another program understands, such as `!vault`: what it is cannot be told.

    As a text it is a stand-in, whatever is written there.
    """

    __slots__ = ()


class NegativeZero(int):
    """The number -0 of a JSON text, which the server's decoder does not take for an unsigned field."""

    __slots__ = ()


class Positions(Protocol):
    """Where the values of a parsed file stand in its text."""

    def spans(self, document: int, paths: Sequence[Path]) -> list[tuple[Span | None, Span]]:
        """For each path the span of the key that leads to the value, and the span of the value.

        `document` is an index into `ParsedFile.roots`. There is no key at the root and for list entries.
        A path that does not exist resolves to its nearest existing ancestor. One call with many paths
        costs much less than many calls.
        """
        ...

    def marks(self, document: int, paths: Sequence[Path]) -> list[Span]:
        """For each path the span of the key that leads to the value or, without one, of the value."""
        ...

    def text(self, span: Span) -> str:
        """The decoded source text within `span`; what lies outside the text is left out."""
        ...


class Replaced(NamedTuple):
    """A value that is in no document, because a later equal key at `path` replaces it. It may still be a secret.

    `document` is an index into `ParsedFile.roots`.
    """

    document: int
    path: Path
    value: object


class ParsedFile(NamedTuple):
    """The values of a file, problems of its text, and positions.

    Values are dict, list, str, int, bool and None; a number with fraction or exponent is a
    `jiter.LosslessFloat`, also in YAML. `roots` holds one value per document: JSON has one,
    YAML one or more, and a text that cannot be parsed none.
    """

    syntax: Syntax
    roots: tuple[object, ...]
    notices: tuple[Notice, ...]
    positions: Positions
    replaced: tuple[Replaced, ...] = ()
