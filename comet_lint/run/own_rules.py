"""What must hold of a user's own rules before a run uses them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from comet_lint.files.cache import cached
from comet_lint.rules.own_rules import files_key, own_rule_files, own_rules
from comet_lint.rules.rule_files import RuleFileError, read_rule_file


def require_passing_examples(folders: Sequence[Path]) -> None:
    """Raise RuleFileError if a rule in `folders` cannot be used or an example of it fails.

    They run when a file, or comet-lint, has changed since they last passed.
    """
    files = own_rule_files(folders)

    def run() -> dict[str, Any]:
        from comet_lint.comet.model import load_model
        from comet_lint.run.rule_examples import failed_examples

        rules = own_rules(folders)
        for rule, (path, data) in zip(rules, files, strict=True):
            for line in failed_examples(rule, read_rule_file(path, data), load_model()):
                raise RuleFileError(f"{line} (`comet-lint rules test` runs all examples)")
        return {"passed": [rule.code for rule in rules]}

    cached("own-examples", files_key(files), run)
