"""Writes `docs/rules/` from the rule files; with `--check` says what is stale."""

from __future__ import annotations

import sys
from pathlib import Path

from comet_lint.files.resources import rules_folder
from comet_lint.rules.pages import family_page
from comet_lint.rules.rule import FAMILIES
from comet_lint.rules.rule_files import load_rule_data, rule_file_paths, shipped_rules


def rule_pages() -> dict[str, str]:
    """The text of each page, by file name."""
    files = {path.stem: path for path in rule_file_paths(rules_folder())}
    pages: dict[str, str] = {}
    index = ["# Rules", "", "One page per family, made from the rule files.", ""]
    for letter, family in FAMILIES.items():
        entries = [(rule, load_rule_data(files[rule.name])) for rule in shipped_rules() if rule.family == letter]
        pages[f"{family}.md"] = family_page(letter, entries)
        index.append(f"- [{letter}: {family}]({family}.md), {len(entries)} rules")
    pages["README.md"] = "\n".join(index) + "\n"
    return pages


def main(arguments: list[str]) -> int:
    """Write the pages, or check them; the exit code."""
    folder = Path(__file__).parent.parent.parent / "docs" / "rules"
    pages = rule_pages()
    if arguments == ["--check"]:
        stale = [name for name, text in pages.items() if _read(folder / name) != text]
        for name in stale:
            sys.stderr.write(f"docs/rules/{name} is stale: run python -m comet_lint.generate.docs_pages\n")
        return 1 if stale else 0
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return 0


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
