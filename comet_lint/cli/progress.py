"""The progress bar of runs over many files, on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

import click

_Item = TypeVar("_Item")
_MANY_FILES = 100


def with_progress(items: Iterable[_Item], total: int) -> Iterator[_Item]:
    """The items as they come, with a bar on standard error if that is a terminal and there are many."""
    if total < _MANY_FILES or not sys.stderr.isatty():
        yield from items
        return
    with click.progressbar(items, length=total, label="Checking", file=sys.stderr, show_pos=True) as bar:
        yield from bar
