"""The examples of rule files as tests: each rule alone over its documents, against the findings written there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from comet_lint.comet.model import Model, load_model
from comet_lint.files.resources import rules_folder
from comet_lint.lint.examples import ExampleError, ExampleFinding, run_example, run_text_example
from comet_lint.rules.own_rules import own_rule_files, require_new_names
from comet_lint.rules.rule import WORKSPACE, Rule, rule_from_data
from comet_lint.rules.rule_files import (
    RuleFile,
    RuleFileError,
    examples_of,
    plain,
    read_rule_file,
    shipped_rules,
)
from comet_lint.rules.validate.rule_file import fault_lines, usable_content
from comet_lint.text.lists import listing
from comet_lint.workspace.examples import run_workspace_example


def failed_examples(rule: Rule, file: RuleFile, model: Model) -> Iterator[str]:
    """One line for each example of a valid rule file that fails, with its place and what is wrong."""
    for group in ("bad", "good"):
        for index, example in enumerate(file.content["examples"][group]):
            wrong = _difference(rule, plain(example), model)
            if wrong:
                (span,) = file.positions.marks(0, [("examples", group, index)])
                title = f" ({example['title']})" if "title" in example else ""
                yield (
                    f"{file.path}:{span.line}:{span.column}: "
                    f"{rule.code} {rule.name}, {group} example {index + 1}{title}: {wrong}"
                )


def run_any_example(rule: Rule, example: Mapping[str, Any], model: Model) -> list[ExampleFinding]:
    """What a rule says about an example of any kind. Raises ExampleError."""
    if WORKSPACE in rule.applies_to or "documents" in example:
        return run_workspace_example(rule, example, model)
    if "text" in example:
        return run_text_example(rule, example)
    return run_example(rule, example, model)


def _difference(rule: Rule, example: Mapping[str, Any], model: Model) -> str:
    """How what the rule says differs from what the example expects, in a sentence; empty for not at all."""
    if "generated" in example:
        return ""  # The tests of comet-lint make these.
    try:
        outcomes = run_any_example(rule, example, model)
    except ExampleError as error:
        return f"{error}."
    expected, found = Counter(example.get("findings", ())), Counter(outcome.pointer for outcome in outcomes)
    parts = []
    missing, more = list((expected - found).elements()), list((found - expected).elements())
    if missing:
        parts.append(f"nothing is found at {_places(missing)}")
    if more:
        parts.append(f"there is a finding at {_places(more)} that is not expected")
    if not parts and "severity" in example:
        others = {str(outcome.severity) for outcome in outcomes} - {example["severity"]}
        if others:
            parts.append(f"the severity is {listing(sorted(others))}, not {example['severity']}")
    return f"{', and '.join(parts)}." if parts else ""


def _places(pointers: Sequence[str]) -> str:
    return listing([pointer or "the document itself" for pointer in dict.fromkeys(pointers)])


class TestedFile(NamedTuple):
    """What became of one rule file: its faults or, if it has none, the examples that fail."""

    path: Path
    title: str = ""
    examples: int = 0
    faults: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()

    @property
    def passes(self) -> bool:
        """Whether nothing is wrong with it."""
        return not self.faults and not self.failures


def tested(folders: Sequence[Path]) -> list[TestedFile]:
    """Judge the rule files in `folders` and run their examples. Raises RuleFileError for a folder without any."""
    results = []
    owners = {name: rule for rule in shipped_rules() for name in (rule.code, rule.name)}
    for folder in folders:
        files = own_rule_files([folder])
        if not files:
            raise RuleFileError(f"{folder}: there is no rule file in this folder.")
        is_own = not folder.resolve().is_relative_to(rules_folder().resolve())
        results += [_tested_file(path, data, owners if is_own else {}, is_own) for path, data in files]
    return results


def _tested_file(path: Path, data: bytes, owners: dict[str, Rule], is_own: bool) -> TestedFile:
    try:
        file = read_rule_file(path, data)
        faults = fault_lines(file, is_own=is_own)
        if faults:
            return TestedFile(path, faults=tuple(faults))
        rule = rule_from_data(usable_content(file), str(path))
        require_new_names(rule, owners)
    except RuleFileError as error:
        return TestedFile(path, faults=(str(error),))
    failures = tuple(failed_examples(rule, file, load_model()))
    count = len(list(examples_of(file.content)))
    return TestedFile(path, f"{rule.code} {rule.name}", count, failures=failures)
