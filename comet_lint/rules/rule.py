"""Rules as data: what a rule file says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from comet_lint.comet.releases import parse_release
from comet_lint.findings import Confidence, Severity

FAMILIES = {
    "T": "document",
    "D": "deprecated",
    "S": "security",
    "R": "references",
    "C": "consistency",
    "V": "values",
    "X": "workspace",
}
"""The letter a rule's code starts with, and the folder its file is in."""

WORKSPACE = "workspace"
"""What a rule applies to that looks at all documents of a run together."""


class Reference(NamedTuple):
    """A foreign key: the names in field `source` must be keys of a collection.

    `target` is `Type.Field` (that dictionary in the nearest enclosing object of the type) or the name of a
    collection of the workspace. `unless` is a condition on the enclosing object under which nothing is judged.
    """

    source: str
    target: str
    unless: Mapping[str, Any] | None = None


class Rule(NamedTuple):
    """One rule. Exactly one of `when`, `reference`, `check` is set, or none for the rules built into the reader.

    `messages` maps a variant's name ("" for the usual one) to a text with placeholders. `inside` limits the
    rule to objects found in certain fields, written `Type.Field`. `screen` names a function that tells from a
    whole document that the rule has nothing to say about it. `even_when_unused` runs it on objects that
    are not in use. `since` and `until` are releases: with a known target release outside them it is silent.
    """

    code: str
    name: str
    severity: Severity
    confidence: Confidence
    presets: tuple[str, ...]
    applies_to: tuple[str, ...]
    messages: Mapping[str, str]
    why: str
    fix: str
    references: tuple[str, ...] = ()
    when: Mapping[str, Any] | None = None
    reference: Reference | None = None
    check: str = ""
    at: str = ""
    screen: str = ""
    inside: tuple[str, ...] = ()
    even_when_unused: bool = False
    since: str = ""
    until: str = ""
    deprecates: tuple[str, ...] = ()
    opt_in: bool = False
    """Runs only when selected by its own code or name: no preset, family or ALL includes it."""
    origin: str = ""
    """The file it was read from; empty for those that come with comet-lint."""

    @property
    def family(self) -> str:
        """The letter of its family."""
        return self.code[0]

    def runs_for(self, release: tuple[int, ...]) -> bool:
        """Whether it says anything about documents for `release` (empty: any)."""
        if not release:
            return True
        return not (self.since and release < parse_release(self.since)) and not (
            self.until and release >= parse_release(self.until)
        )


def rule_from_data(data: Mapping[str, Any], origin: str = "") -> Rule:
    """The rule that a rule file's content describes. The content must be valid (see `rule_files`)."""
    message = data["message"]
    applies_to = data.get("applies-to", ())
    reference = data.get("reference")
    return Rule(
        code=data["code"],
        name=data["name"],
        severity=Severity(data["severity"]),
        confidence=Confidence(data["confidence"]),
        presets=tuple(data.get("presets", ("default",))),
        applies_to=(applies_to,) if isinstance(applies_to, str) else tuple(applies_to),
        messages={"": message} if isinstance(message, str) else message,
        why=data["why"],
        fix=data["fix"],
        references=tuple(data.get("references", ())),
        when=data.get("when"),
        reference=Reference(reference["from"], reference["to"], reference.get("unless")) if reference else None,
        check=data.get("check", ""),
        at=data.get("at", ""),
        screen=data.get("screen", ""),
        inside=tuple(data.get("in", ())),
        even_when_unused=data.get("even-when-unused", False),
        since=str(data.get("since", "")),
        until=str(data.get("until", "")),
        opt_in=data.get("opt-in", False),
        deprecates=tuple(data.get("deprecates", ())),
        origin=origin,
    )
