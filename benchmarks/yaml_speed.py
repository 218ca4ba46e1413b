"""Reading YAML, beside the C parser that everything in Python builds on."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.fleet import clean_profile, write_yaml
from benchmarks.measuring import Scale
from benchmarks.table import Row, counted

_TARGET = 1 / 1.5
_PROFILES = 30


def measure(folder: Path, scale: Scale) -> Iterator[Row | str]:
    """Megabytes per second of processor time, of one file with many documents."""
    import yaml

    from comet_lint.source.reading import parse

    folder.mkdir(exist_ok=True)
    file = folder / "profiles.yaml"
    write_yaml(file, (clean_profile(number) for number in range(_PROFILES if scale.runs > 1 else 3)))
    data = file.read_bytes()
    loader = getattr(yaml, "CSafeLoader", None)
    if loader is None:
        yield "YAML: PyYAML has no C parser here."
        return
    ours, theirs = [], []
    for _ in range(scale.runs + 1):
        ours.append(_megabytes_per_second(lambda: parse(data, "profiles.yaml"), len(data)))
        theirs.append(_megabytes_per_second(lambda: list(yaml.compose_all(data, Loader=loader)), len(data)))
    ratio = max(ours) / max(theirs)
    yield counted(
        "YAML: our parse / `yaml.compose_all` with CSafeLoader, CPU",
        f"{max(ours):.1f} MB/s",
        f"{max(theirs):.1f} MB/s",
        f"{ratio:.2f}",
        f"at least {_TARGET:.2f}",
        ratio >= _TARGET,
    )


def _megabytes_per_second(parse: Callable[[], object], size: int) -> float:
    start = time.process_time()
    parse()
    return size / 1e6 / (time.process_time() - start)
