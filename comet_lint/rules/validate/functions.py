"""Whether the function that a rule names is one that it can use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from inspect import isfunction, signature
from types import ModuleType

from comet_lint.rules.rule import WORKSPACE, Rule
from comet_lint.rules.validate.fault import Fault
from comet_lint.text.suggestions import did_you_mean

_CHECKS = "comet_lint.checks"
_ACROSS = "workspace."
_NAME = re.compile(r"[a-z]\w*(\.[a-z]\w*)+")
_FIRST_PARAMETER = {False: "Node", True: "Workspace"}


def function_faults(rule: Rule) -> Iterator[Fault]:
    """What is wrong with the functions that a rule names."""
    if rule.check:
        wrong = _check_fault(rule.check, WORKSPACE in rule.applies_to)
        if wrong:
            yield Fault(("check",), wrong)
    if rule.across:
        wrong = _check_fault(rule.across, is_across=True)
        if wrong:
            yield Fault(("across",), wrong)


def _check_fault(dotted: str, is_across: bool) -> str:
    if not _NAME.fullmatch(dotted):
        return f"{dotted!r} is not a check: write module.function, such as retention.too_short."
    module_name, _, name = dotted.rpartition(".")
    module = _module(module_name)
    if module is None:
        return f"there is no module {module_name!r} with checks.{did_you_mean(module_name, _module_names())}"
    checks = [known for known in _functions(module) if _is_check(module, known, module_name)]
    if name not in checks:
        return f"there is no check {name!r} in {module_name}.{did_you_mean(name, checks)}"
    if dotted.startswith(_ACROSS) and not is_across:
        return f"{dotted} is about several documents: it needs 'applies-to: {WORKSPACE}'."
    if is_across and not dotted.startswith(_ACROSS):
        return f"{dotted} is about one document: a rule that applies to {WORKSPACE} needs a check of workspace."
    return ""


def _module(name: str) -> ModuleType | None:
    full = f"{_CHECKS}.{name}"
    try:
        module = import_module(full)
    except ModuleNotFoundError as error:
        # A module of checks that lacks something itself is a defect to be seen.
        if error.name is not None and (full == error.name or full.startswith(f"{error.name}.")):
            return None
        raise
    return module


def _module_names() -> list[str]:
    from pkgutil import walk_packages

    package = import_module(_CHECKS)
    return [found.name[len(_CHECKS) + 1 :] for found in walk_packages(package.__path__, f"{_CHECKS}.")]


def _functions(module: ModuleType) -> list[str]:
    """The public functions that a module defines itself."""
    return [
        name
        for name, value in vars(module).items()
        if not name.startswith("_") and isfunction(value) and value.__module__ == module.__name__
    ]


def _is_check(module: ModuleType, name: str, module_name: str) -> bool:
    """Whether the function takes what checks take: an object of the document (or the workspace) and the context."""
    parameters = list(signature(vars(module)[name]).parameters.values())
    if len(parameters) != 2:
        return False
    first = parameters[0].annotation
    is_across = f"{module_name}.".startswith(_ACROSS)
    return first is parameters[0].empty or first == _FIRST_PARAMETER[is_across]
