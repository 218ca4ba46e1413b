"""Reading rule files: one YAML file per rule, shipped with comet-lint or written by a user."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from comet_lint.files.cache import cached, data_files_key
from comet_lint.files.resources import rules_folder
from comet_lint.rules.rule import FAMILIES, Rule, rule_from_data

if TYPE_CHECKING:
    from comet_lint.source.parsed import Positions


class RuleFileError(Exception):
    """A rule file that cannot be used; the text says which, where and why in one sentence."""


class RuleFile(NamedTuple):
    """A rule file as it is written, and where in it things stand."""

    path: Path
    content: dict[str, Any]
    positions: Positions


@lru_cache(maxsize=1)
def shipped_rules() -> tuple[Rule, ...]:
    """The rules that come with comet-lint, by code."""
    content = cached("rules", data_files_key(), _shipped_content)
    rules = [rule_from_data(data) for data in content]
    families = list(FAMILIES)
    return tuple(sorted(rules, key=lambda rule: (families.index(rule.family), rule.code)))


def _shipped_content() -> list[Any]:
    return [without_examples(load_rule_data(path)) for path in rule_file_paths(rules_folder())]


def without_examples(data: Mapping[str, Any]) -> dict[str, Any]:
    """The content of a rule file but for what only its tests need."""
    return {key: value for key, value in data.items() if key != "examples"}


def rule_file_paths(folder: Path) -> list[Path]:
    """The rule files below `folder`, sorted."""
    return sorted(path for path in folder.rglob("*") if path.suffix in (".yaml", ".yml") and not path.is_dir())


def load_rule_data(path: Path) -> dict[str, Any]:
    """The content of one rule file, unchecked. Raises RuleFileError."""
    data: dict[str, Any] = plain(read_rule_file(path).content)
    return data


def read_rule_file(path: Path, data: bytes | None = None) -> RuleFile:
    """The rule file at `path`, whose bytes may be known. Raises RuleFileError for one that is no YAML mapping."""
    from comet_lint.source.reading import parse

    parsed = parse(read_bytes(path) if data is None else data, "rule.yaml")
    for notice in parsed.notices:
        if notice.rule in ("T001", "T007"):
            raise RuleFileError(f"{path}:{notice.span.line}:{notice.span.column}: {notice.message}")
    if len(parsed.roots) != 1 or not isinstance(parsed.roots[0], dict):
        raise RuleFileError(f"{path}: a rule file holds one mapping with code, name, message and so on.")
    return RuleFile(path, parsed.roots[0], parsed.positions)


def read_bytes(path: Path) -> bytes:
    """The bytes of a rule file. Raises RuleFileError."""
    from comet_lint.source.reading import UnreadableError, read_file

    try:
        return read_file(path)
    except UnreadableError as error:
        raise RuleFileError(f"{path}: {error.why}") from None


def plain(value: Any) -> Any:
    """A value of a file with ordinary texts and numbers in place of those that remember how they are written."""
    if isinstance(value, dict):
        return {key: plain(member) for key, member in value.items()}
    if isinstance(value, list):
        return [plain(member) for member in value]
    if isinstance(value, str):
        return str(value)
    return value if value is None or isinstance(value, (bool, int)) else float(value)


def examples_of(data: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The examples of a rule file's content, bad ones first; each with its `findings`, empty for good ones."""
    examples = data.get("examples", {})
    for example in examples.get("bad", ()):
        yield example
    for example in examples.get("good", ()):
        yield {**example, "findings": []}
