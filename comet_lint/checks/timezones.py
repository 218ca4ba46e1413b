"""Time zones."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from comet_lint.comet.node import Node
from comet_lint.comet.time_zones import zone_names
from comet_lint.comet.unknown import skipping_unknown
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, problem
from comet_lint.text.suggestions import nearest_names

_WINDOWS_ENDINGS = (" Standard Time", " Daylight Time")
_FIELDS = ("LocalTimezone", "DeviceTimezone", "ScheduleTimezone")


def invalid(node: Node, _context: Context) -> Iterator[Problem]:
    """A time zone that does not exist. What a device reports is not the user's to mend."""
    for field in _FIELDS:
        with skipping_unknown:
            if field not in node.type.fields:
                continue
            name = node[field]
            if not name or name == "UTC" or name in zone_names():
                continue
            yield problem(
                field,
                severity=Severity.INFO if field == "DeviceTimezone" else None,
                variant="windows" if name.endswith(_WINDOWS_ENDINGS) else "",
                zone=f'"{node.shown(field)}"',
                hint=_hint(name),
            )


@lru_cache(maxsize=256)
def _hint(name: str) -> str:
    near = nearest_names(name.strip().replace(" ", "_"), sorted(zone_names()))
    return f" Did you mean {near[0]}?" if near else ""
