"""Findings, their severity and their confidence."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Severity(str, Enum):
    """How bad a finding is. SARIF calls `info` a note."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return _RANKS[self]

    def __str__(self) -> str:
        return self.value


_RANKS = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


class Confidence(str, Enum):
    """How sure it is that the finding is true and matters."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    def __str__(self) -> str:
        return self.value


class Span(NamedTuple):
    """A stretch of text. Lines and columns count from 1, columns in characters; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Related(NamedTuple):
    """A second place that belongs to a finding."""

    path: str
    pointer: str
    span: Span
    message: str


class Finding(NamedTuple):
    """One problem at one place of one file.

    `path` is relative to the working folder where possible, with forward slashes. `pointer` is a JSON
    Pointer into the whole file (in YAML with several documents it starts with the document's index).
    `kind` is the type of the document the finding is in, such as UserProfileConfig. `excerpt` is safe to
    print: it never holds a secret. `subject` names the thing concerned as the web interface does, `owner` the
    outermost thing around it, such as `user alice`; `entities` are all named things around it from the inside
    out, as (noun, name). `document` is the pointer to the document the finding is in, empty for the whole file.
    `affected` are the names of all users whom the same cause concerns, sorted; empty where a finding is about one
    thing. `object` is the pointer to the object that the rule speaks of, which has the field that `pointer` leads to,
    or is that place itself.

    Findings of one rule in one document end at a limit. One more at the document, with `omitted`, says how many are
    left out. A finding that a suppression hides can stand for further ones that it hides: `alike` is their number.
    """

    rule: str
    name: str
    severity: Severity
    confidence: Confidence
    message: str
    path: str
    kind: str
    pointer: str
    span: Span
    fingerprint: str
    excerpt: str = ""
    subject: str = ""
    owner: str = ""
    entities: tuple[tuple[str, str], ...] = ()
    related: tuple[Related, ...] = ()
    document: str = ""
    omitted: int = 0
    alike: int = 0
    affected: tuple[str, ...] = ()
    object: str = ""

    @property
    def stands_for(self) -> int:
        """The number of findings that this one is shown for."""
        return self.omitted or 1 + self.alike
