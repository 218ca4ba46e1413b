"""Suppressions in the comments of YAML files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from comet_lint.findings import Finding
from comet_lint.rules.selection import UnknownRuleError
from comet_lint.suppress.accepted import RuleCodes

MARK = b"comet-lint:"
"""Without this in its text, a file has none."""

_BEGIN = re.compile(r"#[ \t]*comet-lint:[ \t]*ignore\[")
_SUPPRESSION = re.compile(r"#[ \t]*comet-lint:[ \t]*ignore\[([^\]]*)\](.*)", re.DOTALL)


_UNSUPPRESSED = frozenset({"T001", "T002", "T003"})
"""Rules about files that were not checked. Nothing in a file can make it pass unchecked."""

_NAME = re.compile(r"[A-Za-z0-9-]{1,60}")
_MOST_NOTES = 20


class CommentSuppression(NamedTuple):
    """A comment in a YAML file. It holds for its own line or, standing alone, for the next."""

    path: str
    line: int
    covered_line: int
    rules: tuple[str, ...]
    reason: str


def comment_suppressions(path: str, name: str, data: bytes) -> list[CommentSuppression]:
    """The suppression comments in the content of the file `name`, which reports call `path`.

    The file must have been parsed: comments in one that cannot be parsed mean nothing.
    """
    from comet_lint.source.reading import read_text

    text = read_text(data, name)
    if text.syntax != "yaml" or MARK not in text.data:
        return []
    from comet_lint.source.yaml.comments import comments

    found: list[CommentSuppression] = []
    for comment in comments(text.data, _BEGIN):
        match = _SUPPRESSION.match(comment.text)
        if match:
            rules = tuple(name.strip() for name in match[1].split(",") if name.strip())
            covered = comment.line + comment.stands_alone
            found.append(CommentSuppression(path, comment.line, covered, rules, match[2].strip()))
    return found


class Commented:
    """The comments of all files, by the lines they hold for."""

    def __init__(self, comments: Iterable[CommentSuppression], known: RuleCodes) -> None:
        self._known = known
        self._used: set[CommentSuppression] = set()
        self._codes: dict[CommentSuppression, frozenset[str]] = {}
        self._by_line: dict[tuple[str, int], list[CommentSuppression]] = {}
        self._mistakes: list[CommentSuppression] = []
        for comment in comments:
            names = [name for name in comment.rules if known.is_name(name)]
            if not comment.reason or len(names) < len(comment.rules) or not names:
                self._mistakes.append(comment)
            if comment.reason and names:
                self._codes[comment] = known.of(names)
                self._by_line.setdefault((comment.path, comment.covered_line), []).append(comment)

    def first(self, finding: Finding) -> CommentSuppression | None:
        """The first comment that holds for the finding."""
        if finding.rule in _UNSUPPRESSED:
            return None
        for comment in self._by_line.get((finding.path, finding.span.line), ()):
            if finding.rule in self._codes[comment]:
                self._used.add(comment)
                return comment
        return None

    def notes(self, ran: frozenset[str]) -> list[str]:
        """What to say about mistakes, and about comments that held for none of the findings of rules that ran."""
        notes = [f"{each.path}:{each.line}: {self._mistake(each)}" for each in self._mistakes[:_MOST_NOTES]]
        unused = [each for each in self._codes if each not in self._used and not ran.isdisjoint(self._codes[each])]
        notes += [
            f"{each.path}:{each.line}: this suppression hides nothing; remove it." for each in unused[:_MOST_NOTES]
        ]
        left = len(self._mistakes) + len(unused) - len(notes)
        return [*notes, f"{left:,} more suppressions in comments are wrong or hide nothing."] if left else notes

    def _mistake(self, comment: CommentSuppression) -> str:
        if not comment.reason:
            return "this suppression has no effect: say the reason after the bracket."
        if not comment.rules:
            return "this suppression has no effect: name a rule in the brackets."
        unknown = next(name for name in comment.rules if not self._known.is_name(name))
        if not _NAME.fullmatch(unknown):
            return "this suppression names something that cannot be a rule."
        try:
            self._known.of([unknown])
        except UnknownRuleError as error:
            return str(error)
        return ""
