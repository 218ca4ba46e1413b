"""The shipped rules in a form that loads fast, kept in the user's cache folder.

Reading some 250 YAML files takes longer than all else that a check of one file does. The cache is keyed by
the files' names, sizes and times, so that it is never stale; where it cannot be written or read, the rules
are simply read from their files.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

from comet_lint import __version__

_KEPT = 3
"""Files of former versions that may stay."""


def cached(paths: Sequence[Path], load: Callable[[], list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """What `load` gives for the files `paths`, from the cache if it has it."""
    import jiter

    file = _cache_folder() / f"rules-{_key(paths)}.json"
    try:
        content = jiter.from_json(file.read_bytes())
        if isinstance(content, list):
            return content
    except (OSError, ValueError):
        pass
    content = load()
    _store(file, content)
    return content


def _key(paths: Sequence[Path]) -> str:
    parts = [__version__, sys.implementation.cache_tag or ""]
    for path in paths:
        status = path.stat()
        parts.append(f"{path}\0{status.st_size}\0{status.st_mtime_ns}")
    text = "\n".join(parts).encode("utf-8", "surrogateescape")
    return f"{crc32(text):08x}{crc32(text[::-1]):08x}"


def _cache_folder() -> Path:
    if os.environ.get("COMET_LINT_CACHE_DIR"):
        return Path(os.environ["COMET_LINT_CACHE_DIR"])
    base = os.environ.get("LOCALAPPDATA") if sys.platform == "win32" else os.environ.get("XDG_CACHE_HOME")
    return Path(base or os.path.expanduser("~/.cache")) / "comet-lint"  # noqa: PTH111 - never fails, unlike Path.home


def _store(file: Path, content: list[dict[str, Any]]) -> None:
    import json

    temporary = file.with_suffix(f".{os.getpid()}.tmp")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(json.dumps(content), encoding="utf-8")
        temporary.replace(file)
        older = sorted(file.parent.glob("rules-*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in older[_KEPT:]:
            path.unlink(missing_ok=True)
    except OSError:
        # A read-only or full disk: the next run reads the rule files again.
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
