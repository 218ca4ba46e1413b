"""Writing files whole: whoever reads one sees what was there before or all that is new."""

from __future__ import annotations

import os
from pathlib import Path


def write_whole(path: Path, text: str, errors: str = "strict") -> None:
    """Write a text file as UTF-8, whatever interrupts. Raises OSError.

    What is not simply a file, such as a pipe, a device or a link, is written to as it is.
    """
    data = text.encode("utf-8", errors)
    known = path.lstat() if os.path.lexists(path) else None
    if known is not None and (path.is_symlink() or not path.is_file()):
        path.write_bytes(data)
        return
    try:
        replace_file(path, data, known.st_mode & 0o777 if known is not None else None)
    except PermissionError:
        # The file may be ours to change while its folder is not.
        path.write_bytes(data)


def replace_file(path: Path, data: bytes, mode: int | None = None) -> None:
    """Put a new file in the place of whatever is at `path`, at once. Raises OSError.

    The new file is made under a name that nobody can guess and that must not exist yet, so no link is followed.
    """
    temporary = path.with_name(f".{os.urandom(8).hex()}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(data)
        if mode is not None:
            temporary.chmod(mode)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
