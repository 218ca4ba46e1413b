"""Reading rule files: one YAML file per rule, shipped with comet-lint or written by a user."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from comet_lint.files.cache import cached, data_files_key
from comet_lint.files.resources import rules_folder
from comet_lint.rules.rule import FAMILIES, Rule, rule_from_data


class RuleFileError(Exception):
    """A rule file that cannot be used; the text says which, where and why in one sentence."""


@lru_cache(maxsize=1)
def shipped_rules() -> tuple[Rule, ...]:
    """The rules that come with comet-lint, by code."""
    content = cached("rules", data_files_key(), _shipped_content)
    rules = [rule_from_data(data) for data in content]
    families = list(FAMILIES)
    return tuple(sorted(rules, key=lambda rule: (families.index(rule.family), rule.code)))


def _shipped_content() -> list[Any]:
    return [_without_examples(path) for path in rule_file_paths(rules_folder())]


def _without_examples(path: Path) -> dict[str, Any]:
    return {key: value for key, value in load_rule_data(path).items() if key != "examples"}


def all_rules(folders: Sequence[Path] = ()) -> tuple[Rule, ...]:
    """The shipped rules and those of a user's `folders`. Raises RuleFileError for a file that cannot be used."""
    if not folders:
        return shipped_rules()
    from comet_lint.rules.rule_check import user_rule

    rules = list(shipped_rules())
    for folder in folders:
        if not folder.is_dir():
            raise RuleFileError(f"{folder}: there is no such folder with rules.")
        for path in rule_file_paths(folder):
            rule = user_rule(path)
            for known in rules:
                if known.code == rule.code or known.name == rule.name:
                    raise RuleFileError(
                        f"{path}: there is already a rule {known.code} {known.name}; take another code and name."
                    )
            rules.append(rule)
    return tuple(rules)


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
