"""One export of a whole server: memory, and whether one large file costs more than many small ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.fleet import write_export, write_folder
from benchmarks.measuring import Builds, Scale, costs
from benchmarks.table import Row, Table

_MEGABYTE = 1024**2
_ALLOWED = 100


def measure(folder: Path, scale: Scale, builds: Builds) -> Iterator[Row | str]:
    """The same profiles in one file and in files of their own."""
    separate, export = folder / "separate", folder / "export.json"
    write_folder(separate, scale.exported)
    write_export(export, scale.exported)
    whole, files = builds.check("--exit-zero", "-j1", export), builds.check("--exit-zero", "-j1", separate)
    measured = costs([*whole, *files], max(1, scale.runs - 1))
    ours, others = measured[: len(whole)], measured[len(whole) :]
    count, table = f"{scale.exported:,}", Table(builds)
    what = f"one export of {count} / the same in files, CPU"
    yield table.at_most(what, [each.cpu for each in ours], [each.cpu for each in others], 1.2)
    size = export.stat().st_size // _MEGABYTE
    beyond = [each.peak // _MEGABYTE - size for each in ours]
    yield table.counted(
        f"one export of {count}: peak of memory beyond the size of the file",
        [f"{each:+} MB" for each in beyond],
        f"{size} MB",
        f"at most +{_ALLOWED} MB",
        beyond[-1] <= _ALLOWED,
    )
