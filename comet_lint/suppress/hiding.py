"""What of a file's findings will be hidden, told while they are made: only others count towards the limit."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date

from comet_lint.findings import Finding
from comet_lint.rules.choice import RuleChoice
from comet_lint.suppress.accepted import Accepted, RuleCodes
from comet_lint.suppress.comments import Commented, CommentSuppression, comment_suppressions
from comet_lint.suppress.suppression import Filters
from comet_lint.suppress.suppressions import ignored_in_paths, still_accepted


def hider_of_file(filters: Filters, choice: RuleChoice, path: str, data: bytes) -> FileHider | None:
    """What tells which findings of the file are hidden; None if none can be. It must have been parsed."""
    comments = comment_suppressions(path, path, data)
    if not (comments or filters.per_path or filters.suppressions):
        return None
    return FileHider(filters, choice, comments)


class FileHider:
    """Tells what the configuration and the `comments` of a file hide. `reads_lines` if there are comments."""

    def __init__(self, filters: Filters, choice: RuleChoice, comments: Sequence[CommentSuppression]) -> None:
        codes = RuleCodes(choice.known())
        self.reads_lines = bool(comments)
        self._commented = Commented(comments, codes)
        self._ignored = ignored_in_paths(filters.per_path, codes, filters.root)
        self._accepted = Accepted(still_accepted(filters.suppressions, codes, date.today()))

    def hides(self, finding: Finding) -> Hashable | None:
        """What hides the finding, None if nothing does."""
        return self._ignored.first(finding) or self._commented.first(finding) or self._accepted.first(finding)
