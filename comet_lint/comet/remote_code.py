"""Command lines that run what somebody else may change, or what nobody can read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from comet_lint.comet.programs import POWERSHELLS, SHELLS, Program, code_argument, program_of, scripts_in
from comet_lint.text.command_line import Command, Script, Word, commands_of

_RUNS = "downloads a script and runs it"
_RUNS_FILE = "downloads a file and runs it"
_INTERNET = "runs a script from the internet"
_CERTUTIL = "downloads a file with certutil"
_ENCODED = "runs PowerShell code that is encoded and cannot be read"

_DOWNLOADERS = frozenset({"curl", "wget", "iwr", "irm", "invoke-webrequest", "invoke-restmethod"})
_LANGUAGES = {"python": "cm", "perl": "eE", "ruby": "e", "node": "ep", "php": "r"}
"""Interpreters, and the letters of the options with which they get a program of their own."""

_SHELL_OPTIONS_WITH_VALUES = frozenset({"-o", "+o", "-O", "+O", "--rcfile", "--init-file"})
_OPTIONS_WITH_VALUES = frozenset({"-W", "-X", "-I"})
_INCLUDES = frozenset({".", "source"})
_STDIN = frozenset({"-", "/dev/stdin", "/proc/self/fd/0"})
_DEEPEST_FOLDER = 20
_UNPACKERS = frozenset({"tar", "bsdtar", "unzip", "7z", "expand-archive", "gunzip", "gzip", "unxz", "bunzip2"})
_OUTPUT = re.compile(r"-[A-Za-z#]*o|--output(?:=(.*))?|-(?i:outfile)", re.DOTALL)
_OUTPUT_OF_WGET = re.compile(r"-[A-Za-z]*O|--output-document(?:=(.*))?", re.DOTALL)
_PACKED = re.compile(r"\.(?:gz|xz|bz2|zst)$")
_SWITCHES = ("noprofile", "nologo", "noninteractive", "noexit", "sta", "mta")
_INVOKES = re.compile(r"(?<![\w-])(?:iex|invoke-expression|\[scriptblock\]::create)(?![\w-])")
_FETCHES = re.compile(
    r"(?<![\w-])(?:iwr|irm|invoke-webrequest|invoke-restmethod|downloadstring|net\.webclient)(?![\w-])"
)
_BASE64 = re.compile(r"[A-Za-z0-9+/=]{16,}")
_RUNS_FROM_URL = {
    "mshta": re.compile(r"(?:https?|javascript|vbscript):"),
    "regsvr32": re.compile(r"/i:[\"']?https?:"),
}
_DANGEROUS = re.compile("|".join(sorted(map(re.escape, {*_DOWNLOADERS, *_RUNS_FROM_URL, *POWERSHELLS, "certutil"}))))
"""Names of programs, one of which is in every command line that is dangerous. Quotes may stand within."""
_QUOTES = str.maketrans("", "", "\"'")


def danger_in(text: str) -> str:
    """What a command line does that only trusted code should, as in "it ..."; empty if nothing stands out."""
    lower = text.lower()
    if _INVOKES.search(lower) and _FETCHES.search(lower):
        return _RUNS
    if not _DANGEROUS.search(lower.translate(_QUOTES)):
        return ""
    return next((found for script in scripts_in(text) for found in _in_script(script)), "")


def _in_script(script: Script) -> Iterator[str]:
    files = _Downloads()
    for pipeline in script:
        programs = [program_of(command) for command in pipeline]
        if _is_piped_into_interpreter(programs) or any(map(_runs_what_it_fetches, pipeline)):
            yield _RUNS
        for program in programs:
            yield from _in_program(program)
            if files.is_run_by(program):
                yield _RUNS_FILE
            files.note(program, is_fed=_is_downloader(programs[0]))


def _is_downloader(program: Program) -> bool:
    return program.name in _DOWNLOADERS


def _is_piped_into_interpreter(programs: list[Program]) -> bool:
    at = next((at for at, program in enumerate(programs) if _is_downloader(program)), len(programs))
    return any(map(_runs_its_input, programs[at + 1 :]))


def _runs_its_input(program: Program) -> bool:
    """Whether an interpreter has no program of its own and so runs what it reads."""
    if program.name in ("iex", "invoke-expression"):
        return True
    if program.name in _INCLUDES:
        return any(word.text in _STDIN for word in program.arguments)
    if program.name in POWERSHELLS:
        return bool(program.arguments) and program.arguments[-1].text == "-"
    if program.name in SHELLS:
        if code_argument(program) is not None:
            return False
        return _script_argument(program) in ("", *_STDIN) or any(
            re.fullmatch("-[a-z]*s[a-z]*", word.text) for word in program.arguments
        )
    own = _own_program_options(program)
    if own is None:
        return False
    options = takewhile(lambda word: word.text.startswith("-"), program.arguments)
    has_own = any(re.match(f"-[A-Za-z0-9]*[{own}]|--(?:eval|print|run)", word.text) for word in options)
    return not has_own and _script_argument(program) in ("", *_STDIN)


def _own_program_options(program: Program) -> str | None:
    return _LANGUAGES.get(program.name.rstrip("0123456789."))


def _script_argument(program: Program) -> str:
    """The first argument of an interpreter that is no option."""
    takes = _SHELL_OPTIONS_WITH_VALUES if program.name in SHELLS else _OPTIONS_WITH_VALUES
    is_value = False
    for word in program.arguments:
        if is_value:
            is_value = False
        elif word.text in takes:
            is_value = True
        elif word.text in _STDIN or not word.text.startswith(("-", "+")):
            return word.text
    return ""


def _runs_what_it_fetches(command: Command) -> bool:
    """Whether the output of a download stands where a program or its text is expected."""
    program = program_of(command)
    if _fetches(command.words[0]) and command.words[0].text.startswith(("$(", "`")):
        return True
    if program.name == "eval" or program.name in _INCLUDES:
        return any(map(_fetches, program.arguments))
    if program.name in SHELLS or _own_program_options(program) is not None:
        code = next((word for word in program.arguments if not word.text.startswith("-")), None)
        is_code = code is not None and (code.text.startswith("<(") or _is_after_code_option(program, code))
        return code is not None and is_code and _fetches(code)
    return False


def _is_after_code_option(program: Program, code: Word) -> bool:
    at = program.arguments.index(code)
    return at > 0 and re.fullmatch("-[a-zA-Z]*[cer]", program.arguments[at - 1].text) is not None


def _fetches(word: Word) -> bool:
    return any(_is_downloader(program_of(command)) for script in word.scripts for command in commands_of(script))


def _in_program(program: Program) -> Iterator[str]:
    arguments = [word.text.lower() for word in program.arguments]
    runs = _RUNS_FROM_URL.get(program.name)
    if runs and any(map(runs.match, arguments)):
        yield _INTERNET
    elif program.name == "certutil" and any(argument in ("-urlcache", "/urlcache") for argument in arguments):
        yield _CERTUTIL
    elif program.name in POWERSHELLS and _is_encoded(program):
        yield _ENCODED


def _is_encoded(program: Program) -> bool:
    """Whether the parameters of PowerShell itself, not those of a script, hold an encoded command."""
    may_be_value = is_code = False
    for word in program.arguments:
        name = word.text.lower()
        if is_code:
            return _BASE64.fullmatch(word.text) is not None
        if name[:1] in ("-", "/") and len(name) > 1:
            is_code = name[1:] == "ec" or "encodedcommand".startswith(name[1:])
            may_be_value = not any(switch.startswith(name[1:]) for switch in _SWITCHES)
            if "command".startswith(name[1:]) or "file".startswith(name[1:]):
                return False
        elif may_be_value:
            may_be_value = False
        else:
            return False
    return False


class _Downloads:
    """The files that a script has fetched so far, and the folders in which it unpacked some."""

    def __init__(self) -> None:
        self._files: set[str] = set()
        self._folders: set[str] = set()

    def note(self, program: Program, *, is_fed: bool) -> None:
        """Takes in what `program` downloads or unpacks; with `is_fed`, the output of a download reaches it."""
        texts = [word.text for word in program.arguments]
        if _is_downloader(program):
            self._files.update(_targets(program, texts))
        elif program.name in _UNPACKERS:
            packed = {_same(text) for text in texts} & self._files
            self._files.update(_PACKED.sub("", name) for name in packed)
            if is_fed or packed:
                at = next((at for at, text in enumerate(texts) if text in ("-C", "-d", "-DestinationPath")), -1)
                self._folders.add(_same(texts[at + 1]).rstrip("/") + "/" if 0 <= at < len(texts) - 1 else "./")
        if is_fed and program.output:
            self._files.add(_same(program.output))
        if program.name in ("tee", "dd") and is_fed:
            self._files.update(map(_same, texts))

    def is_run_by(self, program: Program) -> bool:
        """Whether `program` is, or runs, one of the files."""
        candidates = [program.path]
        if program.name in SHELLS or program.name in _INCLUDES or _own_program_options(program) is not None:
            candidates += [_script_argument(program), program.input]
        elif program.name in POWERSHELLS:
            candidates.append(_script_of_powershell(program))
        elif program.name in ("cmd", "msiexec", "start-process"):
            candidates += [word.text for word in program.arguments]
        return any(map(self._is_fetched, filter(None, candidates)))

    def _is_fetched(self, text: str) -> bool:
        if _same(text) in self._files:
            return True
        steps = (_same(text) if not text.startswith("./") else text).split("/")[:_DEEPEST_FOLDER]
        return any("/".join(steps[:count]) + "/" in self._folders for count in range(1, len(steps)))


def _script_of_powershell(program: Program) -> str:
    texts = [word.text for word in program.arguments]
    at = next((at for at, text in enumerate(texts) if text.lower() in ("-f", "-file", "/file")), -1)
    return "".join(texts[at + 1 : at + 2])


def _targets(program: Program, texts: list[str]) -> Iterator[str]:
    """The files into which a downloader writes."""
    option = _OUTPUT_OF_WGET if program.name == "wget" else _OUTPUT
    is_named = False
    for text, value in zip(texts, [*texts[1:], ""], strict=False):
        found = option.fullmatch(text)
        if found:
            is_named = True
            yield _same(found[1] or value)
    if program.output:
        yield _same(program.output)
    elif not is_named and (program.name == "wget" or any(re.fullmatch("-[a-zA-Z]*O", text) for text in texts)):
        yield from (_same(text.rpartition("/")[2]) for text in texts if "://" in text)


def _same(path: str) -> str:
    return path.replace("\\", "/").lower().removeprefix("./")
