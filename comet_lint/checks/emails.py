"""E-mail addresses, by the grammar of RFC 5321 and RFC 6531.

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
from comet_lint.text.printable import has_invisible

_ATOM = r"[^\x00-\x20\"(),.:;<>@\[\\\]\x7f]+"
_QUOTED = r'"(?:[^\x00-\x1f"\\\x7f]|\\[ -~])*"'
_EDGE = r"[^\x00-/:-@\[-^`{-\x7f]"
_LABEL = rf"{_EDGE}(?:[^\x00-,./:-@\[-^`{{-\x7f]*{_EDGE})?"
_ADDRESS = re.compile(
    rf"(?:{_ATOM}(?:\.{_ATOM})*|{_QUOTED})"
    rf"@(?:{_LABEL}(?:\.{_LABEL})*|\[(?P<ip>[0-9.]+)\]|\[IPv6:(?P<ip6>[0-9A-Fa-f:.]+)\])"
)
"""An underscore in a domain is let pass: names of local networks have some."""


def is_valid_email(text: str) -> bool:
    """Whether `text` is exactly one bare e-mail address."""
    return not email_flaw(text)


@lru_cache(maxsize=1024)
def email_flaw(text: str) -> str:
    """What is wrong with `text` as one bare e-mail address, as in "it ..."; empty if nothing is.

    Does not quote the text.
    """
    if _is_address(text):
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
    if has_invisible(text):
        return "contains an invisible character"
    if "@" not in text:
        return "has no @"
    return "is not of the form name@domain"


def email_domain(text: str) -> str:
    """The part behind the last @ in lower case; empty if there is none."""
    return text.rpartition("@")[2].lower() if "@" in text else ""


def is_local_email(text: str) -> bool:
    """Whether the domain has no dot, as in `root@localhost`: only servers of the same network know it."""
    domain = email_domain(text)
    return bool(domain) and "." not in domain and not domain.startswith("[")


def missing(node: Node, _context: Context) -> Iterator[Problem]:
    """A user without an address, in a document that tells the addresses."""
    if node.has("Emails"):
        yield problem("Emails")


def invalid(node: Node, _context: Context) -> Iterator[Problem]:
    """What stands where an e-mail address should and is none."""
    for way, text in _addresses(node):
        flaw = email_flaw(text)
        if flaw:
            if not is_redacted(text):
                variant = "sender" if way == ("FromEmail",) else "licence" if way == ("Email",) else ""
                yield problem(*way, variant=variant, address=_quoted(text), flaw=flaw)
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
    found = _ADDRESS.fullmatch(text)
    if found is None or not text.isprintable():
        return False
    literal = found["ip"] or found["ip6"]
    if not literal:
        return True
    from ipaddress import ip_address

    try:
        return ip_address(literal).version == (4 if found["ip"] else 6)
    except ValueError:
        return False
