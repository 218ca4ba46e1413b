"""What the rules of a retention policy count by. The numbers of their types are the RETENTIONRANGE_ constants."""

from __future__ import annotations

MOST_RECENT_JOBS, NEWER_THAN, JOBS_SINCE = 900, 901, 902
FIRST_OF_DAYS, FIRST_OF_MONTHS, FIRST_OF_WEEKS, FIRST_OF_YEARS = 903, 905, 906, 911
ONE_A_DAY, ONE_A_WEEK, ONE_A_MONTH, ONE_A_YEAR = 907, 908, 909, 910

COUNTED_BY = {
    MOST_RECENT_JOBS: ("Jobs",),
    JOBS_SINCE: ("Days", "Weeks", "Months", "Years"),
    FIRST_OF_DAYS: ("Days",),
    FIRST_OF_MONTHS: ("Months",),
    FIRST_OF_WEEKS: ("Weeks",),
    ONE_A_DAY: ("Jobs",),
    ONE_A_WEEK: ("Jobs",),
    ONE_A_MONTH: ("Jobs",),
    ONE_A_YEAR: ("Jobs",),
    FIRST_OF_YEARS: ("Years",),
}
"""The fields that say how much a rule keeps. `NEWER_THAN` counts by none: it has a date."""
