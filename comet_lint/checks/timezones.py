"""Time zones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from comet_lint.comet.node import Node
from comet_lint.comet.stand_ins import is_redacted
from comet_lint.comet.time_zones import zone_names
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, problem
from comet_lint.text.suggestions import edit_distance, nearest_names

_WINDOWS_ENDINGS = (" Standard Time", " Daylight Time")
_SHIFT = re.compile(r"(?:UTC|GMT)(?P<sign>[+-])(?P<hours>\d{1,2})(?::?00)?", re.IGNORECASE)
_SLIPS = 1
_FIELDS = ("LocalTimezone", "DeviceTimezone", "ScheduleTimezone")


def invalid(node: Node, _context: Context) -> Iterator[Problem]:
    """A time zone that does not exist. What a device reports is not the user's to mend."""
    for field in _FIELDS:
        if field not in node.type.fields:
            continue
        name = node[field]
        if not name or name == "UTC" or name in zone_names() or is_redacted(name):
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
    meant = _meant(name.strip().replace(" ", "_"))
    return f" Did you mean {meant}?" if meant else ""


def _meant(name: str) -> str:
    """The zone that a name must mean: the same but for case or a slip; a city far away would move every start."""
    shift = _SHIFT.fullmatch(name)
    if shift:
        # In these names the sign counts from the other side.
        zone = f"Etc/GMT{'-' if shift['sign'] == '+' else '+'}{int(shift['hours'])}"
        return zone if zone in zone_names() else ""
    folded = name.lower()
    for zone in nearest_names(name, sorted(zone_names())):
        if zone.lower() == folded or ("/" in zone and edit_distance(folded, zone.lower(), _SLIPS) <= _SLIPS):
            return zone
    return ""
