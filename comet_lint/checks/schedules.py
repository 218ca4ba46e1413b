"""Start times of backups, self-backups and reports.

What `SecondsPast` counts from depends on the SCHEDULE_FREQUENCY_ constant: midnight, the full hour, the
beginning of the week or month; for a single start it is Unix time, for a periodic one the period.
"""

from __future__ import annotations

from collections.abc import Iterator

from comet_lint.comet.constants import (
    SCHEDULE_FREQUENCY_DAILY,
    SCHEDULE_FREQUENCY_HOURLY,
    SCHEDULE_FREQUENCY_MONTHLY,
    SCHEDULE_FREQUENCY_PERIODIC,
    SCHEDULE_FREQUENCY_WEEKLY,
)
from comet_lint.comet.node import Node
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, problem

HOUR, DAY = 3600, 86400
WEEK, LONGEST_MONTH = 7 * DAY, 31 * DAY

WEEKDAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
"""The fields of `DaysOfWeekConfig`, in the order in which weekly times count."""

_LENGTHS = {
    SCHEDULE_FREQUENCY_DAILY: ("day", DAY),
    SCHEDULE_FREQUENCY_HOURLY: ("hour", HOUR),
    SCHEDULE_FREQUENCY_WEEKLY: ("week", WEEK),
    SCHEDULE_FREQUENCY_MONTHLY: ("month", LONGEST_MONTH),
}
_MILLISECONDS_FROM = 10**11
_OFTEN = 300
_LAST_HOUR, _LAST_MINUTE = 23, 59
_MIDNIGHT = 24


def seconds_past(node: Node, _context: Context) -> Iterator[Problem]:
    """A start that lies behind the end of its hour, day, week or month, or at no sensible time."""
    kind, seconds = node["FrequencyType"], node["SecondsPast"]
    if kind in _LENGTHS:
        unit, length = _LENGTHS[kind]
        yield problem("SecondsPast", seconds=seconds, unit=unit, last=length - 1)
    elif kind == SCHEDULE_FREQUENCY_PERIODIC:
        yield problem("SecondsPast", variant="period", seconds=seconds)
    else:
        variant = "milliseconds" if seconds >= _MILLISECONDS_FROM else "once"
        yield problem("SecondsPast", variant=variant, seconds=seconds)


def late_day(node: Node, _context: Context) -> Iterator[Problem]:
    """A monthly start on a day that some months lack: which day that is."""
    yield problem("SecondsPast", day=node["SecondsPast"] // DAY + 1)


def short_period(node: Node, _context: Context) -> Iterator[Problem]:
    """A start every few minutes."""
    seconds = node["SecondsPast"]
    yield problem(
        "SecondsPast",
        severity=Severity.INFO if seconds >= _OFTEN else None,
        period=f"{seconds // 60} minutes" if seconds >= 2 * 60 else f"{seconds} seconds",
    )


def runtime_window(node: Node, _context: Context) -> Iterator[Problem]:
    """Clock times that do not exist, and a window that begins when it ends; one across midnight is fine."""
    begin, end = ((time["Hour"], time["Minutes"]) for time in map(node.child, ("FromTime", "ToTime")))
    wrong = [*_no_clock_time("FromTime", *begin), *_no_clock_time("ToTime", *end)]
    yield from wrong
    if begin == end and not wrong:
        yield problem("ToTime", severity=Severity.WARNING, variant="empty", time=_clock(*end))


def excluded_weekday(node: Node, _context: Context) -> Iterator[Problem]:
    """A weekly start on a day that is not among the allowed ones. If none is, that is another matter."""
    seconds = node["SecondsPast"]
    if seconds >= WEEK:
        return
    allowed = node.child("DaysSelect")
    day = WEEKDAYS[seconds // DAY]
    if not allowed[day] and any(allowed[name] for name in WEEKDAYS):
        yield problem("DaysSelect", day=day)


def _no_clock_time(name: str, hour: int, minutes: int) -> Iterator[Problem]:
    if (hour, minutes) == (_MIDNIGHT, 0):
        yield problem(name, "Hour", severity=Severity.WARNING, variant="midnight")
    elif hour > _LAST_HOUR:
        yield problem(name, "Hour", time=_clock(hour, minutes))
    elif minutes > _LAST_MINUTE:
        yield problem(name, "Minutes", time=_clock(hour, minutes))


def _clock(hour: int, minutes: int) -> str:
    return f"{hour}:{minutes:02}"
