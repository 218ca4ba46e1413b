"""Command lines of shells, split into pipelines, commands and words.

What sh, cmd.exe and PowerShell have in common is read: quotes, `|`, `&`, `;`, redirections, `$(...)`, `<(...)` and
backticks. A backslash is an ordinary character, as in paths of Windows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

_TOKEN = re.compile(
    r"""
      (?P<blank>[^\S\n]+)
    | (?P<quoted>"[^"]*"|'[^']*')
    | (?P<open>[$<]\(|\()
    | (?P<close>\))
    | (?P<backtick>`)
    | (?P<redirect>\d?>>?(?:&\d?)?|<{1,3})
    | (?P<pipe>\|&?(?!\|))
    | (?P<next>\|\||&&?|;|\n)
    | (?P<plain>[^\s"'$<(`)>|&;]+|.)
    """,
    re.VERBOSE,
)
_DEEPEST = 10
"""Of commands within commands; deeper ones are read as text."""


class Word(NamedTuple):
    """A word without its quotes; a command within it stands in `scripts`, its opening in `text`."""

    text: str
    is_quoted: bool = False
    scripts: tuple[Script, ...] = ()


class Command(NamedTuple):
    """A program with its arguments, and the files that it is redirected from and to, if any."""

    words: tuple[Word, ...]
    input: str = ""
    output: str = ""


Pipeline = tuple[Command, ...]
"""Commands of which each reads what the one before it writes."""

Script = tuple[Pipeline, ...]
"""Pipelines that run one after the other."""


def read_script(text: str) -> Script:
    """The commands in `text`, in linear time; whatever is malformed is read as words."""
    return _CommandReader(text).script("", 0)


def commands_of(script: Script) -> Iterator[Command]:
    """The commands of a script, without those within its words."""
    return chain.from_iterable(script)


class _CommandReader:
    def __init__(self, text: str) -> None:
        self._tokens = _TOKEN.finditer(text)

    def script(self, closer: str, depth: int) -> Script:
        """The commands up to the token of the kind `closer`."""
        builder = _ScriptBuilder()
        for token in self._tokens:
            kind, text = str(token.lastgroup), token[0]
            if kind == closer:
                break
            if kind in ("open", "backtick") and depth < _DEEPEST:
                inner = self.script("close" if kind == "open" else "backtick", depth + 1)
                builder.add(text, scripts=(inner,))
            elif kind == "quoted":
                builder.add(text[1:-1], is_quoted=True, scripts=_within_quotes(text, depth))
            elif kind in ("open", "close", "backtick", "plain"):
                builder.add(text)
            else:
                builder.end(kind, text)
        return builder.finished()


class _ScriptBuilder:
    def __init__(self) -> None:
        self._pipelines: list[Pipeline] = []
        self._commands: list[Command] = []
        self._words: list[Word] = []
        self._parts: list[Word] = []
        self._redirect = ""
        self._files: dict[str, str] = {}

    def add(self, text: str, *, is_quoted: bool = False, scripts: tuple[Script, ...] = ()) -> None:
        self._parts.append(Word(text, is_quoted, scripts))

    def end(self, kind: str, text: str) -> None:
        """Ends a word, and what a token of `kind` ends besides."""
        self._end_word()
        if kind == "redirect":
            self._redirect = "" if "&" in text else text[-1]
        elif kind != "blank":
            self._end_command()
            if kind == "next":
                self._end_pipeline()

    def finished(self) -> Script:
        self.end("next", "")
        return tuple(self._pipelines)

    def _end_word(self) -> None:
        if not self._parts:
            return
        word = Word(
            "".join(part.text for part in self._parts),
            any(part.is_quoted for part in self._parts),
            tuple(script for part in self._parts for script in part.scripts),
        )
        if self._redirect:
            self._files[self._redirect] = word.text
            self._redirect = ""
        else:
            self._words.append(word)
        self._parts = []

    def _end_command(self) -> None:
        if self._words:
            files = self._files
            self._commands.append(Command(tuple(self._words), files.get("<", ""), files.get(">", "")))
        self._words, self._files, self._redirect = [], {}, ""

    def _end_pipeline(self) -> None:
        if self._commands:
            self._pipelines.append(tuple(self._commands))
        self._commands = []


def _within_quotes(text: str, depth: int) -> tuple[Script, ...]:
    """The commands that a text in double quotes holds as `$(...)` or in backticks."""
    if text[0] == "'" or depth >= _DEEPEST or ("$(" not in text and "`" not in text):
        return ()
    script = _CommandReader(text[1:-1]).script("", depth + 1)
    return tuple(
        inner for pipeline in script for command in pipeline for word in command.words for inner in word.scripts
    )
