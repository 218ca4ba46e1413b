"""The pages in `docs/rules/`, from the rule files."""

from __future__ import annotations

from comet_lint.files.resources import rules_folder
from comet_lint.rules.pages import family_page
from comet_lint.rules.rule import FAMILIES
from comet_lint.rules.rule_files import load_rule_data, rule_file_paths, shipped_rules


def rule_pages() -> dict[str, str]:
    """One page per family, and an index of them."""
    files = {path.stem: path for path in rule_file_paths(rules_folder())}
    pages: dict[str, str] = {}
    index = ["# Rules", "", "One page per family, made from the rule files.", ""]
    for letter, family in FAMILIES.items():
        entries = [(rule, load_rule_data(files[rule.name])) for rule in shipped_rules() if rule.family == letter]
        pages[f"docs/rules/{family}.md"] = family_page(letter, entries)
        index.append(f"- [{letter}: {family}]({family}.md), {len(entries)} rules")
    pages["docs/rules/README.md"] = "\n".join(index) + "\n"
    return pages
