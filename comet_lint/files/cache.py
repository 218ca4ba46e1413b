"""Computed data kept in the user's cache folder as JSON.

An entry is a line with its key and a digest of its content, and the content. The key must hold all that it depends on,
so that none is ever stale; where the cache cannot be written or read, things are simply worked out again.
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
from comet_lint.files.regular_files import UnreadableError, read_file
from comet_lint.files.resources import rules_folder, schemas_folder

_Content = TypeVar("_Content", "list[Any]", "dict[str, Any]")
_PACKAGE = Path(__file__).parent.parent
CODE_FOLDERS = (
    "",
    "text",
    "comet",
    "files",
    "source",
    "source/json",
    "source/yaml",
    "rules",
    "rules/validate",
    "checks",
    "checks/workspace",
    "lint",
    "workspace",
    "suppress",
    "config",
    "run",
)
"""The folders of the package with code that makes what is kept, and code that this imports."""
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
    content: _Content
    try:
        head, _, body = read_file(file).partition(b"\n")
        # The key itself, as digests may collide.
        if jiter.from_json(head) == {"key": key, "content": _digest_of(body)}:
            content = jiter.from_json(body)
            return content
    except (UnreadableError, ValueError):
        pass
    content = make()
    _store(file, key, content)
    return content


@cache
def data_files_key() -> str:
    """A key that changes with every change to the rule files, the model, the time zones or the code that reads them."""
    import tzdata

    parts = [__version__, sys.implementation.cache_tag or "", tzdata.IANA_VERSION]
    rules = (Path(folder) for folder, _, _ in os.walk(rules_folder()))
    for folder in (schemas_folder(), *sorted(rules), *(_PACKAGE / name for name in CODE_FOLDERS)):
        with os.scandir(folder) as files:
            parts += sorted(f"{file.path} {_size_and_time(file)}" for file in files if file.name.endswith(_SOURCES))
    return _digest("\n".join(parts))


def _size_and_time(file: os.DirEntry[str]) -> str:
    status = file.stat()
    return f"{status.st_size} {status.st_mtime_ns}"


def _digest(text: str) -> str:
    return _digest_of(text.encode("utf-8", "surrogateescape"))


def _digest_of(data: bytes) -> str:
    return f"{crc32(data):08x}{crc32(data[::-1]):08x}"


def _cache_folder() -> Path | None:
    if os.environ.get("COMET_LINT_CACHE_DIR"):
        return Path(os.environ["COMET_LINT_CACHE_DIR"])
    base = os.environ.get("LOCALAPPDATA") if sys.platform == "win32" else os.environ.get("XDG_CACHE_HOME")
    if not base or not os.path.isabs(base):  # noqa: PTH117 - as the next line
        base = os.path.expanduser("~/.cache")  # noqa: PTH111 - never fails, unlike Path.home
    # Of a user without a proper home nothing is known; a folder among the documents helps nobody.
    return Path(base) / "comet-lint" if os.path.isabs(base) else None  # noqa: PTH117


def _store(file: Path, key: str, content: object) -> None:
    import json

    from comet_lint.files.whole_files import replace_file

    body = json.dumps(content).encode()
    head = json.dumps({"key": key, "content": _digest_of(body)}).encode()
    # A read-only or full disk: the next run works it out again.
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        replace_file(file, head + b"\n" + body)
        entries = file.parent.glob("*.json")
        for path in sorted(entries, key=lambda path: path.lstat().st_mtime, reverse=True)[_KEPT:]:
            path.unlink(missing_ok=True)
