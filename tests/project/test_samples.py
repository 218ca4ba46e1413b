"""What is found in every sample, in full.

`tests/data/samples/expected.txt` has one line per finding: file, rule, severity, pointer, place and message. After
a change that is meant to change findings, write it anew and read the difference:

    python -m tests.project.test_samples --write
"""

from __future__ import annotations

import difflib
import json
import sys
from pathlib import Path

import pytest

from comet_lint.comet.model import is_live, load_model
from comet_lint.findings import Finding
from comet_lint.lint.linter import Linter
from comet_lint.lint.results import Crash, Incomplete
from comet_lint.rules.context import Context
from comet_lint.rules.rule_files import shipped_rules
from comet_lint.source.kinds import recognise
from tests.across import across_findings
from tests.linting import make_linter

SAMPLES = Path(__file__).parent.parent / "data" / "samples"
EXPECTED = SAMPLES / "expected.txt"
FILES = sorted(SAMPLES.glob("*.json"))
NOW = 1_751_241_600
"""30 June 2025: some rules are about time."""

EMPTINESS = {
    "C102": "no name of an admin",
    "C112": "no listeners",
    "C136": "no self-backup",
    "S113": "no way to log in",
    "S114": "no admins",
    "V084": "no user name",
}
"""Rules that say that something is missing: all that may be found in a document of zero values."""

RULES = tuple(rule for rule in shipped_rules() if not rule.opt_in)


def linter() -> Linter:
    return make_linter(RULES, Context(now=NOW))


def findings(path: Path) -> list[Finding]:
    """The findings of all rules in one sample, which is the only document of its workspace."""
    checker = linter()
    data = path.read_bytes()
    result = checker.check(path.name, data)
    crashes: list[Crash] = list(result.crashes)
    incomplete: list[Incomplete] = []
    across = across_findings(result.facts, checker, crashes, incomplete, {path.name: data})
    assert not crashes
    assert not incomplete
    found = [*result.findings, *across]
    return sorted(found, key=lambda finding: (finding.span, finding.rule, finding.pointer))


def listing(path: Path) -> list[str]:
    return [
        f"{found.path} {found.rule} {found.severity} {found.pointer or '(root)'} "
        f"{found.span.line}:{found.span.column} {found.message}"
        for found in findings(path)
    ]


def expected_lines() -> list[str]:
    return EXPECTED.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_findings(path: Path) -> None:
    expected = [line for line in expected_lines() if line.startswith(path.name + " ")]
    difference = list(difflib.unified_diff(expected, listing(path), "expected", "found", lineterm="", n=0))
    assert not difference, "\n".join(difference)


def test_every_line_is_about_a_sample() -> None:
    names = {path.name for path in FILES}
    assert [line for line in expected_lines() if line.split(" ")[0] not in names] == []


@pytest.mark.parametrize("path", [path for path in FILES if path.stem.startswith("zero-")], ids=lambda path: path.stem)
def test_a_document_of_zero_values_lacks_things_and_has_no_other_problem(path: Path) -> None:
    assert {found.rule for found in findings(path)} <= EMPTINESS.keys()


def is_in_use(path: Path, pointer: str) -> bool:
    """Whether everything on the way to `pointer` is live: of the type, or in the role, that is switched on."""
    value = json.loads(path.read_bytes())
    kind = recognise(value)
    assert kind is not None
    shape = kind.shape
    for step in pointer.split("/")[1:]:
        if shape.kind == "object":
            field = load_model().type(shape.type_name).fields.get(step)
            if field is None:
                return True
            if not is_live(field.live_when, value):
                return False
            value, shape = value.get(step), field.shape
        elif shape.item is not None:
            value, shape = value[int(step) if isinstance(value, list) else step], shape.item
    return True


ABOUT_WHAT_IS_NOT_IN_USE = {rule.code for rule in RULES if rule.even_when_unused}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_is_said_about_types_and_roles_that_are_not_live(path: Path) -> None:
    unused = [
        (found.rule, found.pointer)
        for found in findings(path)
        if found.rule not in ABOUT_WHAT_IS_NOT_IN_USE and not is_in_use(path, found.pointer)
    ]
    assert unused == []


def main() -> None:
    if sys.argv[1:] != ["--write"]:
        sys.exit("usage: python -m tests.project.test_samples --write")
    lines = [line for path in FILES for line in listing(path)]
    EXPECTED.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    print(f"{len(lines)} findings in {len(FILES)} samples")


if __name__ == "__main__":
    main()
