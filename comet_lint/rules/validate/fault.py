"""One thing that is wrong with a rule file."""

from __future__ import annotations

from typing import NamedTuple

from comet_lint.text.pointers import Path


class Fault(NamedTuple):
    """What is wrong at `path` of the file's content, as one sentence that says what to do, or what was meant."""

    path: Path
    text: str

    def below(self, *path: str | int) -> Fault:
        """The same fault in a part of the file that stands at `path`."""
        return Fault((*path, *self.path), self.text)
