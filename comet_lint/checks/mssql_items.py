"""The settings of Microsoft SQL Server items. A flag is on as soon as it is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from comet_lint.comet.engine_props import FIELD, props
from comet_lint.comet.node import Node
from comet_lint.comet.unknown import skipping_unknown
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, problem
from comet_lint.text.lists import listing

_METHODS = {
    "DIFFBASE": "a full backup",
    "DIFFERENTIAL": "a differential backup",
    "LOGTRUNC": "a truncating log backup",
    "LOGNOTRUNC": "a log backup without truncating",
}
_ALLOWED = {"AUTHMODE": ("windows", "native"), "METHOD": ("OLEDB_NATIVE", "OLEDB_32")}


def selection_conflict(node: Node, _context: Context) -> Iterator[Problem]:
    """Lists of databases that do not go with the way in which databases are chosen."""
    settings = node[FIELD]
    chosen, excepted = _beginning("DATABASE-", settings), _beginning("EXCEPT-DATABASE-", settings)
    if "ALL_DATABASES" in settings:
        if chosen:
            yield problem(FIELD, chosen[0], variant="all")
    elif not chosen and node.enclosing("UserProfileConfig") and not node.enclosing("UserPolicy"):
        yield problem(FIELD, severity=Severity.ERROR, variant="none")
    elif excepted:
        yield problem(FIELD, excepted[0], variant="single")


def several_methods(node: Node, _context: Context) -> Iterator[Problem]:
    """More than one kind of backup in one item."""
    settings = node[FIELD]
    chosen = [key for key in _METHODS if key in settings]
    if len(chosen) > 1:
        yield problem(FIELD, chosen[1], methods=listing([_METHODS[key] for key in chosen]))


def unknown_values(node: Node, _context: Context) -> Iterator[Problem]:
    """Values that Comet does not know. Empty counts as not set."""
    settings = props(node)
    for key, allowed in _ALLOWED.items():
        with skipping_unknown:
            value = settings.text(key)
            if value and value not in allowed:
                yield problem(FIELD, key, key=key, allowed=" or ".join(allowed))


def _beginning(prefix: str, settings: Mapping[str, object]) -> list[str]:
    return [key for key in settings if key.startswith(prefix)]
