"""Whole reports kept as files. `python -m tests.reports.snapshots` writes them anew: read the diff."""

from __future__ import annotations

from pathlib import Path

from comet_lint import __version__
from comet_lint.lint.results import Outcome
from comet_lint.reports import ReportOptions, render
from tests.reports.fakes import BROKEN, CLEAN, RULES, SMALL

FOLDER = Path(__file__).parent.parent / "data" / "reports"
EXTENSIONS = {
    "text": "txt",
    "json": "json",
    "sarif": "sarif",
    "junit": "junit.xml",
    "github": "github.txt",
    "gitlab": "gitlab.json",
    "checkstyle": "checkstyle.xml",
    "markdown": "md",
}
OUTCOMES: dict[str, Outcome] = {"findings": SMALL, "incomplete": BROKEN, "clean": CLEAN}


def rendered(format_name: str, outcome: Outcome) -> str:
    """A report without the version of comet-lint, which changes with each release."""
    return render(format_name, outcome, RULES, ReportOptions()).replace(__version__, "VERSION")


def snapshot_path(outcome_name: str, format_name: str) -> Path:
    return FOLDER / f"{outcome_name}.{EXTENSIONS[format_name]}"


if __name__ == "__main__":
    for outcome_name, outcome in OUTCOMES.items():
        for format_name in EXTENSIONS:
            path = snapshot_path(outcome_name, format_name)
            path.write_text(rendered(format_name, outcome), encoding="utf-8", newline="\n")
