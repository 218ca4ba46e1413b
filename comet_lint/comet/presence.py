"""Which fields are worth a word because they are there, or because they are not."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from comet_lint.comet.releases import parse_release

if TYPE_CHECKING:
    from comet_lint.comet.model import Field

SECRETS = "secrets"
"""In place of the number of a part of a joined schema: the fields of its type that are for secrets."""

MISSING = "missing"
"""In the table of a joined schema: the part that fails where a field is missing that should be there."""


class Presence(NamedTuple):
    """What is said about the presence of fields, whatever their values.

    `release` is the release that documents are meant for (empty: not said; later fields are then fine). `missing`
    are reported for documents written by hand (T016); `deprecated` ones (D099) every export of a server has.
    """

    release: tuple[int, ...] = ()
    missing: bool = False
    deprecated: bool = False

    def is_noted(self, field: Field) -> bool:
        """Whether the presence of the field is reported."""
        return self.is_too_new(field) or (self.deprecated and bool(field.deprecated_since))

    def is_missed(self, field: Field) -> bool:
        """Whether the absence of the field is reported."""
        if not self.missing or field.omittable:
            return False
        # A field that came later than the oldest release known may rightly be missing.
        return not field.since or (bool(self.release) and self.release >= parse_release(field.since))

    def is_too_new(self, field: Field) -> bool:
        """Whether the field came later than the release that documents are meant for."""
        return bool(self.release and field.since) and self.release < parse_release(field.since)
