"""Problems on the way through a network: how loud they are depends on how far it leads."""

from __future__ import annotations

from collections.abc import Iterator

from comet_lint.comet.addresses import Reach, reach_of
from comet_lint.findings import Severity
from comet_lint.rules.problem import Problem


def on_the_way_to(
    address: str, *at: str | int, severity: Severity | None = None, variant: str = "", **details: str
) -> Iterator[Problem]:
    """The problem of a connection to `address`: none within this computer, an info within the own network."""
    reach = reach_of(address)
    if reach is not Reach.SELF:
        loudness = Severity.INFO if reach is Reach.LAN else severity
        yield Problem(at, details, variant, loudness)
