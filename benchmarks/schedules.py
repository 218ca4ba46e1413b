"""Backup rules with their schedules, and reports by e-mail."""

from __future__ import annotations

from benchmarks.made import ZERO_PROFILE, Json, Maker

_ZERO: Json = ZERO_PROFILE["BackupRules"]["r"]
_ZERO_SCHEDULE: Json = _ZERO["Schedules"][0]
_DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_HOUR, _DAY = 3600, 86_400


def rule(maker: Maker, name: str, item: str, vault: str) -> Json:
    """One to three schedules, or one and what happens when the computer starts."""
    kind = maker.random.randrange(5)
    schedules = [daily(maker)]
    if kind == 1:
        schedules += [daily(maker), _schedule(8013, maker.random.randrange(7) * _DAY + 3 * _HOUR)]
    elif kind == 2:
        schedules = [{**_schedule(8012, maker.random.randrange(_HOUR)), **_in_office_hours()}]
    elif kind == 3:
        schedules = [{**_schedule(8015, 4 * _HOUR), "Offset": 600, "RandomDelaySecs": 900}]
    elif kind == 4:
        schedules += [_schedule(8014, maker.random.randrange(20) * _DAY + _HOUR)]
    triggers = maker.random.choice(
        (
            {},
            {"OnPCBootIfLastJobMissed": True},
            {"OnLastJobFailDoRetry": True, "LastJobFailDoRetryCount": 3, "LastJobFailDoRetryTime": 30},
        )
    )
    return {
        **_ZERO,
        "Description": name,
        "CreateTime": maker.time(),
        "ModifyTime": maker.time(),
        "PostExec": ["C:\\Scripts\\finished.cmd"] if maker.chance(0.1) else None,
        "Source": item,
        "Destination": vault,
        "SkipAlreadyRunning": True,
        "LimitVaultSpeedBps": maker.random.choice((0, 0, 10_000_000)),
        "ConcurrencyCount": maker.random.choice((0, 0, 4)),
        "Schedules": schedules,
        "EventTriggers": triggers,
    }


def daily(maker: Maker) -> Json:
    """Once a night, at random or on working days only."""
    schedule = _schedule(8011, maker.random.randrange(20 * 60, 24 * 60) * 60)
    if maker.chance(0.3):
        return {**schedule, "RestrictDays": True, "DaysSelect": {day: day[0] != "S" for day in _DAYS}}
    return {**schedule, "RandomDelaySecs": 1800} if maker.chance(0.3) else schedule


def report(maker: Maker, kind: int) -> Json:
    """A report about each job (0), or a summary once a day (1)."""
    failures = {"ClauseType": "", "RuleField": "BackupJobDetail.Status", "RuleOperator": "int_gte", "RuleValue": "7000"}
    return {
        "ReportType": kind,
        "SummaryFrequency": [daily(maker)] if kind else None,
        "TimeSpan": {"FrequencyType": 8011 if kind else 0, "Seconds": 0},
        "Filter": failures,
    }


def _schedule(frequency: int, seconds: int) -> Json:
    return {**_ZERO_SCHEDULE, "FrequencyType": frequency, "SecondsPast": seconds}


def _in_office_hours() -> Json:
    return {"RestrictRuntime": True, "FromTime": {"Hour": 7, "Minutes": 30}, "ToTime": {"Hour": 19, "Minutes": 0}}
