"""The Dockerfile, as far as it can be judged without building it."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
LINES = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", "").splitlines()


def arguments(instruction: str) -> list[str]:
    return [line.split(maxsplit=1)[1] for line in LINES if line.startswith(instruction + " ")]


def test_runs_as_somebody_other_than_root() -> None:
    assert re.fullmatch(r"[1-9]\d*", arguments("USER")[-1])


def test_copies_what_exists_and_is_not_ignored() -> None:
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    copied = {name for each in arguments("COPY") if "--from" not in each for name in each.split()[:-1]}
    assert copied == allowed
    assert [name for name in copied if not (ROOT / name).exists()] == []


def test_starts_comet_lint() -> None:
    assert arguments("ENTRYPOINT") == ['["comet-lint"]']


def test_base_images_are_pinned_to_full_versions() -> None:
    images = [each.split()[0] for each in arguments("FROM")]
    assert len(set(images)) == 1
    assert all(re.fullmatch(r"python:\d+\.\d+\.\d+-[\w-]+(@sha256:[0-9a-f]{64})?", image) for image in images)


def test_packages_are_installed_with_hashes_or_not_from_an_index() -> None:
    commands = [part for each in arguments("RUN") for part in each.split("&&") if "pip " in part]
    assert len(commands) == 4
    assert [each for each in commands if "--require-hashes" not in each and "--no-deps" not in each] == []
