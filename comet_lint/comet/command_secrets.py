"""Passwords and keys that stand in command lines.

Only literals count: no variables, prompts, files, or placeholders.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from comet_lint.comet.programs import Program, program_of, scripts_in
from comet_lint.comet.stand_ins import is_stand_in
from comet_lint.text.command_line import Script, commands_of

_PASSWORD = "a password"  # noqa: S105
_DATABASE_PASSWORD = "a database password"  # noqa: S105
_SHORTEST = 3
_NO_LITERAL = re.compile(r"[$%<{(*!`\-]|(?:file|env):|(?:stdin|fd|prompt)\b", re.IGNORECASE)

_OPTION = re.compile(
    r"(?:--?|/)(?!(?:no|ask|prompt|without|use|need|show|store|read|change|reset)-)(?:[a-z]+-){0,3}"
    r"(?:password|passwd|pass|pwd|passphrase)",
    re.IGNORECASE,
)
_ASSIGNMENTS = frozenset(
    {"pgpassword", "mysql_pwd", "sshpass", "restic_password", "borg_passphrase", "rclone_config_pass"}
)
_AWS_ASSIGNMENT = "aws_secret_access_key"
_ATTACHED = {
    "mysql": _DATABASE_PASSWORD,
    "mysqldump": _DATABASE_PASSWORD,
    "mysqladmin": _DATABASE_PASSWORD,
    "mysqlcheck": _DATABASE_PASSWORD,
    "mysqlimport": _DATABASE_PASSWORD,
    "mariadb": _DATABASE_PASSWORD,
    "mariadb-dump": _DATABASE_PASSWORD,
    "mariadb-backup": _DATABASE_PASSWORD,
    "7z": _PASSWORD,
    "7za": _PASSWORD,
    "7zr": _PASSWORD,
    "7zz": _PASSWORD,
    "rar": _PASSWORD,
    "unrar": _PASSWORD,
    "winrar": _PASSWORD,
    "sshpass": _PASSWORD,
}
"""Programs that take `-pSecret` without a blank; `-p` alone makes them ask, except sshpass."""

_SEPARATE = {
    "sqlcmd": ("-P", _DATABASE_PASSWORD),
    "osql": ("-P", _DATABASE_PASSWORD),
    "bcp": ("-P", _DATABASE_PASSWORD),
    "sshpass": ("-p", _PASSWORD),
    "zip": ("-P", _PASSWORD),
    "unzip": ("-P", _PASSWORD),
    "plink": ("-pw", _PASSWORD),
    "pscp": ("-pw", _PASSWORD),
    "psftp": ("-pw", _PASSWORD),
    "putty": ("-pw", _PASSWORD),
    "kitty": ("-pw", _PASSWORD),
    "mongodump": ("-p", _DATABASE_PASSWORD),
    "mongosh": ("-p", _DATABASE_PASSWORD),
    "mongo": ("-p", _DATABASE_PASSWORD),
    "psexec": ("-p", _PASSWORD),
    "redis-cli": ("-a", _DATABASE_PASSWORD),
}
"""Programs that take the secret as the word behind an option."""

_USER_OPTIONS = ("-u", "--user", "-U", "--proxy-user")
_URL_LOGIN = re.compile(r"[a-z][a-z0-9+.\-]{0,30}://[^\s/:@$%]{1,200}:(?![$%<{*])([^\s/@]{3,200})@", re.IGNORECASE)
_HEADER = re.compile(
    r"(?:proxy-)?authorization:\s*(?:(?:bearer|basic|token|apikey)\s+)?(.*)"
    r"|(?:x-)?(?:[a-z]+-){0,3}(?:api-?key|auth-?token|access-?token|secret|token):\s*(.*)",
    re.IGNORECASE | re.DOTALL,
)
_MOUNT_OPTION = re.compile(r"(?:^|,)(?:password|pass)=([^,]*)")
_AWS_KEY = re.compile(r"(?<![A-Za-z0-9])(?:AKIA|ASIA)[0-9A-Z]{16}(?![A-Za-z0-9])")
_SHARE_OR_DRIVE = re.compile(r"\\\\.*|[a-z*]:?", re.IGNORECASE | re.DOTALL)


def secret_in(text: str) -> str:
    """What kind of secret stands in a command line; empty if none does."""
    if _AWS_KEY.search(text):
        return "an AWS access key"
    return next((found for script in scripts_in(text) for found in _in_script(script)), "")


def _in_script(script: Script) -> Iterator[str]:
    for command in commands_of(script):
        words = [word.text for word in command.words]
        yield from _in_words(words)
        program = program_of(command)
        arguments = [word.text for word in program.arguments]
        yield from _in_arguments(program, arguments)
        if program.name == "net" and arguments[:1] and arguments[0].lower() == "use":
            yield from _in_net_use(arguments[1:])
        if program.name == "convertto-securestring" and arguments and _is_literal(arguments[0]):
            yield _PASSWORD


def _in_words(words: list[str]) -> Iterator[str]:
    """What is a secret whatever the program."""
    for word, following in zip(words, [*words[1:], ""], strict=False):
        name, sign, value = _split(word)
        if _OPTION.fullmatch(name) and _is_literal(value if sign else following):
            yield _PASSWORD
        variable = name.lower().removeprefix("$env:").removeprefix("env:")
        if sign == "=" and variable in _ASSIGNMENTS and _is_literal(value):
            yield _PASSWORD
        if sign == "=" and variable == _AWS_ASSIGNMENT and _is_literal(value):
            yield "an AWS secret key"
        header = _HEADER.fullmatch(word)
        if header and _is_literal(header[1] or header[2] or ""):
            yield "an access token" if header[1] is not None else "an API key"
        if _URL_LOGIN.search(word):
            yield "a password in a URL"


def _in_arguments(program: Program, arguments: list[str]) -> Iterator[str]:
    """What is a secret in the arguments of known programs."""
    attached = _ATTACHED.get(program.name)
    option, separate = _SEPARATE.get(program.name, ("", ""))
    for word, following in zip(arguments, [*arguments[1:], ""], strict=False):
        if attached and word.startswith("-p") and _is_literal(word[2:]):
            yield attached
        if option and word.startswith(option) and _is_literal(following if word == option else word[len(option) :]):
            yield separate
        if program.name == "curl":
            name, sign, value = _split(word) if word.startswith("--") else (word[:2], word[2:], word[2:])
            login = value if sign else following
            if name in _USER_OPTIONS and _is_login(login, ":"):
                yield _PASSWORD
        if program.name in ("smbclient", "smbget") and word == "-U" and _is_login(following, "%"):
            yield _PASSWORD
        if word == "-o" and any(map(_is_literal, _MOUNT_OPTION.findall(following))):
            yield _PASSWORD
        if program.name == "openssl" and word.startswith("pass:") and _is_literal(word[5:]):
            yield _PASSWORD


def _in_net_use(arguments: list[str]) -> Iterator[str]:
    has_user = any(word.lower().startswith(("/user:", "/u:")) for word in arguments)
    if has_user and any(
        _is_literal(word) and not _SHARE_OR_DRIVE.fullmatch(word) for word in arguments if word[:1] != "/"
    ):
        yield _PASSWORD


def _split(word: str) -> tuple[str, str, str]:
    """The name of an option or variable, the `=` or `:` behind it, and its value."""
    found = re.match(r"(\$?env:[^=:]*|/?[^=:]*)([=:])", word, re.IGNORECASE)
    if found is None:
        return word, "", ""
    return found[1], found[2], word[found.end() :]


def _is_login(text: str, separator: str) -> bool:
    user, found, password = text.partition(separator)
    return bool(found) and bool(user) and user[:1] not in "$%" and _is_literal(password)


def _is_literal(text: str) -> bool:
    return len(text) >= _SHORTEST and not _NO_LITERAL.match(text) and not is_stand_in(text)
