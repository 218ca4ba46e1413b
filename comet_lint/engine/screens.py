"""Screens: functions that tell at a glance that rules have nothing to say about a whole document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from typing import Any

Screen = Callable[[Mapping[str, Any], "str | None"], bool]
"""Given a bare document, and its key in a map of documents."""


@cache
def load_screen(dotted: str) -> Screen:
    """The screen `module.function` of `comet_lint.checks`. Raises LookupError if there is none."""
    module_name, _, function = dotted.rpartition(".")
    try:
        screen: Screen = getattr(import_module(f"comet_lint.checks.{module_name}"), function)
    except (ImportError, AttributeError, ValueError) as error:
        raise LookupError(dotted) from error
    return screen
