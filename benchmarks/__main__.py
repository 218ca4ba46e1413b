"""`python -m benchmarks [--small]`: measures, and prints a table of ratios."""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.fleet import clean_profile, dirty_profile, write_export, write_folder
from comet_lint.resources import schemas_folder

_PYTHON = sys.executable
_LINT = (_PYTHON, "-m", "comet_lint", "check", "--no-config", "--exit-zero")
_SCHEMA = schemas_folder() / "UserProfileConfig.schema.json"
_LOADS = "import orjson, pathlib, sys\nfor p in pathlib.Path(sys.argv[1]).rglob('*.json'): orjson.loads(p.read_bytes())"


class Cost(NamedTuple):
    """Seconds of wall clock and of processor, of the best of several runs."""

    wall: float
    cpu: float


def cost(command: Sequence[str], runs: int) -> Cost:
    """What a command costs, its children included."""
    costs = []
    for _ in range(runs):
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wall = time.perf_counter() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        costs.append(Cost(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime))
    return Cost(min(each.wall for each in costs), min(each.cpu for each in costs))


def _line(what: str, measured: float, peer: float, wanted: str) -> None:
    print(f"{what:<58} {measured:8.3f} s {peer:8.3f} s {measured / peer:8.2f}   {wanted}")


def main(small: bool) -> None:
    """Measure everything that can be measured here."""
    count, runs = (50, 2) if small else (2000, 3)
    print(f"{'what':<58} {'comet-lint':>10} {'peer':>10} {'ratio':>8}   target")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for measure in (_start, _fleets, _export):
            measure(folder, count, runs)


def _start(folder: Path, _count: int, runs: int) -> None:
    one = write_folder(folder / "one", 1)[-1]
    start = cost([*_LINT, str(one)], 5 * runs)
    _line(
        "start: one profile / import click, wall",
        start.wall,
        cost([_PYTHON, "-c", "import click"], 5 * runs).wall,
        "2.5",
    )
    peer = shutil.which("check-jsonschema")
    if peer is None:
        print("start: check-jsonschema is not installed")
    else:
        checked = cost([peer, "--schemafile", str(_SCHEMA), str(one)], 2 * runs)
        _line("start: one profile / check-jsonschema, wall", start.wall, checked.wall, "0.5")


def _fleets(folder: Path, count: int, runs: int) -> None:
    clean, dirty = folder / "clean", folder / "dirty"
    write_folder(clean, count, clean_profile)
    write_folder(dirty, count, dirty_profile)
    loads = cost([_PYTHON, "-c", _LOADS, str(clean)], runs)
    single = cost([*_LINT, "-j1", str(clean)], runs)
    double = cost([*_LINT, "-j2", str(clean)], runs)
    _line(f"clean fleet of {count} / orjson.loads, CPU", single.cpu, loads.cpu, "3")
    _line("clean fleet, 1 process / 2 processes, wall", single.wall, double.wall, "1.7 or more")
    found = cost([*_LINT, "-j1", "--format", "json", str(dirty)], runs)
    _line(
        f"dirty fleet of {count} / orjson.loads, CPU",
        found.cpu,
        cost([_PYTHON, "-c", _LOADS, str(dirty)], runs).cpu,
        "6",
    )
    ajv, schema_checker = shutil.which("ajv"), shutil.which("check-jsonschema")
    if ajv is not None:
        command = [
            ajv,
            "validate",
            "--spec=draft2020",
            "--strict=false",
            "-s",
            str(_SCHEMA),
            "-d",
            f"{clean}/profiles/*.json",
        ]
        _line("clean fleet / ajv, schema only, wall", double.wall, cost(command, 1).wall, "1")
    else:
        print("clean fleet: ajv is not installed (npm install -g ajv-cli)")
    if schema_checker is not None:
        files = [str(path) for path in (clean / "profiles").glob("*.json")]
        checked = cost([schema_checker, "--schemafile", str(_SCHEMA), *files], 1)
        _line("check-jsonschema, schema only / clean fleet, wall", checked.wall, double.wall, "15 or more")


def _export(folder: Path, count: int, runs: int) -> None:
    separate, export = folder / "separate", folder / "export.json"
    write_folder(separate, count)
    write_export(export, count)
    files, whole = cost([*_LINT, "-j1", str(separate)], runs), cost([*_LINT, "-j1", str(export)], runs)
    _line(f"one export of {count} / the same in files, CPU", whole.cpu, files.cpu, "1.3")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    size = export.stat().st_size / 1024**2
    print(f"peak memory of all runs: {peak:.0f} MB; the export has {size:.0f} MB (target: 300 MB more than that)")


if __name__ == "__main__":
    main(small="--small" in sys.argv[1:])
