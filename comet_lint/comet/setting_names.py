"""The names of settings that protected items are known to have."""

from __future__ import annotations

import re

_NUMBERED = re.compile(r"(?:P|R|RE)?INCLUDE\d*|R?EXCLUDE\d*|SMBAUTH\d*")
_NAMES = frozenset(
    [
        *("USE_WIN_VSS", "CONFIRM_EFS", "RESCAN_UNCHANGED", "EXTRA_ATTRIBUTES"),
        *("ALL_DATABASES", "AUTHMODE", "INSTANCE", "METHOD", "PASSWORD", "USERNAME"),
        *("DIFFBASE", "DIFFERENTIAL", "LOGTRUNC", "LOGNOTRUNC"),
        *("APP_SECRET", "CLIENT_ID", "TENANT_ID", "CUSTOM_SETTING", "CUSTOM_SETTINGV2"),
        *("Everything", "Exclusions", "Method", "SSHConnection", "Selections", "UseCBT"),
    ]
)


def is_known_setting(name: str) -> bool:
    """Whether `name` is that of a setting of protected items, and not one that people choose."""
    return name in _NAMES or _NUMBERED.fullmatch(name) is not None
