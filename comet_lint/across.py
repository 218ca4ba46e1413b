"""Findings about several documents together: what the workspace rules say, with places in the files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path as FilePath
from typing import Any

from comet_lint.documents.kinds import Kind, recognise
from comet_lint.documents.source import UnreadableError, parse, read_file
from comet_lint.engine.engine import Crash
from comet_lint.findings import Finding
from comet_lint.lint import FileCheck, Linter, unit_draft
from comet_lint.outcome import Incomplete


def across_findings(
    facts: Iterable[Any],
    linter: Linter,
    kind_of: Callable[[str], Kind | None],
    crashes: list[Crash],
    incomplete: list[Incomplete],
    kept: dict[str, bytes],
) -> list[Finding]:
    """The findings of the workspace rules. Files concerned are read again, except those `kept`, by path.

    `kind_of` tells what the user says that a file is, None for nothing.
    """
    from comet_lint.workspace import workspace_problems

    by_file: dict[str, list[Any]] = defaultdict(list)
    for found in workspace_problems(facts, linter.rules.values(), linter.context, linter.model, crashes):
        by_file[found.unit.path].append(found)
    findings: list[Finding] = []
    for path, problems in by_file.items():
        try:
            data = kept[path] if path in kept else read_file(FilePath(path))
        except UnreadableError as error:
            incomplete.append(Incomplete(path, str(error)))
            continue
        check = FileCheck(linter, path, parse(data, path), len(data))
        by_document: dict[int, list[Any]] = defaultdict(list)
        for found in problems:
            by_document[found.unit.document].append(found)
        for index, here in by_document.items():
            if index >= len(check.parsed.roots):
                incomplete.append(Incomplete(path, "the file changed while it was being checked"))
                continue
            root = check.parsed.roots[index]
            root_kind = kind_of(path) or recognise(root)
            if root_kind is not None:
                drafts = [unit_draft(linter, found.rule, found.unit, found.problem, root) for found in here]
                findings += check.findings(index, root, root_kind.shape, drafts)
        crashes += check.crashes
    return findings
