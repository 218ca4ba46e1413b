"""The grammar of host names (RFC 952, RFC 1123) and of web addresses (RFC 3986), with names in any script (IDNA).

The functions say what is wrong with a text, as in "it ...", without quoting it; an empty answer means nothing is.
"""

from __future__ import annotations

import re
from functools import lru_cache

from comet_lint.text.printable import has_invisible

_LONGEST_NAME = 253
_LONGEST_LABEL = 63
_LARGEST_PORT = 65535
_ASCII_NAME = re.compile(
    r"[A-Za-z0-9](?:[\w-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9_](?:[\w-]{0,61}[A-Za-z0-9])?)*\.?", re.ASCII
)
_ALLOWED_IN_NAME = re.compile(r"[\w.-]", re.ASCII)
_SCHEME_TWICE = re.compile(r"https?:/*https?:", re.IGNORECASE)


@lru_cache(maxsize=1024)
def name_flaw(name: str) -> str:
    """What is wrong with `name` as a host name. An underscore is let pass: names of local networks have some."""
    if len(name) <= _LONGEST_NAME and _ASCII_NAME.fullmatch(name) and not _ends_in_number(name):
        return ""
    return _character_flaw(name) or _label_flaw(name)


def ascii_name(name: str) -> str | None:
    """`name` as DNS is asked for it, in lower case: `b\u00fccher.example` is `xn--bcher-kva.example`.

    None where a part in another script cannot be written that way.
    """
    if name.isascii():
        return name.lower()
    import idna

    try:
        return idna.encode(name, uts46=True).decode().lower()
    except (idna.IDNAError, UnicodeError):
        return None


def url_flaw(url: str) -> str:
    """What is wrong with `url` as the `http://` or `https://` address of a server."""
    from urllib.parse import urlsplit

    if not url.strip():
        return "is empty"
    if url != url.strip() or any(character.isspace() for character in url):
        return "contains a blank"
    if has_invisible(url):
        return "contains an invisible character"
    if _SCHEME_TWICE.match(url):
        return "begins with http:// or https:// twice"
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return _unparsable(url)
    if parts.scheme not in ("http", "https") or not url[len(parts.scheme) :].startswith("://"):
        return "does not begin with http:// or https://"
    if port == 0:
        return "has the port 0"
    if not host:
        return "has no host name"
    if ":" in host or _is_ipv4(host):
        return ""
    flaw = name_flaw(host)
    return f"has a host name that {flaw}" if flaw else ""


def _unparsable(url: str) -> str:
    port = re.search(r":(\d+)(?:[/?#]|$)", url)
    if port and (len(port[1]) > len(str(_LARGEST_PORT)) or int(port[1]) > _LARGEST_PORT):
        return f"has a port above {_LARGEST_PORT}"
    return "has no host and port that can be told apart"


def _character_flaw(name: str) -> str:
    if not name.strip():
        return "is empty"
    if any(character.isspace() for character in name):
        return "contains a blank"
    if has_invisible(name):
        return "contains an invisible character"
    wrong = next((each for each in name if each.isascii() and not _ALLOWED_IN_NAME.fullmatch(each)), "")
    return f"contains the character {wrong}" if wrong else ""


def _label_flaw(name: str) -> str:
    ascii_form = ascii_name(name)
    if ascii_form is None:
        return "contains characters that no host name can have"
    labels = ascii_form.removesuffix(".").split(".")
    if not all(labels):
        return "has nothing between two dots" if ".." in name else "begins with a dot"
    if any(len(label) > _LONGEST_LABEL for label in labels):
        return f"has a part of more than {_LONGEST_LABEL} characters"
    if len(ascii_form) > _LONGEST_NAME:
        return f"has more than {_LONGEST_NAME} characters"
    if any(label.startswith("-") or label.endswith("-") for label in labels):
        return "has a part that begins or ends with a hyphen"
    if any(label.endswith("_") for label in labels) or labels[0].startswith("_"):
        return "has a part that begins or ends with an underscore"
    return "looks like an IP address but is none" if _ends_in_number(ascii_form) else ""


def _ends_in_number(name: str) -> bool:
    # No top-level domain is a number: what ends in one is read as an IPv4 address.
    return name.removesuffix(".").rpartition(".")[2].isdigit()


def _is_ipv4(host: str) -> bool:
    from ipaddress import AddressValueError, IPv4Address

    try:
        IPv4Address(host)
    except AddressValueError:
        return False
    return True
