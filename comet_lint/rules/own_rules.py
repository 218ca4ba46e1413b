"""A user's own rules: read from folders, judged, and kept in the cache for as long as no file of them changes."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from comet_lint.files.cache import cached, data_files_key
from comet_lint.rules.rule import Rule, rule_from_data
from comet_lint.rules.rule_files import (
    RuleFileError,
    read_bytes,
    read_rule_file,
    rule_file_paths,
    shipped_rules,
    without_examples,
)


def all_rules(folders: Sequence[Path] = ()) -> tuple[Rule, ...]:
    """The shipped rules and those of a user's `folders`. Raises RuleFileError for a file that cannot be used."""
    return shipped_rules() + own_rules(folders)


def own_rules(folders: Sequence[Path]) -> tuple[Rule, ...]:
    """The rules in `folders`, by folder and path. Raises RuleFileError for a file that cannot be used."""
    if not folders:
        return ()
    files = own_rule_files(folders)
    content = cached("own-rules", files_key(files), lambda: _judged(files))
    return tuple(rule_from_data(data, origin) for origin, data in content)


def own_rule_files(folders: Sequence[Path]) -> list[tuple[Path, bytes]]:
    """The rule files in `folders`, each once, and their bytes. Raises RuleFileError."""
    paths: dict[str, Path] = {}
    for folder in folders:
        if not folder.is_dir():
            raise RuleFileError(f"{folder}: there is no such folder with rules.")
        for path in rule_file_paths(folder):
            paths.setdefault(os.path.abspath(path), path)  # noqa: PTH100 - links stay what they are called
    return [(path, read_bytes(path)) for path in paths.values()]


def own_rules_key(folders: Sequence[Path]) -> str:
    """The key in the cache for what is made from shipped rules and those in `folders`. Raises RuleFileError."""
    return files_key(own_rule_files(folders))


def files_key(files: Sequence[tuple[Path, bytes]]) -> str:
    """The key in the cache for what is made from rule files: all that they say, and what comet-lint itself is like.

    Their bytes, not their times: a checkout gives the same content new times, and may give new content old ones.
    """
    parts = [data_files_key()]
    for path, data in files:
        # Every byte is a character of Latin-1.
        parts += [str(path).encode("utf-8", "backslashreplace").decode(), data.decode("latin-1")]
    return "\0".join(parts)


def _judged(files: Sequence[tuple[Path, bytes]]) -> list[Any]:
    from comet_lint.rules.validate.rule_file import valid_content

    judged: list[Any] = []
    owners = {name: rule for rule in shipped_rules() for name in (rule.code, rule.name)}
    for path, data in files:
        content = valid_content(read_rule_file(path, data))
        rule = rule_from_data(content, str(path))
        require_new_names(rule, owners)
        judged.append((str(path), without_examples(content)))
    return judged


def require_new_names(rule: Rule, owners: dict[str, Rule]) -> None:
    """Raise RuleFileError if a rule in `owners` has its code or name; else add it under both."""
    for name in (rule.code, rule.name):
        known = owners.setdefault(name, rule)
        if known is not rule:
            where = f" in {known.origin}" if known.origin else ""
            raise RuleFileError(
                f"{rule.origin}: there is already a rule {known.code} {known.name}{where}; take another code and name."
            )
