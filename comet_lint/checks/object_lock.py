"""Object Lock of S3 storage."""

from __future__ import annotations

from collections.abc import Iterator

from comet_lint.comet.constants import OBJECT_LOCK_ON
from comet_lint.comet.node import Node
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, problem


def no_days(node: Node, _context: Context) -> Iterator[Problem]:
    """Object Lock that is on for no days; in a template each vault may still get its own number."""
    if "S3DestinationLocation" in node.type.lineage:
        if node["S3ObjectLockMode"] == OBJECT_LOCK_ON and node["S3ObjectLockDays"] <= 0:
            yield problem("S3ObjectLockDays")
    elif node["ObjectLockMode"] == OBJECT_LOCK_ON and node["ObjectLockDays"] <= 0:
        yield problem("ObjectLockDays", severity=Severity.INFO, variant="template")
