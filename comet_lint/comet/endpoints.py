"""Hosts and ports of storage servers, in a form that can be compared."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from comet_lint.comet.addresses import ascii_host

_DEFAULT_PORTS = {"http": 80, "https": 443, "ftp": 21, "ftps": 990, "sftp": 22, "ssh": 22}
_WEB_PORTS = (80, 443)


class Endpoint(NamedTuple):
    """A host in its IDNA form, its port unless that is the usual one, and the path behind them."""

    host: str
    port: int | None
    path: str

    @property
    def authority(self) -> str:
        """Host and port."""
        return self.host if self.port is None or not self.host else f"{self.host}:{self.port}"


@lru_cache(maxsize=4096)
def endpoint(address: str, default_port: int = 443) -> Endpoint:
    """The endpoint in a URL, host or `host:port`; the host empty if there is none.

    The usual ports are the scheme's own, `default_port`, and of web servers both 80 and 443: the same storage answers.
    """
    from urllib.parse import urlsplit

    address = address.strip()
    try:
        parts = urlsplit(address if "://" in address else "//" + address)
        host, port = ascii_host((parts.hostname or "").rstrip(".")), parts.port
    except ValueError:
        return Endpoint("", None, "")
    usual = _DEFAULT_PORTS.get(parts.scheme, default_port)
    if port == usual or (usual in _WEB_PORTS and port in _WEB_PORTS):
        port = None
    return Endpoint(host, port, parts.path.rstrip("/"))
