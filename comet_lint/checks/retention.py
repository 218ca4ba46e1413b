"""What retention policies keep.

A policy of mode 802 deletes every backup that none of its rules keeps; the rules add up.
"""

from __future__ import annotations

from collections.abc import Iterator

from comet_lint.comet.constants import (
    DESTINATIONTYPE_S3,
    OBJECT_LOCK_ON,
    RETENTIONRANGE_FIRST_JOB_FOR_EACH_LAST_X_DAYS,
    RETENTIONRANGE_FIRST_JOB_FOR_LAST_X_MONTHS,
    RETENTIONRANGE_FIRST_JOB_FOR_LAST_X_WEEKS,
    RETENTIONRANGE_FIRST_JOB_FOR_LAST_X_YEARS,
    RETENTIONRANGE_JOBS_SINCE,
    RETENTIONRANGE_LAST_X_BACKUPS_ONE_FOR_EACH_DAY,
    RETENTIONRANGE_LAST_X_BACKUPS_ONE_FOR_EACH_MONTH,
    RETENTIONRANGE_LAST_X_BACKUPS_ONE_FOR_EACH_WEEK,
    RETENTIONRANGE_LAST_X_BACKUPS_ONE_FOR_EACH_YEAR,
    RETENTIONRANGE_MOST_RECENT_X_JOBS,
    RETENTIONRANGE_NEWER_THAN_X,
)
from comet_lint.comet.node import Node
from comet_lint.comet.retention import COUNTED_BY, RANGE_KINDS
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, problem
from comet_lint.text.lists import counted

_COUNTERS = ("Jobs", "Days", "Weeks", "Months", "Years")
_DAYS_IN = {"Days": 1, "Weeks": 7, "Months": 30, "Years": 365}
_DAYS_APART = {
    RETENTIONRANGE_LAST_X_BACKUPS_ONE_FOR_EACH_DAY: 1,
    RETENTIONRANGE_LAST_X_BACKUPS_ONE_FOR_EACH_WEEK: 7,
    RETENTIONRANGE_LAST_X_BACKUPS_ONE_FOR_EACH_MONTH: 30,
    RETENTIONRANGE_LAST_X_BACKUPS_ONE_FOR_EACH_YEAR: 365,
    RETENTIONRANGE_FIRST_JOB_FOR_EACH_LAST_X_DAYS: 1,
    RETENTIONRANGE_FIRST_JOB_FOR_LAST_X_WEEKS: 7,
    RETENTIONRANGE_FIRST_JOB_FOR_LAST_X_MONTHS: 30,
    RETENTIONRANGE_FIRST_JOB_FOR_LAST_X_YEARS: 365,
}
"""Rules that keep one backup for each of so many periods, and how many days a period has."""
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
    empty = [rule for rule in rules if rule["Type"] in COUNTED_BY and not any(_counts(rule))]
    keeps_none = len(empty) == len(rules)
    if keeps_none and node.parent is not None and node.parent.type.name == "SelfBackupTarget":
        return  # A rule of its own.
    for rule in empty:
        fields = [field for field in COUNTED_BY[rule["Type"]] if field in rule.type.fields]
        ignored = next((field for field in _COUNTERS if field not in fields and rule[field]), "")
        # With nothing else in the policy it may be meant: a way to empty a vault. A number in another field is a slip.
        may_be_meant = keeps_none and not ignored
        variant = "ignored" if ignored else "" if not keeps_none else "item" if _is_override(node) else "all"
        yield problem(
            *rule.steps,
            fields[0],
            severity=Severity.WARNING if may_be_meant else None,
            variant=variant,
            kind=RANGE_KINDS[rule["Type"]],
            field=fields[0],
            ignored=ignored,
        )


def offset(node: Node, _context: Context) -> Iterator[Problem]:
    """Days of the week or month that do not exist."""
    for rule in _rules(node):
        if rule["Type"] == RETENTIONRANGE_FIRST_JOB_FOR_LAST_X_WEEKS and not 0 <= rule["WeekOffset"] <= _LAST_WEEKDAY:
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
        day = rule["MonthOffset"]
        if rule["Type"] == RETENTIONRANGE_FIRST_JOB_FOR_LAST_X_MONTHS and _SHORTEST_MONTH < day <= _LAST_MONTHDAY:
            yield problem(*rule.steps, "MonthOffset", day=day)


def timestamp(node: Node, context: Context) -> Iterator[Problem]:
    """Rules for backups since a date that cannot be meant."""
    for rule in _rules(node):
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
    """A policy that deletes all backups; of no matter in a vault that was never used and that no schedule uses.

    For a protected item it is a way to clear its backups out of a vault.
    """
    vault = _vault(node)
    if _is_override(node):
        yield problem("Ranges", severity=Severity.WARNING, variant="item")
    elif vault is None or vault["RepoInitTimestamp"] or _is_scheduled(vault):
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
    """A policy that keeps neither a week of backups nor the last three.

    Some rules keep the backups of a span of time, others a number of backups, however old these are.
    """
    rules = _rules(node)
    if not rules or any(rule["Type"] not in COUNTED_BY for rule in rules) or any(map(_is_enough, rules)):
        return
    days = max(_days_kept(rule) for rule in rules)
    backups = sum(_backups_kept(rule) for rule in rules)
    if days > 0 or backups > 0:
        variant = "" if not backups else "backups" if days <= 0 else "both"
        yield problem("Ranges", variant=variant, days=counted(days, "day"), backups=counted(backups, "backup"))


def _rules(node: Node) -> list[Node]:
    """The rules of a `RetentionPolicy`, none if its mode ignores them."""
    return node.children("Ranges") if node["Ranges"] and node.is_live("Ranges") else []


def _counts(rule: Node) -> list[int]:
    return [rule[field] for field in COUNTED_BY[rule["Type"]] if field in rule.type.fields]


def _is_enough(rule: Node) -> bool:
    """Whether the rule by itself keeps three backups, or two that are a week apart, or a week of backups."""
    kind = rule["Type"]
    if kind == RETENTIONRANGE_MOST_RECENT_X_JOBS:
        return bool(rule["Jobs"] >= _ENOUGH_JOBS)
    backups = _backups_kept(rule)
    if backups:
        return backups > 1 and backups * _DAYS_APART[kind] >= _ENOUGH_DAYS
    return _days_kept(rule) >= _ENOUGH_DAYS


def _backups_kept(rule: Node) -> int:
    """How many backups the rule keeps at most; 0 where that depends on how often backups are made."""
    kind = rule["Type"]
    if kind != RETENTIONRANGE_MOST_RECENT_X_JOBS and kind not in _DAYS_APART:
        return 0
    return max(0, *_counts(rule))


def _days_kept(rule: Node) -> int:
    if rule["Type"] != RETENTIONRANGE_JOBS_SINCE:
        return 0
    return sum(rule[field] * days for field, days in _DAYS_IN.items() if field in rule.type.fields)


def _is_override(node: Node) -> bool:
    return bool(node.steps) and node.steps[0] == "OverrideDestinationRetention"


def _is_scheduled(vault: Node) -> bool:
    profile = vault.enclosing("UserProfileConfig")
    return profile is not None and any(rule["Destination"] == vault.key for rule in profile.children("BackupRules"))


def _vault(node: Node) -> Node | None:
    is_in_vault = node.parent is not None and node.steps == ("DefaultRetention",)
    return node.parent if is_in_vault else None


def _has_object_lock(vault: Node) -> bool:
    is_s3 = vault["DestinationType"] == DESTINATIONTYPE_S3
    return is_s3 and bool(vault["S3ObjectLockMode"] == OBJECT_LOCK_ON or vault["S3ObjectLockDays"] > 0)
