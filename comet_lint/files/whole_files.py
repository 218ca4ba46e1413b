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
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(data)
        if known is not None:
            temporary.chmod(known.st_mode & 0o777)
        temporary.replace(path)
    except PermissionError:
        # The file may be ours to change while its folder is not.
        temporary.unlink(missing_ok=True)
        path.write_bytes(data)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
