"""E-mail addresses, by the standard library's parser.

An address here is a bare `name@domain`: no display name, no comment, no list. Letters of any script are fine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from comet_lint.comet.node import Node
from comet_lint.comet.redaction import printable
from comet_lint.comet.stand_ins import is_redacted
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, problem
from comet_lint.text.pointers import Path

_PLAIN = re.compile(
    r"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}"
)
"""Nearly all addresses; the parser, which takes a while to load, is for the rest."""

_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def is_valid_email(text: str) -> bool:
    """Whether `text` is exactly one bare e-mail address."""
    return not email_flaw(text)


@lru_cache(maxsize=1024)
def email_flaw(text: str) -> str:
    """What is wrong with `text` as one bare e-mail address, as in "it ..."; empty if nothing is.

    Does not quote the text.
    """
    if _PLAIN.fullmatch(text):
        return ""
    if not text.strip():
        return "is empty"
    if text != text.strip():
        return "has blanks around it"
    if text.count("@") > 1 and re.search(r"[,;\s]", text):
        return "holds several addresses"
    if text.endswith((".", ",", ";")):
        return "ends with a punctuation mark"
    if text.endswith(">"):
        return "carries a display name or angle brackets"
    if any(character.isspace() for character in text.replace('"', "")) and not text.startswith('"'):
        return "contains a blank"
    if "@" not in text:
        return "has no @"
    return "" if _is_address(text) else "is not of the form name@domain"


def email_domain(text: str) -> str:
    """The part behind the last @ in lower case; empty if there is none."""
    return text.rpartition("@")[2].lower() if "@" in text else ""


def is_local_email(text: str) -> bool:
    """Whether the domain has no dot, as in `root@localhost`: only servers of the same network know it."""
    domain = email_domain(text)
    return bool(domain) and "." not in domain and not domain.startswith("[")


def invalid(node: Node, _context: Context) -> Iterator[Problem]:
    """What stands where an e-mail address should and is none."""
    for way, text in _addresses(node):
        flaw = email_flaw(text)
        if flaw:
            if not is_redacted(text):
                yield problem(*way, address=_quoted(text), flaw=flaw)
        elif is_local_email(text):
            yield problem(*way, severity=Severity.INFO, variant="local", address=_quoted(text))


def _addresses(node: Node) -> Iterator[tuple[Path, str]]:
    """The e-mail addresses in an object, each with the way to it. Single ones that are not set are left out."""
    fields = node.type.fields
    for name in ("FromEmail", "Email"):
        if name in fields and fields[name].shape.kind == "string" and node[name].strip():
            yield (name,), node[name]
    for name in ("Emails", "Recipients"):
        if name in fields:
            for index, text in enumerate(node[name]):
                if isinstance(text, str):
                    yield (name, index), text
    if "OverrideEmailSettings" in fields:
        for key in node["OverrideEmailSettings"]:
            yield ("OverrideEmailSettings", key), key


def _quoted(text: str) -> str:
    return f'"{printable(text)}"'


def _is_address(text: str) -> bool:
    from email.errors import MessageError
    from email.headerregistry import Address

    ascii_text = _NOT_ASCII.sub("x", text)
    try:
        address = Address(addr_spec=ascii_text)
    except (MessageError, ValueError, IndexError):
        # IndexError: what the parser of some Python releases raises for a text that ends too early.
        return False
    domain = address.domain
    # The parser skips comments such as `a(x)@b` and accepts labels that no domain can have.
    return "(" not in ascii_text and not any(
        not label or label.startswith("-") or label.endswith("-") for label in domain.split(".")
    )
