"""The documented `EngineProps` of files-and-folders and program-output items."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from comet_lint.comet.constants import ENGINE_BUILTIN_FILE, ENGINE_BUILTIN_MSSQL, ENGINE_BUILTIN_STDOUT
from comet_lint.comet.engine_props import FIELD, parse_json, props
from comet_lint.comet.node import Node
from comet_lint.comet.stand_ins import is_redacted
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, problem
from comet_lint.text.quotes import quoted_name

_FLAGS = {
    ENGINE_BUILTIN_FILE: ("USE_WIN_VSS", "CONFIRM_EFS", "RESCAN_UNCHANGED", "EXTRA_ATTRIBUTES"),
    ENGINE_BUILTIN_MSSQL: ("ALL_DATABASES", "DIFFBASE", "DIFFERENTIAL", "LOGTRUNC", "LOGNOTRUNC"),
}
_NEGATIVE = frozenset({"0", "false", "no", "off"})
_STDOUT_KEYS = ("COMMAND", "WORKDIR", "SAVEAS", "EXTRACOMMAND-")


def negated_flags(node: Node, _context: Context) -> Iterator[Problem]:
    """Options with a value that reads like "off", although being there is all that counts."""
    settings = node[FIELD]
    for flag in _FLAGS.get(node["Engine"], ()):
        value = settings.get(flag)
        if isinstance(value, str) and value.strip().lower() in _NEGATIVE:
            yield problem(FIELD, flag, flag=flag)


def malformed(node: Node, _context: Context) -> Iterator[Problem]:
    """Settings that must hold a structure in JSON and do not."""
    structures = _STRUCTURES.get(node["Engine"])
    if structures is None:
        return
    for key, text in props(node).items():
        for prefix, (expected, fits) in structures.items():
            if key.startswith(prefix) and not is_redacted(text) and not _holds(text, fits):
                yield problem(FIELD, key, key=quoted_name(key), expected=expected)


def no_command(node: Node, _context: Context) -> Iterator[Problem]:
    """A program-output item without a program, or without a name for its output."""
    settings = props(node)
    command = settings.get("COMMAND", "")
    if command.strip():
        if not settings.get("SAVEAS", "").strip():
            yield problem(*_way(settings, "SAVEAS"), severity=Severity.INFO, variant="name")
    elif "COMMAND" in settings or all(key.startswith(_STDOUT_KEYS) for key in settings):
        yield problem(*_way(settings, "COMMAND"))


def _way(settings: Any, key: str) -> tuple[str, ...]:
    return (FIELD, key) if key in settings else (FIELD,)


def _holds(text: str, fits: Callable[[Any], bool]) -> bool:
    try:
        return fits(parse_json(text))
    except ValueError:
        return False


def _is_pattern(value: Any) -> bool:
    return _has_members(value, {"TopDirectory": str, "Value": str})


def _is_login(value: Any) -> bool:
    members = {"SharePath": str, "Username": str, "Password": str, "PasswordFormat": int}
    return _has_members(value, members) and bool((value.get("SharePath") or "").strip())


def _is_command(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 3 and all(isinstance(part, str) for part in value)


def _has_members(value: Any, members: dict[str, type]) -> bool:
    return isinstance(value, dict) and all(
        value.get(name) is None or type(value[name]) is wanted for name, wanted in members.items()
    )


_PATTERN = "a folder and a pattern (TopDirectory, Value)"
_STRUCTURES: dict[str, dict[str, tuple[str, Callable[[Any], bool]]]] = {
    ENGINE_BUILTIN_FILE: {
        "PINCLUDE": (_PATTERN, _is_pattern),
        "RINCLUDE": (_PATTERN, _is_pattern),
        "SMBAUTH": ("the login of a network share (SharePath, Username, Password)", _is_login),
    },
    ENGINE_BUILTIN_STDOUT: {"EXTRACOMMAND-": ("a list of exactly three texts", _is_command)},
}
