"""Reading rule files: one YAML file per rule, shipped with comet-lint or written by a user."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from comet_lint.engine.rule import FAMILIES, Rule, rule_from_data
from comet_lint.resources import rules_folder


class RuleFileError(Exception):
    """A rule file that cannot be used; the text says which, where and why in one sentence."""


@lru_cache(maxsize=1)
def shipped_rules() -> tuple[Rule, ...]:
    """The rules that come with comet-lint, by code."""
    rules = [rule_from_data(load_rule_data(path)) for path in rule_file_paths(rules_folder())]
    return tuple(sorted(rules, key=lambda rule: (list(FAMILIES).index(rule.family), rule.code)))


def rule_file_paths(folder: Path) -> list[Path]:
    """The rule files below `folder`, sorted."""
    return sorted(folder.glob("**/*.yaml"))


def load_rule_data(path: Path) -> dict[str, Any]:
    """The content of one rule file as it is written, unchecked."""
    import yaml

    with path.open("rb") as file:
        data = yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - it is the safe loader
    if not isinstance(data, dict):
        raise RuleFileError(f"{path}: a rule file holds one mapping with code, name, message and so on.")
    return data


def examples_of(data: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The examples of a rule file's content, bad ones first; each with its `findings`, empty for good ones."""
    examples = data.get("examples", {})
    for example in examples.get("bad", ()):
        yield example
    for example in examples.get("good", ()):
        yield {**example, "findings": []}
