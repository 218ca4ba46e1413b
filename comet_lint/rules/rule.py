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

COLLECTIONS = ("policies", "organizations")
"""What a reference can lead to outside the document: the ids known in the workspace."""

UNREAD = "unread"
"""The variant of a message that says in which file something may be that was not found."""

EMPTY_KEY = "-empty"
"""In place of a field: the rule is about documents that stand, or have something, under an empty key."""


class Reference(NamedTuple):
    """A foreign key: the names in field `source` must be keys of a collection.

    `target` is `Type.Field` (that dictionary in the nearest enclosing object of the type) or the name of a
    collection of the workspace. `unless` is a condition on the enclosing object under which nothing is judged.
    """

    source: str
    target: str
    unless: Mapping[str, Any] | None = None


class Unique(NamedTuple):
    """The objects in `holder`, written `Type.Field`, should not agree in all `fields` that are in use in them.

    An object with objects of its kind in the list `parts` stands for these.
    """

    holder: str
    fields: tuple[str, ...]
    parts: str = ""


class Rule(NamedTuple):
    """One rule: which objects it concerns, and what it says about them.

    At most one of `when`, `reference`, `unreferenced`, `unique` and `key` tells the objects; a rule with none of them
    concerns all of its types, and the rules built into the reader have no types. `check` names the function that then
    judges an object. `unreferenced` are the fields, written `Type.Field.Field`, of which none names an object's key;
    `unique` are fields in all of which two objects of a document should not agree; `key` is the field that repeats
    the key under which the document stands in a map, or EMPTY_KEY. `messages` maps a variant's name ("" for the usual
    one) to a text with placeholders. `inside` limits the rule to objects found in certain fields, written
    `Type.Field`. `even_when_unused` runs it on objects that are not in use. `since` and `until` are releases: with a
    known target release outside them it is silent.
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
    unreferenced: tuple[str, ...] = ()
    unique: Unique | None = None
    key: str = ""
    inside: tuple[str, ...] = ()
    even_when_unused: bool = False
    since: str = ""
    until: str = ""
    deprecates: tuple[str, ...] = ()
    across: str = ""
    """The check that finds what the rule says anew, less bad in the light of other documents of the run."""
    silenced_by: tuple[str, ...] = ()
    """Codes: it says nothing about an object, or at a place, of which one of these rules speaks."""
    once_per_run: bool = False
    """Says something that is true of nearly every document: one finding tells it for all of a run."""
    opt_in: bool = False
    """Runs only when selected by its own code or name: no preset, family or ALL includes it."""
    origin: str = ""
    """The file it was read from; empty for those that come with comet-lint."""

    @property
    def family(self) -> str:
        """The letter of its family."""
        return self.code[0]

    @property
    def is_about_empty_keys(self) -> bool:
        """Whether it looks at documents that stand, or have something, under an empty key."""
        return self.key == EMPTY_KEY

    @property
    def looks_into_documents(self) -> bool:
        """Whether it speaks of objects in a document, judged by this document alone."""
        if not self.applies_to or WORKSPACE in self.applies_to:
            return False
        return self.reference is None or self.reference.target not in COLLECTIONS

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
        unreferenced=tuple(data.get("unreferenced", {}).get("by", ())),
        unique=_unique_of(data["unique"]) if "unique" in data else None,
        key=_key_of(data.get("key", {})),
        inside=tuple(data.get("in", ())),
        even_when_unused=data.get("even-when-unused", False),
        since=str(data.get("since", "")),
        until=str(data.get("until", "")),
        opt_in=data.get("opt-in", False),
        across=data.get("across", ""),
        silenced_by=tuple(data.get("silenced-by", ())),
        once_per_run=data.get("once-per-run", False),
        deprecates=tuple(data.get("deprecates", ())),
        origin=origin,
    )


def _unique_of(content: Mapping[str, Any]) -> Unique:
    return Unique(content["of"], tuple(content["by"]), content.get("parts", ""))


def _key_of(condition: Mapping[str, Any]) -> str:
    return EMPTY_KEY if condition.get("empty") else condition.get("differs-from", "")
