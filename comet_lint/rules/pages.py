"""What is said about a rule, from its file alone: for `explain` and for the pages in docs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from comet_lint.rules.rule import FAMILIES, Rule

_LONGEST_EXAMPLE = 1200


def rule_page(rule: Rule, data: Mapping[str, Any]) -> str:
    """The page of one rule, in Markdown that reads well as plain text. `data` is its file's content."""
    return "\n".join(_lines(rule, data)) + "\n"


def family_page(letter: str, rules: Iterable[tuple[Rule, Mapping[str, Any]]]) -> str:
    """The page of a family: a table of its rules, then the page of each."""
    entries = list(rules)
    lines = [f"# {letter}: {FAMILIES[letter]}", ""]
    lines += ["| code | name | severity | confidence | presets |", "| --- | --- | --- | --- | --- |"]
    for rule, _ in entries:
        presets = "by name" if rule.opt_in else ", ".join([*rule.presets, "all"])
        lines.append(
            f"| [{rule.code}](#{anchor(rule)}) | {rule.name} | {rule.severity} | {rule.confidence} | {presets} |"
        )
    for rule, data in entries:
        lines += ["", rule_page(rule, data).rstrip()]
    return "\n".join(lines) + "\n"


def anchor(rule: Rule) -> str:
    """The fragment under which a Markdown page shows the rule."""
    return f"{rule.code.lower()}-{rule.name}"


def _lines(rule: Rule, data: Mapping[str, Any]) -> Iterator[str]:
    yield f"## {rule.code} {rule.name}"
    yield ""
    applies = f" Applies to {', '.join(rule.applies_to)}." if rule.applies_to else ""
    runs = "runs only when selected by name" if rule.opt_in else "presets " + ", ".join([*rule.presets, "all"])
    yield f"Severity {rule.severity}, confidence {rule.confidence}; {runs}.{applies}"
    if rule.since or rule.until:
        lifetime = [("From", rule.since), ("Until", rule.until)]
        yield " ".join(f"{word} release {release}." for word, release in lifetime if release)
    if rule.silenced_by:
        yield f"Silent where {' or '.join(rule.silenced_by)} says the same."
    if rule.once_per_run:
        yield "Told once for all documents of a run."
    yield from ("", "**Why it matters.** " + rule.why.strip(), "", "**What to do.** " + rule.fix.strip())
    examples = data.get("examples", {})
    for title, key in (("Reported", "bad"), ("Not reported", "good")):
        for example in list(examples.get(key, ()))[:1]:
            yield from ("", f"**{title}**" + (f": {example['title']}" if "title" in example else ""), "")
            yield from _example(example)
            if key == "bad" and "findings" in example:
                places = ", ".join(f"`{place}`" if place else "the whole document" for place in example["findings"])
                yield from ("", f"Found at {places}.")
    if rule.references:
        yield from ("", "References: " + "; ".join(rule.references) + ".")


def _example(example: Mapping[str, Any]) -> Iterator[str]:
    if "text" in example:
        yield from ("```", str(example["text"])[:_LONGEST_EXAMPLE].rstrip("\n").replace("\ufeff", ""), "```")
    elif "documents" in example:
        for name, document in example["documents"].items():
            yield from (f"`{name}`", "")
            yield from _json(document)
    elif "document" in example:
        yield from _json(example["document"])


def _json(document: Any) -> Iterator[str]:
    text = json.dumps(document, indent=2, ensure_ascii=False)
    yield from ("```json", text if len(text) <= _LONGEST_EXAMPLE else text[:_LONGEST_EXAMPLE] + "\n…", "```")
