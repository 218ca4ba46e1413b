"""The findings about several documents, from the facts of all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from comet_lint.findings import Finding
from comet_lint.lint.linter import Linter
from comet_lint.lint.results import LARGE, Crash, Incomplete
from comet_lint.workspace import workspace_problems
from comet_lint.workspace.completeness import WHOLE_FOLDER
from comet_lint.workspace.locating import located


def across_findings(
    facts: Iterable[Any],
    linter: Linter,
    crashes: list[Crash],
    incomplete: list[Incomplete],
    files: dict[str, bytes],
    large: int = LARGE,
) -> list[Finding]:
    problems = workspace_problems(facts, linter.rules.values(), linter.context, linter.model, crashes, WHOLE_FOLDER)
    return located(problems, linter, lambda _path: None, crashes, incomplete, files, large)
