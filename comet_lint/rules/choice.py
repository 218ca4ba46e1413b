"""Which rules a run asks for, before any rule is read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from comet_lint.rules.rule import Rule

PRESETS = ("default", "security", "all")


class RuleChoice(NamedTuple):
    """The arguments of `selection.select_rules`, and folders with the user's own rules."""

    preset: str = "default"
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    folders: tuple[Path, ...] = ()

    @property
    def names_rules(self) -> bool:
        """Whether there are names in it that may be wrong."""
        return bool(self.select or self.extend_select or self.ignore)

    def known(self) -> tuple[Rule, ...]:
        """All rules to choose from. Raises RuleFileError."""
        from comet_lint.rules.own_rules import all_rules

        return all_rules(self.folders)

    def chosen(self) -> tuple[Rule, ...]:
        """The rules chosen. Raises RuleFileError and UnknownRuleError."""
        from comet_lint.rules.selection import select_rules

        return select_rules(self.known(), self.preset, self.select, self.extend_select, self.ignore)
