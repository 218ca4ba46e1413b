"""Several processes: the same output in the same order, and an end that leaves nothing behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import yaml

from benchmarks.fleet import dirty_profile
from tests.cli.running import CLEAN, profile, write

pytestmark = pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are looked up in /proc")

COMET_LINT = (sys.executable, "-m", "comet_lint")
ROOT = Path(__file__).parent.parent.parent
COUNTING = """
import atexit, resource, sys
from comet_lint.cli.main import cli
atexit.register(lambda: print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr))
cli()
"""


@pytest.fixture(autouse=True)
def _this_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


@pytest.fixture
def long_run() -> Iterator[subprocess.Popen[str]]:
    """Two processes, each with a file that takes it a while; short files are waiting."""
    write("short/a.json", CLEAN)
    write("short/b.json", profile("bob", "nas"))
    write("short/c.json", CLEAN | {"Username": "carol"})
    user = yaml.safe_dump(CLEAN, sort_keys=False).replace("\n", "\n  ")
    for name in ("y", "z"):
        write(f"{name}.yaml", "".join(f"{name}{number}:\n  {user}\n" for number in range(40_000)))
    write("report.json", "as before")
    arguments = ["check", "--select=S603", "-j2", "--output=json=report.json", "short", "y.yaml", "z.yaml"]
    with subprocess.Popen(
        [*COMET_LINT, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def living() -> Iterator[tuple[int, int, int]]:
    """The processes that run: id, parent, group."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent, group = stat.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if state != "Z":
            yield int(stat.parent.name), int(parent), int(group)


def children(process: subprocess.Popen[str]) -> list[int]:
    """The two processes that do the work, as soon as they are there."""
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        found = [pid for pid, parent, _ in living() if parent == process.pid]
        if len(found) == 2:
            return found
        time.sleep(0.002)
    raise AssertionError("no processes were started")


def outcome(arguments: Sequence[str]) -> tuple[int, str, str]:
    done = subprocess.run([*COMET_LINT, *arguments], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def test_any_number_of_processes_gives_the_same_bytes() -> None:
    for number in range(12):
        write(f"all/{number:02}.json", dirty_profile(number))
    write("all/same-user.json", dirty_profile(3))
    write("all/broken.json", '{"Username": "x", "PasswordHash": ')
    text = yaml.safe_dump(profile("eve", "nas", "usb"), sort_keys=False)
    write("all/eve.yaml", text.replace("FTPSMode: 0", "FTPSMode: 0 # comet-lint: ignore[S603] an old printer", 1))
    Path("all/gone.json").symlink_to("nowhere.json")
    formats = ("json", "sarif", "html")
    found = []
    for jobs in (1, 2, 5):
        outputs = [f"--output={name}={jobs}.{name}" for name in formats]
        found.append(outcome(["check", "--no-config", f"-j{jobs}", *outputs, "all"]))
    assert found[0][0] == 4
    assert "gone.json" in found[0][1]
    assert found[0] == found[1] == found[2]
    for name in formats:
        one, two, five = (Path(f"{jobs}.{name}").read_bytes() for jobs in (1, 2, 5))
        assert one == two == five
    assert json.loads(Path("1.json").read_bytes())["summary"]["suppressed"] == 1


def test_files_of_a_process_that_died_are_reported_and_the_others_are_checked(
    long_run: subprocess.Popen[str],
) -> None:
    os.kill(children(long_run)[0], signal.SIGKILL)
    stdout, stderr = long_run.communicate(timeout=120)
    assert long_run.returncode == 4
    assert "Traceback" not in stdout + stderr
    assert [name for name in ("y.yaml", "z.yaml") if f"{name}: The process that was to check it" in stdout] in (
        ["y.yaml"],
        ["z.yaml"],
    )
    assert "SIGKILL" in stdout
    report = json.loads(Path("report.json").read_bytes())
    assert [each["path"] for each in report["findings"]] == ["short/b.json"]


def test_when_all_processes_died_all_that_is_left_is_reported(long_run: subprocess.Popen[str]) -> None:
    for child in children(long_run):
        os.kill(child, signal.SIGKILL)
    stdout, stderr = long_run.communicate(timeout=120)
    assert long_run.returncode == 4
    assert "Traceback" not in stdout + stderr
    assert "y.yaml: The process" in stdout
    assert "z.yaml: The process" in stdout


def test_ctrl_c_ends_everything(long_run: subprocess.Popen[str]) -> None:
    children(long_run)
    os.killpg(long_run.pid, signal.SIGINT)
    stdout, stderr = long_run.communicate(timeout=60)
    assert (long_run.returncode, stdout) == (130, "")
    assert stderr.strip() == "comet-lint: interrupted."
    assert [pid for pid, _, group in living() if group == long_run.pid] == []
    assert Path("report.json").read_text() == "as before"


def test_when_the_parent_is_killed_the_others_end_too(long_run: subprocess.Popen[str]) -> None:
    children(long_run)
    os.kill(long_run.pid, signal.SIGKILL)
    long_run.wait()
    end = time.monotonic() + 120
    while any(group == long_run.pid for _, _, group in living()):
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.mark.parametrize(
    ("arguments", "size", "several"),
    [
        (["-j5", "all/a.json"], 100, False),
        (["-j1", "all"], 100, False),
        (["-j2", "all"], 100, True),
        (["all"], 100, False),
        pytest.param(["all"], 20_000_000, True, marks=pytest.mark.skipif(os.cpu_count() == 1, reason="has one core")),
        (["all/a.json"], 20_000_000, False),
    ],
)
def test_processes_are_started_where_they_pay_off(arguments: list[str], size: int, several: bool) -> None:
    for name in ("a", "b", "c"):
        write(f"all/{name}.json", {"padding": "x" * size})
    done = subprocess.run(
        [sys.executable, "-c", COUNTING, "check", "--no-config", "--skip-unknown", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    assert (int(done.stderr.split()[-1]) > 0) is several
