"""A parsed file: its values, problems of its text, and positions on demand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple, Protocol

from comet_lint.findings import Severity, Span
from comet_lint.text.pointers import Path

Syntax = Literal["json", "yaml"]

MAX_DEPTH = 200
"""Levels of objects and lists in each other that are read, aliases followed."""


class Notice(NamedTuple):
    """A problem of the text itself, such as a duplicate key: T001, T007, T015 or T020.

    `path` is the place that it speaks of, `()` if there is none. `message` never quotes a value or a piece
    of the text; it may name a key that occurs twice. `severity` is None for the rule's own.
    """

    rule: str
    path: Path
    span: Span
    message: str
    severity: Severity | None = None


class PlainScalar(str):
    """An unquoted YAML scalar that some readers take for something else than the text that it is.

    Such are `yes`, `off`, `0123`, `0x1F`, `1_000`, `12:30:00` and `2024-05-01`. The value is the source text.
    """

    __slots__ = ()


class UnknownScalar(str):
    """A YAML scalar with a tag that is not known, such as `!vault`: what it stands for is not known. The text of it."""

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


class ParsedFile(NamedTuple):
    """The values of a file, and what else its text tells.

    Values are dict, list, str, int, bool and None; a number with fraction or exponent is a
    `jiter.LosslessFloat`, also in YAML. `roots` holds one value per document: JSON has one,
    YAML one or more, and a text that cannot be parsed none.
    """

    syntax: Syntax
    roots: tuple[object, ...]
    notices: tuple[Notice, ...]
    positions: Positions
