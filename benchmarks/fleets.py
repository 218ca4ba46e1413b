"""Many files, one profile each: clean ones, and ones with ten findings each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from benchmarks.fleet import clean_profile, dirty_profile, write_folder
from benchmarks.measuring import Builds, Scale, costs, said_by
from benchmarks.peers import ajv, check_jsonschema, orjson_loads
from benchmarks.table import Row, Table

_FINDING = 0.00005
"""Seconds that a finding may cost beyond its document."""


def measure(folder: Path, scale: Scale, builds: Builds) -> Iterator[Row | str]:
    """Against reading alone, and against peers that know the schema only."""
    clean, dirty = folder / "clean", folder / "dirty"
    files = write_folder(clean, scale.files, clean_profile)
    write_folder(dirty, scale.files, dirty_profile)
    yield from _processor_time(clean, dirty, scale, builds)
    yield from _presets(clean, scale, builds)
    yield from _wall(clean, files, scale, builds)


def _processor_time(clean: Path, dirty: Path, scale: Scale, builds: Builds) -> Iterator[Row]:
    table, count, number = Table(builds), f"{scale.files:,}", len(builds.names)
    by_default = builds.check("--exit-zero", "-j1", clean)
    as_json = builds.check("--exit-zero", "-j1", "--format=json", dirty)
    measured = [
        each.cpu for each in costs([*by_default, *as_json, orjson_loads(clean), orjson_loads(dirty)], scale.runs)
    ]
    ours, reports, loads = measured[:number], measured[number:-2], measured[-2:]
    yield table.at_most(f"clean fleet of {count} / orjson.loads, CPU", ours, loads[:1], 7)
    yield table.at_most(f"dirty fleet of {count}, JSON output / orjson.loads, CPU", reports, loads[1:], 12)
    found = [len(json.loads(said_by(command).stdout)["findings"]) for command in as_json]
    each = [(report - one) / many for report, one, many in zip(reports, ours, found, strict=True)]
    yield table.counted(
        f"what a finding costs beyond its document ({found[-1]:,} findings), CPU",
        [f"{cost * 1000:.3f} ms" for cost in each],
        "",
        f"at most {_FINDING * 1000:.2f} ms",
        each[-1] <= _FINDING,
    )


def _presets(clean: Path, scale: Scale, builds: Builds) -> Iterator[Row]:
    presets, number = ("default", "security", "all"), len(builds.names)
    commands = [
        command for preset in presets for command in builds.check("--exit-zero", "-j1", f"--preset={preset}", clean)
    ]
    measured = [each.cpu for each in costs(commands, scale.runs)]
    for place, preset in enumerate(presets[1:], 1):
        ours = measured[place * number : (place + 1) * number]
        yield Table(builds).at_most(f"clean fleet: preset {preset} / default, CPU", ours, measured[:number], 1.3)


def _wall(clean: Path, files: list[Path], scale: Scale, builds: Builds) -> Iterator[Row | str]:
    table, number = Table(builds), len(builds.names)
    double, single = builds.check("-j2", clean), builds.check("-j1", clean)
    measured = [each.wall for each in costs([*double, *single], scale.runs)]
    yield table.at_least("clean fleet: 2 processes, 1 process, wall", measured[:number], measured[number:], 1.7)
    peer = ajv(clean / "profiles")
    if peer is None:
        yield "clean fleet: ajv is not installed (npm install -g ajv-cli)."
    else:
        *ours, theirs = (each.wall for each in costs([*double, peer], scale.runs))
        yield table.at_most("clean fleet: 2 processes / ajv (schema only), wall", ours, [theirs], 1)
    peer = check_jsonschema(files[2:])
    if peer is None:
        yield "clean fleet: check-jsonschema is not installed."
    else:
        *ours, theirs = (each.wall for each in costs([*double, peer], 1))
        yield table.at_least("clean fleet: 2 processes, check-jsonschema (schema only), wall", ours, [theirs], 15)
