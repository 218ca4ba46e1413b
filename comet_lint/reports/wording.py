"""Words that several reports share: counts, sentences, text made safe to print."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from comet_lint.findings import Finding, Severity, Span
from comet_lint.lint.results import Hidden, Outcome
from comet_lint.text.lists import listing
from comet_lint.text.printable import printable

if TYPE_CHECKING:
    from comet_lint.rules.rule import Rule

_SENTENCE_END = r"(?<=[.!?])\s+(?=[A-Z\"'`(])"
_ABBREVIATION = r"\b(?:e\.g|i\.e|etc|vs|no)\.$"
_SURROGATE = "[\ud800-\udfff]"


def one_line(text: str) -> str:
    """`text` on one line, with control characters (such as colour codes in a file name) escaped."""
    # GitHub's runner obeys `##[command]` anywhere in a line of a log.
    return printable(text, len(text) + 1).replace("##[", "## [")


def encodable(text: str) -> str:
    """`text` without lone surrogates, which stand for bytes of a file name and cannot be written."""
    return re.sub(_SURROGATE, "\ufffd", text)


def first_sentence(text: str) -> str:
    """The first sentence of a paragraph, on one line."""
    words = " ".join(text.split())
    for match in re.finditer(_SENTENCE_END, words):
        if not re.search(_ABBREVIATION, words[: match.start()], re.IGNORECASE):
            return words[: match.start()]
    return words


def plural(count: int, noun: str) -> str:
    """`1 error`, `1,204 errors`."""
    if count != 1:
        noun = f"{noun[:-1]}ies" if noun.endswith("y") and noun[-2] not in "aeiou" else f"{noun}s"
    return f"{count:,} {noun}"


def severity_counts(outcome: Outcome) -> str:
    """`3 errors, 1 warning and 2 infos`, without what there is none of; empty for no findings."""
    counts = ((outcome.count(severity), severity) for severity in Severity)
    parts = [plural(count, severity.value) for count, severity in counts if count]
    return listing(parts)


def documents_checked(outcome: Outcome) -> str:
    """`1,204 documents (3 files)`."""
    return f"{plural(outcome.document_count, 'document')} ({plural(outcome.file_count, 'file')})"


def hidden_counts(outcome: Outcome) -> str:
    """`2 suppressed and 14 in the baseline`; empty if nothing is hidden."""
    parts = []
    if outcome.suppressed:
        parts.append(f"{outcome.suppressed:,} suppressed")
    if outcome.baselined:
        parts.append(f"{outcome.baselined:,} in the baseline")
    return listing(parts)


def why_hidden(hidden: Hidden) -> str:
    """Why a finding is not reported, in a few words."""
    what = "in the baseline" if hidden.by == "baseline" else "suppressed"
    return f"{what}: {hidden.reason}" if hidden.reason else what


def place(path: str, span: Span) -> str:
    """`path:line:column`, which terminals and editors make clickable."""
    return f"{path}:{span.line}:{span.column}"


def help_for(finding: Finding, rules: Mapping[str, Rule]) -> str:
    """What to do, in one sentence; empty for a rule that is not known any more."""
    rule = rules.get(finding.rule)
    return first_sentence(rule.fix) if rule is not None else ""
