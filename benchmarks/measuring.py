"""What commands cost: those that are compared take turns, so that a busy machine hurts all of them."""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

PYTHON = sys.executable
ROOT = Path(__file__).parent.parent

_MAIN = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from comet_lint.__main__ import main; main()"
LINT = (PYTHON, "-c", _MAIN, "check")
"""As the script that an installation makes does it, with this folder's package."""

_KEPT = tempfile.TemporaryDirectory()
"""What builds compile and keep for their next start: neither in their folders nor in the user's cache."""
atexit.register(_KEPT.cleanup)

_ENVIRONMENT = {
    # Without compiled files, each start takes several times as long.
    **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
    "PYTHONPYCACHEPREFIX": f"{_KEPT.name}/python",
    "COMET_LINT_CACHE_DIR": f"{_KEPT.name}/comet-lint",
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


class Builds(NamedTuple):
    """The builds that are measured, each by name: an earlier one, if there is one, and this folder's."""

    names: tuple[str, ...]
    commands: tuple[tuple[str, ...], ...]

    def check(self, *arguments: object) -> list[list[str]]:
        """The command `check` of each, without a configuration."""
        return [[*command, "--no-config", *map(str, arguments)] for command in self.commands]


def builds(before: Path | None) -> Builds:
    """This folder's build, after the executable `before`."""
    if before is None:
        return Builds(("comet-lint",), (LINT,))
    return Builds(("before", "now"), ((str(before.absolute()), "check"), LINT))


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


def said_by(command: Sequence[str], **environment: str) -> subprocess.CompletedProcess[bytes]:
    """What a command prints; that it fails is no matter."""
    return subprocess.run(command, capture_output=True, env={**_ENVIRONMENT, **environment}, check=False)
