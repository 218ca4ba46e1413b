"""Many files, one profile each: clean ones and ones with ten findings each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.fleet import clean_profile, dirty_profile, write_folder
from benchmarks.measuring import LINT, PYTHON, Scale, costs
from benchmarks.peers import ajv, check_jsonschema
from benchmarks.table import Row, at_least, at_most

_LOADS = "import orjson, pathlib, sys\nfor p in pathlib.Path(sys.argv[1]).rglob('*.json'): orjson.loads(p.read_bytes())"


def measure(folder: Path, scale: Scale) -> Iterator[Row | str]:
    """Against reading alone, and against peers that know the schema only."""
    clean, dirty = folder / "clean", folder / "dirty"
    files = write_folder(clean, scale.files, clean_profile)
    write_folder(dirty, scale.files, dirty_profile)
    lint, count = [*LINT, "--no-config"], f"{scale.files:,}"

    single, loads, double = costs(
        [[*lint, "-j1", str(clean)], [PYTHON, "-c", _LOADS, str(clean)], [*lint, "-j2", str(clean)]], scale.runs
    )
    yield at_most(f"clean fleet of {count} / orjson.loads, CPU", single.cpu, loads.cpu, 3)
    yield at_least("clean fleet: 2 processes, 1 process, wall", double.wall, single.wall, 1.7)

    report, loads = costs(
        [[*lint, "--exit-zero", "-j1", "--format=json", str(dirty)], [PYTHON, "-c", _LOADS, str(dirty)]], scale.runs
    )
    yield at_most(f"dirty fleet of {count}, JSON output / orjson.loads, CPU", report.cpu, loads.cpu, 6)

    by_default = [*lint, str(clean)]
    peer = ajv(clean / "profiles")
    if peer is None:
        yield "clean fleet: ajv is not installed (npm install -g ajv-cli)."
    else:
        ours, theirs = costs([by_default, peer], scale.runs)
        yield at_most("clean fleet / ajv (schema only), wall", ours.wall, theirs.wall, 1)
    peer = check_jsonschema(files[2:])
    if peer is None:
        yield "clean fleet: check-jsonschema is not installed."
    else:
        ours, theirs = costs([by_default, peer], 1)
        yield at_least("clean fleet: comet-lint, check-jsonschema (schema only), wall", ours.wall, theirs.wall, 15)
