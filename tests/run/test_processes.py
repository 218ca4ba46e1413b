"""Work in several processes."""

from __future__ import annotations

import os
import signal
import sys

import pytest

from comet_lint.run.processes import Lost, in_processes

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sends signals")


def interrupted(number: int) -> int:
    """What Ctrl-C does: every process of the group gets the signal."""
    os.kill(os.getpid(), signal.SIGINT)
    return number * number


def dies(number: int) -> int:
    if number == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_ctrl_c_is_left_to_the_parent(capfd: pytest.CaptureFixture[str]) -> None:
    assert list(in_processes(interrupted, range(20), 3)) == [number * number for number in range(20)]
    assert capfd.readouterr() == ("", "")


def test_signals_of_the_parent_are_as_before() -> None:
    handler, mask = signal.getsignal(signal.SIGINT), signal.pthread_sigmask(signal.SIG_BLOCK, [])
    list(in_processes(interrupted, range(5), 2))
    assert signal.getsignal(signal.SIGINT) is handler
    assert signal.pthread_sigmask(signal.SIG_BLOCK, []) == mask


def test_a_process_that_dies_costs_what_it_was_at() -> None:
    assert list(in_processes(dies, range(5), 2)) == [0, 1, Lost("was killed by SIGKILL"), 3, 4]
