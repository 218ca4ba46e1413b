"""What a user can ask of a report."""

from __future__ import annotations

from typing import NamedTuple


class ReportOptions(NamedTuple):
    """How to report. Formats ignore what means nothing to them.

    - `width`: columns of the terminal, 0 never to break a line.
    - `show_all`: nothing is grouped or cut short.
    - `quiet`: only findings and what was not checked.
    - `statistics`: counts by rule in place of the findings.
    - `root`: the absolute folder that paths are relative to.
    - `include_hidden`: formats that can mark findings as suppressed (SARIF, JUnit) list the hidden ones too.
    - `rule_options`: the options with which `comet-lint explain` finds the user's own rules.
    - `in_hook`: pre-commit runs the check; who reads the report may not know comet-lint and has no command of it.
    - `generated`: when the report was made, as it is to be printed; empty to leave it out.
    """

    color: bool = False
    width: int = 100
    show_all: bool = False
    verbose: int = 0
    quiet: bool = False
    statistics: bool = False
    root: str = ""
    include_hidden: bool = True
    rule_options: str = ""
    in_hook: bool = False
    generated: str = ""
