"""Hosts and ports in the addresses that documents hold, and what kind of network a host is in."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from comet_lint.comet.host_grammar import ascii_name, name_flaw

if TYPE_CHECKING:
    from ipaddress import IPv4Address, IPv6Address

    IPAddress = IPv4Address | IPv6Address

SELF = "$self$"
"""Stands for the Comet Server itself where the address of a server is asked for."""

_LARGEST_PORT = 65535
_LOCAL_NETWORKS = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16")
_LOCAL_NETWORKS_6 = ("fc00::/7", "fe80::/10")
_LOCAL_ENDINGS = (".local", ".lan", ".internal", ".localdomain", ".home.arpa")


class Reach(Enum):
    """Through which networks the way to a host leads."""

    SELF = "this computer"
    LAN = "the own network"
    INTERNET = "networks of others"


class Address(NamedTuple):
    """The parts of an address that may be shown, in lower case.

    `scheme` is empty where none is written, `host` where only a port is. An IPv6 host stands without
    brackets, one with letters beyond ASCII in its IDNA form. `rest` tells that more follows: a user name, a path
    other than `/`, a query.
    """

    scheme: str
    host: str
    port: int | None
    rest: bool


@lru_cache(maxsize=1024)
def parse_address(text: str) -> Address | None:
    """The address in a URL, a bare host or `host:port` (IPv6 in brackets, or bare without a port).

    None for an empty text, for what cannot be an address, and for `$self$`.
    """
    from urllib.parse import urlsplit

    text = text.strip()
    if not text or text == SELF or any(character.isspace() for character in text):
        return None
    if "://" not in text and _ip(text) is not None:
        return Address("", text.lower(), None, False)
    try:
        parts = urlsplit(text if "://" in text else "//" + text)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    host = ascii_name((host or "").rstrip("."))
    if not host or not _is_host(host):
        return None
    rest = bool(parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc)
    return Address(parts.scheme, host, port, rest)


@lru_cache(maxsize=1024)
def parse_listen(text: str) -> Address | None:
    """The address in `host:port` or `:port`, as a server listens on it; None if it is not of that form."""
    host, colon, port = text.strip().rpartition(":")
    if not colon or not (port.isascii() and port.isdigit()) or int(port) > _LARGEST_PORT:
        return None
    if host.startswith("[") and host.endswith("]"):
        host = host[1:-1]
    elif ":" in host:
        return None
    host = host.lower()
    return Address("", host, int(port), False) if not host or _is_host(host) else None


def reach_of(address: str) -> Reach:
    """How far the way to an address leads; to networks of others where that cannot be told."""
    parsed = parse_address(address)
    host = parsed.host if parsed is not None else ""
    if is_loopback(host):
        return Reach.SELF
    return Reach.LAN if is_private(host) else Reach.INTERNET


def ascii_host(host: str) -> str:
    """A host name as it is compared: as DNS is asked for it where that can be, in lower case."""
    return ascii_name(host) or host.lower()


def is_loopback(host: str) -> bool:
    """Whether `host` is this computer itself: localhost, 127.0.0.0/8, ::1."""
    host = host.lower()
    if host == "localhost" or host.endswith(".localhost"):
        return True
    address = _ip(host)
    return address is not None and _unmapped(address).is_loopback


@lru_cache(maxsize=1024)
def is_private(host: str) -> bool:
    """Whether `host` can only be reached from within: private and link-local addresses, local names.

    Loopback is not private: see `is_loopback`.
    """
    from ipaddress import IPv4Address, ip_network

    host = host.lower().rstrip(".")
    address = _ip(host)
    if address is None:
        return bool(host) and host != "localhost" and ("." not in host or host.endswith(_LOCAL_ENDINGS))
    address = _unmapped(address)
    if isinstance(address, IPv4Address):
        return any(address in ip_network(network) for network in _LOCAL_NETWORKS)
    return any(address in ip_network(network) for network in _LOCAL_NETWORKS_6)


def is_wildcard(host: str) -> bool:
    """Whether a listener on `host` takes connections on every address of the computer."""
    address = _ip(host)
    return not host or (address is not None and _unmapped(address).is_unspecified)


def is_public(host: str) -> bool:
    """Whether `host` may lie on the way through foreign networks: neither loopback nor private."""
    return bool(host) and not is_loopback(host) and not is_private(host)


def _ip(host: str) -> IPAddress | None:
    if not host or not (":" in host or host[-1].isdigit()):
        return None
    from ipaddress import ip_address

    try:
        return ip_address(host)
    except ValueError:
        return None


def _unmapped(address: IPAddress) -> IPAddress:
    return getattr(address, "ipv4_mapped", None) or address


def _is_host(host: str) -> bool:
    if ":" in host:
        return _ip(host) is not None
    return not name_flaw(host) or _ip(host) is not None
