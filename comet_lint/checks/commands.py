"""Commands that run around a job: what they should not contain.

Only what stands out clearly is reported; the command itself is never quoted.
"""

from __future__ import annotations

from collections.abc import Iterator

from comet_lint.comet.command_secrets import secret_in
from comet_lint.comet.constants import ENGINE_BUILTIN_STDOUT
from comet_lint.comet.node import Node
from comet_lint.comet.remote_code import danger_in
from comet_lint.comet.unknown import skipping_unknown
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, problem

_TIMES = {
    "PreExec": "before the job",
    "ThawExec": "after the snapshot",
    "PostExec": "after the job",
}
_COMMAND_KEY = "COMMAND"


def secrets(node: Node, _context: Context) -> Iterator[Problem]:
    """Commands with a password or key in them."""
    for way, when, command in _commands(node):
        what = secret_in(command)
        if what:
            yield problem(*way, when=when, what=what)


def remote_code(node: Node, _context: Context) -> Iterator[Problem]:
    """Commands that run what somebody else may change, or what nobody can read."""
    for way, when, command in _commands(node):
        what = danger_in(command)
        if what:
            yield problem(*way, when=when, what=what)


def _commands(node: Node) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    for field, when in _TIMES.items():
        with skipping_unknown:
            for index, command in enumerate(node[field]):
                if isinstance(command, str) and command:
                    yield (field, index), f"that runs {when}", command
    if "EngineProps" in node.type.fields and node["Engine"] == ENGINE_BUILTIN_STDOUT:
        command = node["EngineProps"].get(_COMMAND_KEY)
        if isinstance(command, str) and command:
            yield ("EngineProps", _COMMAND_KEY), "whose output is backed up", command
