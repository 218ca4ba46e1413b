"""Standard streams that are closed, or whose reader went away."""

from __future__ import annotations

import os
import sys


def open_standard_streams() -> None:
    """Put streams in the place of those that the caller closed.

    No file then gets their numbers. Reading and writing fail as with every broken stream, but for messages on standard
    error, which nobody wants to see.
    """
    for name, mode, flags in (("stdin", "r", os.O_WRONLY), ("stdout", "w", os.O_RDONLY), ("stderr", "w", os.O_WRONLY)):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, flags), mode))


def discard_output() -> None:
    """Let what is still to be written to standard output go nowhere: its reader has seen enough."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
