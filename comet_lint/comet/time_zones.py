"""The names of time zones, from the IANA database that the package tzdata brings along."""

from __future__ import annotations

from functools import cache


@cache
def zone_names() -> frozenset[str]:
    """All names, old ones such as US/Eastern included.

    Read from the list in tzdata: looking a name up as a file would depend on the system's own data and on
    whether its file names ignore case.
    """
    from pkgutil import get_data

    listed = get_data("tzdata", "zones")
    if listed is None:
        raise LookupError("tzdata")
    return frozenset(listed.decode("ascii").split())
