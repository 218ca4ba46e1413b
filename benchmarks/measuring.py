"""What commands cost: those that are compared take turns, so that a busy machine hurts all of them."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

PYTHON = sys.executable
LINT = (PYTHON, "-c", "from comet_lint.__main__ import main; main()", "check")
"""As the script that an installation makes does it, with this folder's package."""

_ROOT = Path(__file__).parent.parent
_ENVIRONMENT = {
    # Without compiled files, the start takes half as long again.
    **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
    "PYTHONPATH": str(_ROOT),
}


class Cost(NamedTuple):
    """Seconds of wall clock and of processor, and bytes of memory at the peak; a command's children included."""

    wall: float
    cpu: float
    peak: int


class Scale(NamedTuple):
    """How much is measured: how often, and with how many profiles."""

    runs: int
    starts: int
    files: int
    exported: int
    grown: int


FULL = Scale(runs=3, starts=15, files=2000, exported=10_000, grown=125)
SMALL = Scale(runs=1, starts=2, files=60, exported=200, grown=8)


def costs(commands: Sequence[Sequence[str]], runs: int, cwd: Path | None = None) -> list[Cost]:
    """The least that each command costs in some runs, in turns. A command that fails ends the benchmarks."""
    measured = [[_cost(command, cwd) for command in commands] for _ in range(runs)]
    return [Cost(*(min(numbers) for numbers in zip(*each, strict=True))) for each in zip(*measured, strict=True)]


def _cost(command: Sequence[str], cwd: Path | None) -> Cost:
    with tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=errors, env=_ENVIRONMENT)
        # Unlike what `subprocess` and RUSAGE_CHILDREN tell, this is about this process alone.
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            errors.seek(0)
            said = errors.read()[-1000:].decode(errors="replace")
            raise SystemExit(f"{' '.join(command)[:200]} ended with {process.returncode}\n{said}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def output_of(code: str, *arguments: str, cwd: Path) -> str:
    """What a Python program prints on standard error."""
    done = subprocess.run(
        [PYTHON, "-c", code, *arguments],
        cwd=cwd,
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=_ENVIRONMENT,
    )
    return done.stderr.strip()
