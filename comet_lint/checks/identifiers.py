"""User names, and the keys under which things stand in dictionaries."""

from __future__ import annotations

import re
from collections.abc import Iterator

from comet_lint.comet.node import Node
from comet_lint.comet.stand_ins import is_redacted
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, problem
from comet_lint.text.quotes import quoted

_USERNAME = re.compile(r"[A-Za-z0-9_.@-]+")
_LONGEST_USERNAME = "USERNAME_MAX_LENGTH"

_DICTIONARIES = {
    "Organization": ("AuditFileOptions", "WebhookOptions"),
    "ServerConfigOptions": ("AuditFileOptions", "ExternalAdminUserSources", "Organizations", "WebhookOptions"),
    "UserPolicy": (
        "DefaultBackupRules",
        "DefaultSources",
        "DefaultSourcesBackupRules",
        "DefaultSourcesWithOSRestriction",
    ),
    "UserProfileConfig": ("BackupRules", "Destinations", "Devices", "Sources"),
}
"""The fields whose keys are ids."""


def username(node: Node, _context: Context) -> Iterator[Problem]:
    """A user name that cannot be given to a new account. Imported accounts may have other characters."""
    name = node["Username"]
    if not name:
        if node.has("Username"):
            yield problem("Username", variant="empty")
    elif len(name) > node.model.constants[_LONGEST_USERNAME]:
        yield problem("Username", variant="long", length=len(name))
    elif not _USERNAME.fullmatch(name) and not is_redacted(name):
        wrong = next(character for character in name if not _USERNAME.fullmatch(character))
        yield problem("Username", severity=Severity.WARNING, character=_described(wrong))


def users_map_key(node: Node, _context: Context) -> Iterator[Problem]:
    """A profile in a dictionary of users that stands under another name than its own."""
    if node.parent is not None or not node.steps:
        return
    key, name = str(node.steps[0]), node["Username"]
    if key != name and not is_redacted(name) and not is_redacted(key):
        variant = "" if name else "nameless"
        yield problem("Username", variant=variant, key=f'"{quoted(key)}"', name=f'"{quoted(name)}"')


def empty_key(node: Node, _context: Context) -> Iterator[Problem]:
    """Something that stands under an empty key. A user without a name has a rule of its own."""
    if node.parent is None and node.steps == ("",) and node.type.name != "UserProfileConfig":
        yield problem(variant="root")
    for field in _DICTIONARIES.get(node.type.name, ()):
        if "" in node[field]:
            yield problem(field, "", field=field)


def _described(character: str) -> str:
    return "a blank" if character.isspace() else f'the character "{quoted(character)}"'
