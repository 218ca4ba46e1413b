"""What the command lines in a profile start: programs, behind wrappers and inside other shells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import NamedTuple

from comet_lint.text.command_line import Command, Script, Word, commands_of, read_script

SHELLS = frozenset({"sh", "bash", "dash", "zsh", "ksh", "ash"})
POWERSHELLS = frozenset({"powershell", "pwsh"})
_WRAPPERS = frozenset(
    {"sudo", "doas", "env", "nohup", "nice", "ionice", "time", "exec", "command", "start", "call", "&"}
)
_WRAPPERS_WITH_VALUES = {"sudo": frozenset({"-u", "-g"}), "nice": frozenset({"-n"}), "ionice": frozenset({"-c", "-n"})}
_OPTIONS_OF_START = frozenset({"/b", "/w", "/wait", "/min", "/max", "/low", "/normal", "/high", "/d"})
_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*=")
_DEEPEST = 3
"""Of command lines that are arguments of another shell."""


class Program(NamedTuple):
    """A program as it is started: its name in lower case without folder and `.exe`, and its arguments."""

    name: str
    path: str
    arguments: tuple[Word, ...]
    input: str = ""
    output: str = ""


def program_of(command: Command) -> Program:
    """The program that a command starts, without assignments and wrappers such as sudo before it."""
    words = list(command.words)
    at = 0
    name = ""
    while at < len(words):
        text = words[at].text
        if _ASSIGNMENT.match(text):
            at += 1
            continue
        name = _name(text)
        if name in _WRAPPERS:
            at = _behind_options(words, at + 1, _WRAPPERS_WITH_VALUES.get(name, frozenset()))
        elif _starts_another(name, words[at + 1 : at + 3]):
            at += 2 if name == "cmd" else 1
        else:
            break
    path = words[at].text if at < len(words) else ""
    return Program(name if path else "", path, tuple(words[at + 1 :]), command.input, command.output)


def scripts_in(text: str) -> Iterator[Script]:
    """The script that `text` is, and those within its words or handed to other shells as an argument."""
    yield from _scripts_in(read_script(text), 0)


def code_argument(program: Program) -> Word | None:
    """The argument that a shell runs as a command line, if there is one."""
    arguments = program.arguments
    if program.name in SHELLS:
        options = [*takewhile(lambda word: word.text.startswith("-"), arguments)]
        at = next((at for at, word in enumerate(options) if re.fullmatch("-[a-z]*c", word.text)), None)
        return None if at is None or at + 1 >= len(arguments) else arguments[at + 1]
    if program.name in POWERSHELLS:
        at = next((at for at, word in enumerate(arguments) if _is_command_option(word)), None)
    elif program.name == "cmd":
        at = next((at for at, word in enumerate(arguments) if word.text.lower() in ("/c", "/k")), None)
    else:
        return None
    rest = () if at is None else arguments[at + 1 :]
    return rest[0] if len(rest) == 1 else Word(" ".join(word.text for word in rest)) if rest else None


def _scripts_in(script: Script, depth: int) -> Iterator[Script]:
    yield script
    for command in commands_of(script):
        for word in command.words:
            for inner in word.scripts:
                yield from _scripts_in(inner, depth)
        code = code_argument(program_of(command)) if depth < _DEEPEST else None
        if code is not None:
            yield from _scripts_in(read_script(code.text), depth + 1)


def _starts_another(name: str, following: list[Word]) -> bool:
    """Whether a shell is given a program and its arguments as words: `cmd /c tool`, `powershell tool`."""
    if name == "cmd":
        return len(following) > 1 and following[0].text.lower() in ("/c", "/k") and not following[1].is_quoted
    if name == "powershell" and following and not following[0].is_quoted:
        return not following[0].text.startswith(("-", "/")) and not following[0].text.lower().endswith(".ps1")
    return False


def _is_command_option(word: Word) -> bool:
    name = word.text.lower()
    return len(name) > 1 and name[0] in "-/" and "command".startswith(name[1:])


def _behind_options(words: list[Word], at: int, with_values: frozenset[str]) -> int:
    while at < len(words) and (words[at].text.startswith("-") or words[at].text.lower() in _OPTIONS_OF_START):
        at += 2 if words[at].text in with_values else 1
    return at


def _name(text: str) -> str:
    return re.split(r"[/\\]", text.lower())[-1].removesuffix(".exe")
