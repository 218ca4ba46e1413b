"""The functions of `comet_lint.checks` that rule files name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from comet_lint.rules.plan import Check

Screen = Callable[[Mapping[str, Any], "str | None"], bool]
"""Tells at a glance, from a bare document and its key in a map of documents, that rules have nothing to say."""


def load_check(dotted: str) -> Check:
    """The check `module.function`. Raises LookupError if there is none."""
    return cast("Check", _function(dotted))


def load_screen(dotted: str) -> Screen:
    """The screen `module.function`. Raises LookupError if there is none."""
    return cast("Screen", _function(dotted))


@cache
def _function(dotted: str) -> object:
    module_name, _, name = dotted.rpartition(".")
    try:
        return getattr(import_module(f"comet_lint.checks.{module_name}"), name)
    except (ImportError, AttributeError, ValueError) as error:
        raise LookupError(dotted) from error
