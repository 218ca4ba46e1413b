"""What retention policies keep.

A policy of mode 802 deletes every backup that none of its rules keeps; the rules add up.
"""

from __future__ import annotations

from collections.abc import Iterator

from comet_lint.comet.constants import (
    DESTINATIONTYPE_S3,
    OBJECT_LOCK_ON,
    RETENTIONRANGE_FIRST_JOB_FOR_LAST_X_MONTHS,
    RETENTIONRANGE_FIRST_JOB_FOR_LAST_X_WEEKS,
    RETENTIONRANGE_LAST_X_BACKUPS_ONE_FOR_EACH_DAY,
    RETENTIONRANGE_LAST_X_BACKUPS_ONE_FOR_EACH_MONTH,
    RETENTIONRANGE_LAST_X_BACKUPS_ONE_FOR_EACH_WEEK,
    RETENTIONRANGE_LAST_X_BACKUPS_ONE_FOR_EACH_YEAR,
    RETENTIONRANGE_MOST_RECENT_X_JOBS,
    RETENTIONRANGE_NEWER_THAN_X,
)
from comet_lint.comet.node import Node
from comet_lint.comet.retention import COUNTED_BY
from comet_lint.comet.unknown import skipping_unknown, surely
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, problem

_COUNTERS = ("Jobs", "Days", "Weeks", "Months", "Years")
_DAYS_IN = {"Days": 1, "Weeks": 7, "Months": 30, "Years": 365}
_DAYS_APART = {
    RETENTIONRANGE_LAST_X_BACKUPS_ONE_FOR_EACH_DAY: 1,
    RETENTIONRANGE_LAST_X_BACKUPS_ONE_FOR_EACH_WEEK: 7,
    RETENTIONRANGE_LAST_X_BACKUPS_ONE_FOR_EACH_MONTH: 30,
    RETENTIONRANGE_LAST_X_BACKUPS_ONE_FOR_EACH_YEAR: 365,
}
_LAST_WEEKDAY = 6
_LAST_MONTHDAY = 31
_SHORTEST_MONTH = 28
_ENOUGH_DAYS = 7
_ENOUGH_JOBS = 3
_MILLISECONDS_FROM = 10**11
"""The year 5138 in seconds, 1973 in milliseconds: a larger number is surely not in seconds."""


def counts_nothing(node: Node, _context: Context) -> Iterator[Problem]:
    """Rules of which every number that they count by is 0."""
    rules = _rules(node)
    empty = [rule for rule in rules if surely(_counts_nothing, rule)]
    keeps_none = len(empty) == len(node["Ranges"])
    if keeps_none and node.parent is not None and node.parent.type.name == "SelfBackupTarget":
        return  # A rule of its own.
    for rule in empty:
        with skipping_unknown:
            fields = [field for field in COUNTED_BY[rule["Type"]] if field in rule.type.fields]
            ignored = next((field for field in _COUNTERS if field not in fields and rule[field]), "")
            yield problem(
                *rule.steps,
                fields[0],
                # With nothing else in the policy it may be meant: a way to empty a vault.
                severity=Severity.WARNING if keeps_none else None,
                variant="all" if keeps_none else "ignored" if ignored else "",
                type=rule["Type"],
                field=fields[0],
                ignored=ignored,
            )


def offset(node: Node, _context: Context) -> Iterator[Problem]:
    """Days of the week or month that do not exist."""
    for rule in _rules(node):
        with skipping_unknown:
            if (
                rule["Type"] == RETENTIONRANGE_FIRST_JOB_FOR_LAST_X_WEEKS
                and not 0 <= rule["WeekOffset"] <= _LAST_WEEKDAY
            ):
                yield problem(*rule.steps, "WeekOffset", variant="week", offset=rule["WeekOffset"])
            if (
                rule["Type"] == RETENTIONRANGE_FIRST_JOB_FOR_LAST_X_MONTHS
                and not 1 <= rule["MonthOffset"] <= _LAST_MONTHDAY
            ):
                severity = None if rule["MonthOffset"] else Severity.WARNING
                yield problem(*rule.steps, "MonthOffset", severity=severity, offset=rule["MonthOffset"])


def month_gap(node: Node, _context: Context) -> Iterator[Problem]:
    """Monthly rules for a day that some months lack."""
    for rule in _rules(node):
        with skipping_unknown:
            day = rule["MonthOffset"]
            if rule["Type"] == RETENTIONRANGE_FIRST_JOB_FOR_LAST_X_MONTHS and _SHORTEST_MONTH < day <= _LAST_MONTHDAY:
                yield problem(*rule.steps, "MonthOffset", day=day)


def timestamp(node: Node, context: Context) -> Iterator[Problem]:
    """Rules for backups since a date that cannot be meant."""
    for rule in _rules(node):
        with skipping_unknown:
            if rule["Type"] != RETENTIONRANGE_NEWER_THAN_X:
                continue
            date = rule["Timestamp"]
            if date == 0:
                yield problem(*rule.steps, "Timestamp", severity=Severity.WARNING, variant="zero")
            elif date < 0:
                yield problem(*rule.steps, "Timestamp", variant="negative", date=date)
            elif date >= _MILLISECONDS_FROM:
                yield problem(*rule.steps, "Timestamp", variant="milliseconds", date=date)
            elif 0 < context.now < date:
                yield problem(*rule.steps, "Timestamp", variant="future", date=date)


def without_rules(node: Node, _context: Context) -> Iterator[Problem]:
    """A policy that deletes all backups; of no matter yet in a vault that was never used."""
    vault = _vault(node)
    if vault is None or vault["RepoInitTimestamp"]:
        yield problem("Ranges")


def keeps_everything(node: Node, _context: Context) -> Iterator[Problem]:
    """A vault or a policy's default that keeps all backups. With Object Lock that may be required."""
    vault = _vault(node)
    if vault is None:
        yield problem("Mode")
    elif not _has_object_lock(vault):
        is_limited = vault["StorageLimitEnabled"]
        yield problem(
            "Mode",
            severity=Severity.WARNING if is_limited else None,
            variant="limited" if is_limited else "",
        )


def too_short(node: Node, _context: Context) -> Iterator[Problem]:
    """A policy that keeps neither a week of backups nor the last three."""
    rules = _rules(node)
    if len(rules) < len(node["Ranges"]) or not rules or any(rule["Type"] not in COUNTED_BY for rule in rules):
        return
    jobs = max(rule["Jobs"] if rule["Type"] == RETENTIONRANGE_MOST_RECENT_X_JOBS else 0 for rule in rules)
    days = max(_days_kept(rule) for rule in rules)
    if jobs >= _ENOUGH_JOBS or days >= _ENOUGH_DAYS:
        return
    if days > 0:
        yield problem("Ranges", length=_number(days, "day"))
    elif jobs > 0:
        yield problem("Ranges", variant="jobs", length=_number(jobs, "backup"))


def _rules(node: Node) -> list[Node]:
    """The known rules of a `RetentionPolicy`, none if its mode ignores them."""
    return node.each("Ranges") if node["Ranges"] and node.is_live("Ranges") else []


def _counts_nothing(rule: Node) -> bool:
    return rule["Type"] in COUNTED_BY and not any(_counts(rule))


def _counts(rule: Node) -> list[int]:
    return [rule[field] for field in COUNTED_BY[rule["Type"]] if field in rule.type.fields]


def _days_kept(rule: Node) -> int:
    kind = rule["Type"]
    if kind in _DAYS_APART:
        return int(rule["Jobs"]) * _DAYS_APART[kind]
    return sum(rule[field] * _DAYS_IN.get(field, 0) for field in COUNTED_BY[kind] if field in rule.type.fields)


def _vault(node: Node) -> Node | None:
    is_in_vault = node.parent is not None and node.steps == ("DefaultRetention",)
    return node.parent if is_in_vault else None


def _has_object_lock(vault: Node) -> bool:
    is_s3 = vault["DestinationType"] == DESTINATIONTYPE_S3
    return is_s3 and bool(vault["S3ObjectLockMode"] == OBJECT_LOCK_ON or vault["S3ObjectLockDays"] > 0)


def _number(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
