"""Computed data kept in the user's cache folder as JSON.

An entry's key must hold all that it depends on, so that none is ever stale; where the cache cannot be
written or read, things are simply worked out again.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar
from zlib import crc32

from comet_lint import __version__
from comet_lint.files.resources import rules_folder, schemas_folder

_Content = TypeVar("_Content", "list[Any]", "dict[str, Any]")
_PACKAGE = Path(__file__).parent.parent
_MAKERS = ("comet", "files", "source", "rules", "checks", "checks/workspace", "lint")
"""The folders of the code that makes what is kept."""
_SOURCES = (".py", ".yaml", ".json")
_KEPT = 40
"""Entries of former versions and other options that may stay."""


def cached(name: str, key: str, make: Callable[[], _Content]) -> _Content:
    """The result of `make`, from the cache if that has an entry of this name and key. It must be JSON."""
    import jiter

    folder = _cache_folder()
    if folder is None:
        return make()
    file = folder / f"{name}-{_digest(key)}.json"
    try:
        entry = jiter.from_json(file.read_bytes())
        # The key itself, as digests may collide.
        if isinstance(entry, dict) and entry.get("key") == key and isinstance(entry.get("content"), (list, dict)):
            content: _Content = entry["content"]
            return content
    except (OSError, ValueError):
        pass
    content = make()
    _store(file, {"key": key, "content": content})
    return content


@cache
def data_files_key() -> str:
    """A key that changes with every change to the rule files, the model or the code that reads them."""
    parts = [__version__, sys.implementation.cache_tag or ""]
    rules = (Path(folder) for folder, _, _ in os.walk(rules_folder()))
    for folder in (schemas_folder(), *sorted(rules), *(_PACKAGE / name for name in _MAKERS)):
        with os.scandir(folder) as files:
            parts += sorted(f"{file.path} {_stamp(file.stat())}" for file in files if file.name.endswith(_SOURCES))
    return _digest("\n".join(parts))


def _stamp(status: os.stat_result) -> str:
    return f"{status.st_size} {status.st_mtime_ns}"


def _digest(text: str) -> str:
    data = text.encode("utf-8", "surrogateescape")
    return f"{crc32(data):08x}{crc32(data[::-1]):08x}"


def _cache_folder() -> Path | None:
    if os.environ.get("COMET_LINT_CACHE_DIR"):
        return Path(os.environ["COMET_LINT_CACHE_DIR"])
    base = os.environ.get("LOCALAPPDATA") if sys.platform == "win32" else os.environ.get("XDG_CACHE_HOME")
    if not base or not os.path.isabs(base):  # noqa: PTH117 - as the next line
        base = os.path.expanduser("~/.cache")  # noqa: PTH111 - never fails, unlike Path.home
    # Of a user without a home nothing is known; a folder called `~` among the documents helps nobody.
    return None if base.startswith("~") else Path(base) / "comet-lint"


def _store(file: Path, entry: dict[str, Any]) -> None:
    import json

    temporary = file.with_suffix(f".{os.getpid()}.tmp")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(json.dumps(entry), encoding="utf-8")
        temporary.replace(file)
        older = sorted(file.parent.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in older[_KEPT:]:
            path.unlink(missing_ok=True)
    except OSError:
        # A read-only or full disk: the next run works it out again.
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
