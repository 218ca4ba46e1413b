"""Words that several reports share: counts, sentences, text made safe to print."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from comet_lint.findings import Finding, Severity, Span
from comet_lint.lint.results import Hidden, HiddenBy, Outcome
from comet_lint.text.ci_commands import without_commands
from comet_lint.text.lists import listing
from comet_lint.text.printable import printable

if TYPE_CHECKING:
    from comet_lint.rules.rule import Rule

_SENTENCE_END = r"(?<=[.!?])\s+(?=[A-Z\"'`(])"
_ABBREVIATION = r"\b(?:e\.g|i\.e|etc|vs|no)\.$"
_SURROGATE = "[\ud800-\udfff]"
_FILES_NAMED = 3
_HIDDEN = {"suppressed": "suppressed by", "commented": "suppressed by comments in", "baselined": "in the baseline"}
_EASED = {"lowered": ("finding", "made less severe"), "left out": ("rule", "left out")}


def one_line(text: str) -> str:
    """`text` on one line, with control characters escaped and commands of CI systems broken up."""
    return without_commands(printable(text, len(text) + 1))


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
    """`3 errors, 1 warning and 2 infos`, without what there is none of; empty for no findings.

    After it stands how many findings are left out.
    """
    counts = ((outcome.count(severity), severity) for severity in Severity)
    parts = [plural(count, severity.value) for count, severity in counts if count]
    return f"{listing(parts)}{left_out(outcome)}"


def left_out(outcome: Outcome) -> str:
    """` (2,000 more left out)` for findings beyond what is listed of a rule in a document; empty if there are none."""
    return f" ({outcome.omitted:,} more left out)" if outcome.omitted else ""


def documents_checked(outcome: Outcome) -> str:
    """`1,204 documents (3 files)`."""
    return f"{plural(outcome.document_count, 'document')} ({plural(outcome.file_count, 'file')})"


def hidden_counts(outcome: Outcome) -> str:
    """`2 suppressed by a.yaml and 14 in the baseline b.json`; empty if nothing is hidden."""
    hidden = [each for each in outcome.hidden_by if each.how not in _EASED]
    comments = [each for each in hidden if each.how == "commented"]
    if len(comments) > _FILES_NAMED:
        hidden = [each for each in hidden if each.how != "commented"]
        total = sum(each.number for each in comments)
        hidden.insert(0, HiddenBy("commented", plural(len(comments), "file"), total))
    return listing(list(map(hidden_by, hidden)))


def eased_counts(outcome: Outcome) -> str:
    """`3 findings are made less severe by a.yaml and 2 rules are left out by a.yaml`; empty if there are none."""
    return listing(list(map(hidden_by, outcome.eased)))


def hidden_by(hidden: HiddenBy) -> str:
    """How much a file hides, in a few words."""
    how, source, number = hidden.how, one_line(hidden.source), hidden.number
    if how in _EASED:
        noun, done = _EASED[how]
        return f"{plural(number, noun)} {'is' if number == 1 else 'are'} {done} by {source}"
    return f"{number:,} {_HIDDEN[how]} {source}"


def why_hidden(hidden: Hidden) -> str:
    """Why a finding is not reported, in a few words."""
    what = "in the baseline" if hidden.by == "baseline" else "suppressed"
    return f"{what}: {hidden.reason}" if hidden.reason else what


def place(path: str, span: Span) -> str:
    """`path:line:column`, which terminals and editors make clickable."""
    return f"{path}:{span.line}:{span.column}"


def explain_command(code: str, rules: Mapping[str, Rule], rule_options: str) -> str:
    """The command that says more about a rule; one of the user's own takes options to be found with."""
    rule = rules.get(code)
    options = f"{rule_options} " if rule is not None and rule.origin and rule_options else ""
    return f"comet-lint explain {options}{code}"


def help_for(finding: Finding, rules: Mapping[str, Rule]) -> str:
    """What to do, in one sentence; empty for a rule that is not known any more."""
    rule = rules.get(finding.rule)
    return first_sentence(rule.fix) if rule is not None else ""
