"""The outcome of a run: all that a report can tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
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
    """A document that was checked. `tenant` is the id of the tenant it belongs to, empty for the top level.

    `tenants` are those that a server configuration holds, as (id, name).
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


class UnjudgedPlace(NamedTuple):
    """A place of which something was not judged, and a word for why."""

    path: str
    pointer: str
    why: str


class FileResult(NamedTuple):
    """What checking one file gave. `kinds` is empty if the file holds no Comet document (then it is passed over)."""

    findings: tuple[Finding, ...] = ()
    documents: tuple[DocumentInfo, ...] = ()
    facts: tuple[Any, ...] = ()
    crashes: tuple[Crash, ...] = ()
    unjudged: tuple[UnjudgedPlace, ...] = ()
    is_comet: bool = True


class Outcome(NamedTuple):
    """Everything that came out of one run. `findings` are sorted by path and place.

    `documents` are only collected for reports that show them. `passed_over` counts files in folders that are
    not Comet documents. `notes` are sentences for the user, such as expired suppressions. `eased` is what the
    configuration makes less of without hiding findings: lower severities and rules left out. `unjudged` counts by why
    what in the documents was not judged; `unjudged_places` are these places.
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
    unjudged: Mapping[str, int] = MappingProxyType({})
    unjudged_places: tuple[UnjudgedPlace, ...] = ()

    def count(self, severity: Severity) -> int:
        """How many findings of this severity are reported."""
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def suppressed(self) -> int:
        """How many findings suppressions hide."""
        return sum(hidden.by == "suppression" for hidden in self.hidden)

    @property
    def baselined(self) -> int:
        """How many findings the baseline hides."""
        return sum(hidden.by == "baseline" for hidden in self.hidden)

    @property
    def hidden_by(self) -> tuple[HiddenBy, ...]:
        """What is hidden, by the files that hide it; `eased` is among it."""
        counts = Counter((_how(hidden), hidden.source) for hidden in self.hidden)
        return (*(HiddenBy(*key, counts[key]) for key in sorted(counts, key=_order)), *self.eased)

    @property
    def exit_code(self) -> int:
        """0 clean, 1 findings at or above `fail_on`, 3 nothing checked, 4 incomplete."""
        if self.incomplete:
            return 4
        threshold = self.fail_on
        if threshold is not None and any(f.severity.rank <= threshold.rank for f in self.findings):
            return 1
        return 0 if self.document_count or self.findings else 3


_HOW = ("suppressed", "commented", "baselined")


def _order(key: tuple[str, str]) -> tuple[int, str]:
    return _HOW.index(key[0]), key[1]


def _how(hidden: Hidden) -> str:
    if hidden.by == "baseline":
        return "baselined"
    return "commented" if hidden.source == hidden.finding.path else "suppressed"
