"""`python -m benchmarks [--small] [--only NAME]... [--before FILE] [--runs N]`: measures, and prints tables."""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from pathlib import Path

from benchmarks import export, fleets, growth, start, yaml_speed
from benchmarks.measuring import FULL, SMALL, Builds, Scale, builds
from benchmarks.table import Row, line

_CONCERNS = {
    "start": start.measure,
    "fleets": fleets.measure,
    "export": export.measure,
    "yaml": yaml_speed.measure,
    "growth": growth.measure,
}


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--small", action="store_true", help="few and small: does it run at all")
    parser.add_argument("--only", action="append", choices=list(_CONCERNS), metavar="NAME", help=", ".join(_CONCERNS))
    parser.add_argument("--before", type=Path, metavar="FILE", help="an earlier comet-lint, to measure beside this one")
    parser.add_argument("--runs", type=int, metavar="N", help="how often each thing is measured, on a restless machine")
    arguments = parser.parse_args()
    scale = SMALL if arguments.small else FULL
    if arguments.runs:
        scale = scale._replace(runs=arguments.runs)
    run(arguments.only or list(_CONCERNS), scale, builds(arguments.before))


def run(names: list[str], scale: Scale, measured: Builds) -> None:
    """Print tables, each line as soon as it is known, and what could not be measured."""
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}, {scale.files:,} files.")
    if scale is SMALL:
        print("Too little for the ratios to mean anything: this only shows that it runs.")
    columns: tuple[str, ...] = ()
    remarks: list[str] = []
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            for told in _CONCERNS[name](Path(folder) / name, scale, measured):
                if not isinstance(told, Row):
                    remarks.append(told)
                    continue
                if told.columns != columns:
                    columns = told.columns
                    print("", line(columns), line(("---",) * len(columns)), sep="\n")
                print(line(told.cells), flush=True)
    if remarks:
        print("", *(f"- {remark}" for remark in remarks), sep="\n")


if __name__ == "__main__":
    main()
