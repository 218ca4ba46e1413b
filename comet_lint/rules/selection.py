"""Which rules run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from comet_lint.rules.choice import PRESETS
from comet_lint.rules.rule import Rule
from comet_lint.text.suggestions import did_you_mean


class UnknownRuleError(Exception):
    """A name that is no rule, family or preset; the text says so and what may have been meant."""


def matching(name: str, rules: Sequence[Rule]) -> list[Rule]:
    """The rules that `name` stands for: a code, a name, a family's letter, or ALL."""
    if name.upper() == "ALL":
        return [rule for rule in rules if not rule.opt_in]
    found = [
        rule
        for rule in rules
        if name.upper() == rule.code or name.lower() == rule.name or (name.upper() == rule.family and not rule.opt_in)
    ]
    if not found:
        known = [text for rule in rules for text in (rule.code, rule.name)]
        raise UnknownRuleError(f"There is no rule or family {name!r}.{did_you_mean(name, known)}")
    return found


def select_rules(
    rules: Sequence[Rule],
    preset: str = "default",
    select: Iterable[str] = (),
    extend_select: Iterable[str] = (),
    ignore: Iterable[str] = (),
) -> tuple[Rule, ...]:
    """The rules of a preset, or those of `select` instead; plus `extend_select`; minus `ignore`."""
    if preset not in PRESETS:
        raise UnknownRuleError(f"There is no preset {preset!r}: it is one of {', '.join(PRESETS)}.")
    chosen: set[str] = set()
    selected = list(select)
    if selected:
        chosen.update(rule.code for name in selected for rule in matching(name, rules))
    else:
        # What is wrong with the document itself is always worth knowing.
        chosen.update(
            r.code
            for r in rules
            if (preset == "all" and not r.opt_in) or preset in r.presets or (r.family == "T" and r.presets)
        )
    chosen.update(rule.code for name in extend_select for rule in matching(name, rules))
    chosen.difference_update(rule.code for name in ignore for rule in matching(name, rules))
    return tuple(rule for rule in rules if rule.code in chosen)
