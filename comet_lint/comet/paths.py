"""Paths in documents, in a form that can be compared."""

from __future__ import annotations

from functools import lru_cache

_DEVICE = ("//?/", "//./")
_UNC = "unc/"


@lru_cache(maxsize=1024)
def normal_path(path: str) -> str:
    """`path` with single forward slashes, none at the end, `.` and `..` resolved; Windows paths also in lower case.

    `\\\\?\\C:\\x` is `c:/x`, and `\\\\?\\UNC\\nas\\x` is `//nas/x`.
    """
    path = path.strip()
    is_windows = "\\" in path or path[1:2] == ":"
    if is_windows:
        path = path.replace("\\", "/").lower()
        if path.startswith(_DEVICE):
            path = path[len(_DEVICE[0]) :]
            path = f"//{path[len(_UNC) :]}" if path.startswith(_UNC) else path
    lead = "//" if path.startswith("//") and is_windows else "/" if path.startswith("/") else ""
    parts: list[str] = []
    for part in path.split("/"):
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        elif part not in ("", ".") and not (part == ".." and lead):
            parts.append(part)
    return lead + "/".join(parts)


def network_host(path: str) -> str:
    """The computer that a UNC path, `\\\\server\\share`, leads to; empty for any other path."""
    normal = normal_path(path.replace("/", "\\") if path.strip().startswith("//") else path)
    return normal[2:].partition("/")[0] if normal.startswith("//") else ""
