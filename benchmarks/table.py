"""The tables of ratios, in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from benchmarks.measuring import Builds


class Row(NamedTuple):
    """A line of a table. Remarks are told apart by being plain strings."""

    cells: tuple[str, ...]
    columns: tuple[str, ...]


class Table(NamedTuple):
    """Makes rows: what each build costs, what its peer costs, and how the one relates to the other."""

    builds: Builds

    def at_most(self, what: str, ours: Sequence[float], peers: Sequence[float], limit: float) -> Row:
        """Durations of the builds, with one of a peer for all or one for each: `limit` times as long are allowed."""
        ratios = [mine / peer for mine, peer in zip(ours, _each(peers, ours), strict=True)]
        return self._row(
            what, map(seconds, ours), map(seconds, peers), ratios, (f"at most {limit}", ratios[-1] <= limit)
        )

    def at_least(self, what: str, ours: Sequence[float], peers: Sequence[float], limit: float) -> Row:
        """The same with a peer that has to take `limit` times as long as the build, or longer."""
        ratios = [peer / mine for mine, peer in zip(ours, _each(peers, ours), strict=True)]
        return self._row(
            what, map(seconds, ours), map(seconds, peers), ratios, (f"at least {limit}", ratios[-1] >= limit)
        )

    def counted(self, what: str, ours: Sequence[str], peer: str, target: str, met: bool) -> Row:
        """Something that is no ratio of durations."""
        return Row((what, *ours, peer, *("" for _ in ours), target, _met(met)), self._columns)

    def _row(
        self, what: str, ours: Iterator[str], peers: Iterator[str], ratios: list[float], target: tuple[str, bool]
    ) -> Row:
        told = (f"{ratio:.2f}" for ratio in ratios)
        return Row((what, *ours, ", ".join(peers), *told, target[0], _met(target[1])), self._columns)

    @property
    def _columns(self) -> tuple[str, ...]:
        names = self.builds.names
        ratios = ("ratio",) if len(names) == 1 else tuple(f"ratio {name}" for name in names)
        return ("what", *names, "peer", *ratios, "target", "met")


def seconds(value: float) -> str:
    """A duration for people."""
    return f"{value:.3f} s" if value < 1 else f"{value:.2f} s"


def line(cells: tuple[str, ...]) -> str:
    """A line in Markdown."""
    return f"| {' | '.join(cells)} |"


def _each(peers: Sequence[float], ours: Sequence[float]) -> Sequence[float]:
    return peers if len(peers) == len(ours) else [peers[0]] * len(ours)


def _met(met: bool) -> str:
    return "yes" if met else "**no**"
