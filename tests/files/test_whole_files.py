"""A file that is written is what it was or complete."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from comet_lint.files.whole_files import write_whole

pytestmark = pytest.mark.skipif(os.name == "nt", reason="is about modes, links and limits of POSIX")


def test_new_and_replaced(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    write_whole(file, "ä\n")
    usual = tmp_path / "usual"
    usual.touch()
    assert file.stat().st_mode == usual.stat().st_mode
    file.chmod(0o640)
    write_whole(file, "\udc80", errors="backslashreplace")
    assert file.read_bytes() == b"\\udc80"
    assert file.stat().st_mode & 0o777 == 0o640
    assert {each.name for each in tmp_path.iterdir()} == {"a.json", "usual"}


def test_links_and_devices_stay_what_they_are(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to("target")
    write_whole(link, "x")
    assert link.is_symlink()
    assert (tmp_path / "target").read_text() == "x"
    write_whole(Path("/dev/null"), "x")
    assert Path("/dev/null").is_char_device()


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text("old")
    code = (
        "import pathlib, resource, sys\n"
        "from comet_lint.files.whole_files import write_whole\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "write_whole(pathlib.Path(sys.argv[1]), 'x' * 100_000)\n"
    )
    done = subprocess.run([sys.executable, "-Bc", code, str(file)], capture_output=True, text=True, check=False)
    assert "OSError" in done.stderr
    assert file.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["a.json"]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_whole(tmp_path / "no" / "a.json", "x")
