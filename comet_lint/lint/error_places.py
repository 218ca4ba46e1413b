"""What may be said of an unexpected error."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from comet_lint.lint.results import Crash

if TYPE_CHECKING:
    from comet_lint.rules.rule import Rule


def kind_and_place(error: Exception) -> str:
    """The kind of an error and the line that raised it; never its text, which may quote a value of a document."""
    # Seldom needed: start-up time.
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}"


def crash_of(rule: Rule, error: Exception) -> Crash:
    """The crash of `rule` with `error`. Its reason is the kind and the place of the error."""
    return Crash(rule.code, kind_and_place(error))
