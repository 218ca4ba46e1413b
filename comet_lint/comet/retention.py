"""What the rules of a retention policy keep, and what they count by.

The numbers of their types are the RETENTIONRANGE_ constants.
"""

from __future__ import annotations

from comet_lint.comet.constants import (
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

COUNTED_BY = {
    RETENTIONRANGE_MOST_RECENT_X_JOBS: ("Jobs",),
    RETENTIONRANGE_JOBS_SINCE: ("Days", "Weeks", "Months", "Years"),
    RETENTIONRANGE_FIRST_JOB_FOR_EACH_LAST_X_DAYS: ("Days",),
    RETENTIONRANGE_FIRST_JOB_FOR_LAST_X_MONTHS: ("Months",),
    RETENTIONRANGE_FIRST_JOB_FOR_LAST_X_WEEKS: ("Weeks",),
    RETENTIONRANGE_LAST_X_BACKUPS_ONE_FOR_EACH_DAY: ("Jobs",),
    RETENTIONRANGE_LAST_X_BACKUPS_ONE_FOR_EACH_WEEK: ("Jobs",),
    RETENTIONRANGE_LAST_X_BACKUPS_ONE_FOR_EACH_MONTH: ("Jobs",),
    RETENTIONRANGE_LAST_X_BACKUPS_ONE_FOR_EACH_YEAR: ("Jobs",),
    RETENTIONRANGE_FIRST_JOB_FOR_LAST_X_YEARS: ("Years",),
}
"""The fields that say how much a rule keeps. `NEWER_THAN` counts by none: it has a date."""

RANGE_KINDS = {
    RETENTIONRANGE_MOST_RECENT_X_JOBS: "the last backups",
    RETENTIONRANGE_NEWER_THAN_X: "all backups since a date",
    RETENTIONRANGE_JOBS_SINCE: "all backups of the last days, weeks, months or years",
    RETENTIONRANGE_FIRST_JOB_FOR_EACH_LAST_X_DAYS: "the first backup of each of the last days",
    RETENTIONRANGE_FIRST_JOB_FOR_LAST_X_WEEKS: "the first backup of each of the last weeks",
    RETENTIONRANGE_FIRST_JOB_FOR_LAST_X_MONTHS: "the first backup of each of the last months",
    RETENTIONRANGE_FIRST_JOB_FOR_LAST_X_YEARS: "the first backup of each of the last years",
    RETENTIONRANGE_LAST_X_BACKUPS_ONE_FOR_EACH_DAY: "one backup a day",
    RETENTIONRANGE_LAST_X_BACKUPS_ONE_FOR_EACH_WEEK: "one backup a week",
    RETENTIONRANGE_LAST_X_BACKUPS_ONE_FOR_EACH_MONTH: "one backup a month",
    RETENTIONRANGE_LAST_X_BACKUPS_ONE_FOR_EACH_YEAR: "one backup a year",
}
"""What a rule of each type keeps, in words."""
