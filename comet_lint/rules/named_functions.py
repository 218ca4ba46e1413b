"""The functions of `comet_lint.checks` that rule files name."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from comet_lint.rules.checking import Check


def load_check(dotted: str) -> Check:
    """The check `module.function`. Raises LookupError if there is none."""
    return cast("Check", _function(dotted))


@cache
def _function(dotted: str) -> object:
    module_name, _, name = dotted.rpartition(".")
    try:
        return getattr(import_module(f"comet_lint.checks.{module_name}"), name)
    except (ImportError, AttributeError, ValueError) as error:
        raise LookupError(dotted) from error
