"""Reading gives the bytes of a regular file, or one sentence that says why not; it never waits."""

from __future__ import annotations

import io
import os
import socket
import sys
from pathlib import Path

import pytest

from comet_lint.source import reading as source
from comet_lint.source.reading import UnreadableError, read_file, read_stream

needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="has no such files")


def reason(path: Path) -> str:
    with pytest.raises(UnreadableError) as caught:
        read_file(path)
    return caught.value.reason


def test_content(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b"\x00{}\r\n\xff")
    assert read_file(tmp_path / "a.json") == b"\x00{}\r\n\xff"


def test_empty(tmp_path: Path) -> None:
    (tmp_path / "a.json").touch()
    assert read_file(tmp_path / "a.json") == b""


@needs_posix
def test_a_link_to_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b"{}")
    (tmp_path / "b.json").symlink_to("a.json")
    assert read_file(tmp_path / "b.json") == b"{}"


def test_missing(tmp_path: Path) -> None:
    assert reason(tmp_path / "a.json") == "There is no such file."


def test_folder(tmp_path: Path) -> None:
    assert reason(tmp_path) == "This is a folder, not a file."


@needs_posix
def test_named_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.json")
    assert reason(tmp_path / "a.json") == (
        "This is a named pipe, which is never opened; pass its content to standard input instead."
    )


@needs_posix
def test_device() -> None:
    assert reason(Path("/dev/zero")) == (
        "This is a device, which is never opened; pass its content to standard input instead."
    )


@needs_posix
def test_socket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("a.json")
        assert reason(Path("a.json")) == "This is a socket, not a file."


@needs_posix
def test_a_dangling_link_and_a_link_to_itself(tmp_path: Path) -> None:
    (tmp_path / "a.json").symlink_to("gone.json")
    (tmp_path / "b.json").symlink_to("b.json")
    assert reason(tmp_path / "a.json") == "There is no such file."
    assert reason(tmp_path / "b.json").startswith("The file cannot be read: ")


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="this user may read everything")
def test_no_permission(tmp_path: Path) -> None:
    (tmp_path / "a.json").touch(mode=0)
    assert reason(tmp_path / "a.json") == "There is no permission to read the file."


@needs_posix
def test_too_large(tmp_path: Path) -> None:
    with (tmp_path / "a.json").open("wb") as file:
        file.truncate(source.MAX_FILE_SIZE + 1)
    assert reason(tmp_path / "a.json") == "The file is larger than 2 GiB; split it."


def test_stream() -> None:
    assert read_stream(io.BytesIO(b"{}" * 1_000_000)) == b"{}" * 1_000_000
    assert read_stream(io.BytesIO()) == b""


@needs_posix
def test_an_endless_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MAX_FILE_SIZE", 10_000_000)
    with Path("/dev/zero").open("rb") as zeros, pytest.raises(UnreadableError) as caught:
        read_stream(zeros)
    assert caught.value.reason == "The file is larger than 2 GiB; split it."
