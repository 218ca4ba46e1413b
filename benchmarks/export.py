"""One export of a whole server: memory, and whether one large file costs more than many small ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.fleet import write_export, write_folder
from benchmarks.measuring import LINT, Scale, costs
from benchmarks.table import Row, at_most, counted

_MEGABYTE = 1024**2
_ALLOWED = 300


def measure(folder: Path, scale: Scale) -> Iterator[Row | str]:
    """The same profiles in one file and in files of their own."""
    separate, export = folder / "separate", folder / "export.json"
    write_folder(separate, scale.exported)
    write_export(export, scale.exported)
    lint = [*LINT, "--no-config", "--exit-zero", "-j1"]
    whole, files = costs([[*lint, str(export)], [*lint, str(separate)]], max(1, scale.runs - 1))
    count = f"{scale.exported:,}"
    yield at_most(f"one export of {count} / the same in files, CPU", whole.cpu, files.cpu, 1.3)
    size, peak = export.stat().st_size // _MEGABYTE, whole.peak // _MEGABYTE
    yield counted(
        f"one export of {count}: peak of memory / size of the file",
        f"{peak} MB",
        f"{size} MB",
        f"{peak - size:+} MB",
        f"at most +{_ALLOWED} MB",
        peak - size <= _ALLOWED,
    )
