"""What only the user knows about the surroundings of the documents."""

from __future__ import annotations

from typing import NamedTuple


class Context(NamedTuple):
    """Circumstances that change what is a problem.

    `now` is in Unix seconds, 0 when the user did not say: rules that depend on time are then silent.
    `comet_version` is the release that the documents are meant for, such as (24, 9, 6); empty if not said.
    """

    hosted: bool = False
    """The vendor runs the server: listeners, certificates, licence and self-backup are not the user's."""
    behind_proxy: bool = False
    """A reverse proxy or container host stands before the server and terminates TLS."""
    api_admins: tuple[str, ...] = ()
    """Admins used by programs, for which a long password without a second factor is accepted."""
    known_hosts: tuple[str, ...] = ()
    """Further host names under which the servers are reached."""
    live: bool = False
    """The documents come straight from a server: outside of secret fields, what looks like a stand-in is the value."""
    comet_version: tuple[int, ...] = ()
    now: int = 0
