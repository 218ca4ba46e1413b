"""The tables of ratios, in Markdown."""

from __future__ import annotations

from typing import NamedTuple

COLUMNS = ("what", "comet-lint", "peer", "ratio", "target", "met")


class Row(NamedTuple):
    """A line of a table. Remarks are told apart by being plain strings."""

    cells: tuple[str, ...]
    columns: tuple[str, ...] = COLUMNS


def seconds(value: float) -> str:
    """A duration for people."""
    return f"{value:.3f} s" if value < 1 else f"{value:.2f} s"


def at_most(what: str, ours: float, peer: float, limit: float) -> Row:
    """A comparison with a peer: comet-lint may take `limit` times as long."""
    ratio = ours / peer
    return Row((what, seconds(ours), seconds(peer), f"{ratio:.2f}", f"at most {limit}", _met(ratio <= limit)))


def at_least(what: str, ours: float, peer: float, limit: float) -> Row:
    """A comparison with a peer that has to take `limit` times as long as comet-lint, or longer."""
    ratio = peer / ours
    return Row((what, seconds(ours), seconds(peer), f"{ratio:.2f}", f"at least {limit}", _met(ratio >= limit)))


def counted(what: str, ours: str, peer: str, difference: str, target: str, met: bool) -> Row:
    """A comparison of something else than durations."""
    return Row((what, ours, peer, difference, target, _met(met)))


def line(cells: tuple[str, ...]) -> str:
    """A line in Markdown."""
    return f"| {' | '.join(cells)} |"


def _met(met: bool) -> str:
    return "yes" if met else "**no**"
