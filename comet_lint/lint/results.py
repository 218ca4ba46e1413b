"""The outcome of a run: all that a report can tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from comet_lint.findings import Finding, Severity

if TYPE_CHECKING:
    from comet_lint.comet.model import Model
    from comet_lint.rules.rule import Rule
    from comet_lint.source.documents import DocumentRef

CollectFacts = Callable[[Mapping[str, Any], "DocumentRef"], Any]
"""Takes what rules about several documents need to know of one."""
MakeCollector = Callable[["Iterable[Rule]", "Model"], "CollectFacts | None"]
"""Gives what takes the facts that these rules need; None if they need none."""

LARGE = 4 * 1024**2
"""Bytes from which a map of documents is read member by member; importing what does it does not pay for less."""
LARGE_FILE = 64 * 1024**2
"""Bytes, and documents in one file, beyond which it is said that splitting it would help (T018)."""
MANY_USERS = 2000


class Incomplete(NamedTuple):
    """Something that was not checked: a file that could not be read, or a rule that crashed."""

    path: str
    reason: str


class Hidden(NamedTuple):
    """A finding that is not reported, and why: `suppression` or `baseline`; `reason` is the user's own.

    `source` is the file that hides it: the configuration, the baseline, or the file of the finding with a comment.
    """

    finding: Finding
    by: str
    reason: str = ""
    source: str = ""


class HiddenBy(NamedTuple):
    """How much one file hides, and how.

    `how` is `suppressed` (by the configuration), `commented` (suppressed by comments in the file itself), `baselined`,
    `lowered` (findings with a lower severity than their rule's) or `left out` (rules that do not run).
    """

    how: str
    source: str
    number: int


class DocumentInfo(NamedTuple):
    """A document that was checked. `name` is that of a server or tenant, masked as all that is shown.

    `tenant` is the id of the tenant it belongs to, empty for the top level; `tenants` are those that a server
    configuration holds, as (id, name). Ids and `pointer` are those of the document, not masked.
    """

    path: str
    pointer: str
    kind: str
    name: str
    tenant: str = ""
    tenants: tuple[tuple[str, str], ...] = ()


class Crash(NamedTuple):
    """A rule that failed: a defect of comet-lint or of a user's rule, never of the document."""

    rule: str
    reason: str


class FileResult(NamedTuple):
    """What checking one file gave. Without a Comet document in it, it is passed over; `is_blank` if nothing is in it.

    With `is_empty_export` the file is what the API gives for a list without entries. `secret_words` are the
    secrets of the documents of a file with several, as `words_of` gives them; None if nobody needed to know them. They
    are never shown, and not sent out of the run.
    """

    findings: tuple[Finding, ...] = ()
    documents: tuple[DocumentInfo, ...] = ()
    facts: tuple[Any, ...] = ()
    crashes: tuple[Crash, ...] = ()
    is_comet: bool = True
    is_blank: bool = False
    is_empty_export: bool = False
    secret_words: frozenset[str] | None = None


class KnownOfFiles(NamedTuple):
    """What linting knows of files, by path: the content of those that cannot be read again, and secret words.

    `secret_words` are as in `FileResult`.
    """

    kept: Mapping[str, bytes]
    secret_words: Mapping[str, frozenset[str]]


class Outcome(NamedTuple):
    """Everything that came out of one run. `findings` are sorted by path and place.

    `documents` are only collected for reports that show them. `passed_over` counts files in folders that are
    not Comet documents, `empty_exports` those that are lists without entries. `notes` are sentences for the user,
    such as expired suppressions. `eased` is what the configuration makes less of without hiding findings: lower
    severities and rules left out.
    """

    findings: tuple[Finding, ...] = ()
    hidden: tuple[Hidden, ...] = ()
    incomplete: tuple[Incomplete, ...] = ()
    document_count: int = 0
    file_count: int = 0
    passed_over: int = 0
    documents: tuple[DocumentInfo, ...] = ()
    notes: tuple[str, ...] = ()
    fail_on: Severity | None = Severity.WARNING
    fixed_in_baseline: int = 0
    eased: tuple[HiddenBy, ...] = ()
    empty_exports: int = 0

    def count(self, severity: Severity) -> int:
        """How many findings of this severity are reported."""
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def omitted(self) -> int:
        """How many findings are left out, as there are very many of their rule in one document."""
        return sum(finding.omitted for finding in self.findings)

    @property
    def suppressed(self) -> int:
        """How many findings suppressions hide."""
        return sum(hidden.finding.stands_for for hidden in self.hidden if hidden.by == "suppression")

    @property
    def baselined(self) -> int:
        """How many findings the baseline hides."""
        return sum(hidden.finding.stands_for for hidden in self.hidden if hidden.by == "baseline")

    @property
    def hidden_by(self) -> tuple[HiddenBy, ...]:
        """What is hidden, by the files that hide it; `eased` is among it."""
        counts: Counter[tuple[str, str]] = Counter()
        for hidden in self.hidden:
            counts[_how(hidden), hidden.source] += hidden.finding.stands_for
        return (*(HiddenBy(*key, counts[key]) for key in sorted(counts, key=_order)), *self.eased)

    @property
    def exit_code(self) -> int:
        """0 clean, 1 findings at or above `fail_on`, 3 nothing checked, 4 incomplete."""
        if self.incomplete:
            return 4
        threshold = self.fail_on
        if threshold is not None and any(f.severity.rank <= threshold.rank for f in self.findings):
            return 1
        return 0 if self.document_count or self.findings or self.empty_exports else 3


_HOW = ("suppressed", "commented", "baselined")


def _order(key: tuple[str, str]) -> tuple[int, str]:
    return _HOW.index(key[0]), key[1]


def _how(hidden: Hidden) -> str:
    if hidden.by == "baseline":
        return "baselined"
    return "commented" if hidden.source == hidden.finding.path else "suppressed"
