"""Checking YAML, beside the C parser that everything in Python builds on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.fleet import clean_profile, write_yaml
from benchmarks.measuring import Builds, Scale, costs
from benchmarks.peers import yaml_compose
from benchmarks.table import Row, Table

_PROFILES = 30


def measure(folder: Path, scale: Scale, builds: Builds) -> Iterator[Row | str]:
    """One file with many documents."""
    folder.mkdir(exist_ok=True)
    file, count = folder / "profiles.yaml", _PROFILES if scale.runs > 1 else 3
    write_yaml(file, (clean_profile(number) for number in range(count)))
    *ours, theirs = (each.cpu for each in costs([*builds.check("--exit-zero", file), yaml_compose(file)], scale.runs))
    what = f"YAML: {count} clean profiles / `yaml.compose_all` with CSafeLoader, CPU"
    yield Table(builds).at_most(what, ours, [theirs], 1.5)
