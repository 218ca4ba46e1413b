"""Commands that run around a job: what they should not contain.

Only what stands out clearly is reported; the command itself is never quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import takewhile

from comet_lint.comet.constants import ENGINE_BUILTIN_STDOUT
from comet_lint.comet.node import Node
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, problem

_TIMES = {
    "PreExec": "before the job",
    "ThawExec": "after the snapshot",
    "PostExec": "after the job",
}
_NEXT_COMMAND = ("&", "&&", "|", "||")
_COMMAND_KEY = "COMMAND"

# A literal: no variable, no option, no placeholder, no reference to a file or the environment.
_VALUE = r"""(?!["']?(?:[$%<{(*!-]|file:|env:|stdin|fd:))["']?[^\s"']{3,}"""

_SECRETS = (
    ("a database password", rf"\b(?:mysql|mysqldump|mysqladmin|mysqlcheck|mariadb(?:-\w+)?)\b[^|;&]*?\s-p{_VALUE}"),
    ("a database password", rf"\b(?:sqlcmd|osql|bcp)\b[^|;&]*?\s(?-i:-P)\s*{_VALUE}"),
    ("a password", rf"(?:^|\s)(?:--?|/)(?:password|passwd|pass|pwd|passphrase)(?:=|:|\s+){_VALUE}"),
    ("a password", rf"\bsshpass\s+-p\s*{_VALUE}"),
    ("a password", rf"\b(?:PGPASSWORD|MYSQL_PWD|SSHPASS|RESTIC_PASSWORD|BORG_PASSPHRASE|RCLONE_CONFIG_PASS)={_VALUE}"),
    ("a password", rf"\bcurl\b[^|;&]*?\s(?:-u\s*|--user[=\s]\s*)[\"']?[^\s:\"'$%]+:{_VALUE}"),
    ("a password in a URL", r"\b[a-z][a-z0-9+.-]*://[^\s/:@$%]+:(?![$%<{*])[^\s/@]{3,}@"),
    ("an access token", rf"\bauthorization:\s*(?:bearer|basic|token)\s+{_VALUE}"),
    ("an AWS secret key", rf"\bAWS_SECRET_ACCESS_KEY={_VALUE}"),
    ("an AWS access key", r"\b(?-i:AKIA|ASIA)(?-i:[0-9A-Z]{16})\b"),
)
_FETCH = r"(?:iwr|irm|invoke-webrequest|invoke-restmethod|downloadstring|net\.webclient)"
_SHELL = r"(?:sudo\s+)?(?:/\S*/)?(?:(?:ba|z|k|da)?sh|python[23]?|perl|ruby|node|php)\b"
_REMOTE_CODE = (
    ("downloads a script and runs it", rf"\b(?:curl|wget)\b[^|;&]*\|\s*{_SHELL}"),
    ("downloads a script and runs it", r"(?:\b(?:ba|z|da)?sh|\beval|\bsource)\b[^|;&]*?[<$]\(\s*(?:curl|wget)\b"),
    ("downloads a script and runs it", rf"\b(?:{_FETCH}|curl|wget)\b.*\|\s*(?:iex|invoke-expression)\b"),
    ("downloads a script and runs it", rf"\b(?:iex|invoke-expression)\b.*\b{_FETCH}\b"),
    ("runs a script from the internet", r"\bmshta(?:\.exe)?\s+[\"']?(?:https?|javascript|vbscript):"),
    ("runs a script from the internet", r"\bregsvr32(?:\.exe)?\b.*\s/i:[\"']?https?:"),
    ("downloads a file with certutil", r"\bcertutil(?:\.exe)?\b.*\s[-/]urlcache\b"),
    (
        "runs PowerShell code that is encoded and cannot be read",
        r"\b(?:powershell|pwsh)(?:\.exe)?\b.*\s[-/]e(?:c|n[a-z]*)?\s+[\"']?[a-z0-9+/=]{16,}",
    ),
)


def secrets(node: Node, _context: Context) -> Iterator[Problem]:
    """Commands with a password or key in them."""
    for way, when, command in _commands(node):
        what = _first_match(command, _SECRETS) or ("a password" if _is_net_use_with_password(command) else "")
        if what:
            yield problem(*way, when=when, what=what)


def remote_code(node: Node, _context: Context) -> Iterator[Problem]:
    """Commands that run what somebody else may change, or what nobody can read."""
    for way, when, command in _commands(node):
        what = _first_match(command, _REMOTE_CODE)
        if what:
            yield problem(*way, when=when, what=what)


def _commands(node: Node) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    for field, when in _TIMES.items():
        for index, command in enumerate(node[field]):
            if isinstance(command, str) and command:
                yield (field, index), f"that runs {when}", command
    if "EngineProps" in node.type.fields and node["Engine"] == ENGINE_BUILTIN_STDOUT:
        command = node["EngineProps"].get(_COMMAND_KEY)
        if isinstance(command, str) and command:
            yield ("EngineProps", _COMMAND_KEY), "whose output is backed up", command


def _first_match(command: str, patterns: tuple[tuple[str, str], ...]) -> str:
    return next((what for what, pattern in patterns if _compiled(pattern).search(command)), "")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.DOTALL)


def _is_net_use_with_password(command: str) -> bool:
    words = command.lower().split()
    for at in range(len(words) - 1):
        if words[at] in ("net", "net.exe") and words[at + 1] == "use":
            rest = list(takewhile(lambda word: word not in _NEXT_COMMAND, words[at + 2 :]))
            return any(word.startswith("/user:") for word in rest) and any(map(_is_literal_word, rest))
    return False


def _is_literal_word(word: str) -> bool:
    is_share_or_drive = word.startswith(("\\\\", '"\\\\')) or re.fullmatch(r"[a-z*]:?", word) is not None
    return not is_share_or_drive and not word.startswith(("/", "%", "$", "*", "&", "|", ">", "<", '"%', '"$'))
