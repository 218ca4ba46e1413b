"""Documents with very many findings, made from few or many bytes: checked in bounded time and memory."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

SECONDS = 60
MEMORY = 600 << 20
"""Bytes of address space, of which the interpreter and its libraries take a third."""

BEGIN = '"Username":"bob","LocalTimezone":"Europe/Berlin","Sources":null'
YAML = "Username: bob\nLocalTimezone: Europe/Berlin\nSources: null\nDestinations:\n"


def unknown_fields(count: int) -> Iterator[str]:
    yield f"{{{BEGIN}"
    yield from (f',"Qzx{number:06}":1' for number in range(count))
    yield "}"


def misspelt_fields(count: int) -> Iterator[str]:
    yield f"{{{BEGIN}"
    yield from (f',"AccountNam{chr(0x3400 + number % 30000)}{chr(97 + number // 30000)}":1' for number in range(count))
    yield "}"


def duplicate_keys(count: int) -> Iterator[str]:
    yield f"{{{BEGIN}"
    yield from [',\n"AccountName":"x"'] * count
    yield "}"


def empty_vaults(count: int) -> Iterator[str]:
    yield f'{{{BEGIN},"Destinations":{{"":{{}}'
    yield from (f',"{number}":{{}}' for number in range(count))
    yield "}}"


def wrong_types(count: int) -> Iterator[str]:
    yield f'{{{BEGIN},"Destinations":{{"a":1'
    yield from (f',"{number}":1' for number in range(count))
    yield "}}"


def aliases(count: int) -> Iterator[str]:
    yield f"{YAML}  d0: &a {{Qzxw: 1}}\n"
    yield from (f"  d{number}: *a\n" for number in range(1, count))


def aliases_of_many(count: int) -> Iterator[str]:
    yield f"{YAML}  d0: &a {{{', '.join(f'Qzx{number:06}: 1' for number in range(count))}}}\n"
    yield from (f"  d{number}: *a\n" for number in range(1, count))


def suppressed_in_comments(count: int) -> Iterator[str]:
    yield "Username: bob\nLocalTimezone: Europe/Berlin\nSources: null\n"
    yield from (f"Qzx{number:06}: 1 # comet-lint: ignore[T004] known\n" for number in range(count))


Make = Callable[[int], Iterator[str]]

CASES = [
    pytest.param(unknown_fields, "json", 10_000, {"T004": 10_000}, id="unknown fields"),
    pytest.param(misspelt_fields, "json", 10_000, {"T005": 10_000}, id="misspelt fields"),
    pytest.param(duplicate_keys, "json", 10_000, {"T007": 9_999}, id="duplicate keys"),
    pytest.param(empty_vaults, "json", 5_000, {"V002": 5_001, "V102": 1}, id="empty vaults"),
    pytest.param(wrong_types, "json", 10_000, {"T008": 10_001}, id="wrong types"),
    pytest.param(aliases, "yaml", 5_000, {"T004": 5_000, "V002": 5_000}, id="aliases"),
    pytest.param(aliases_of_many, "yaml", 100, {"T004": 10_000, "V002": 100}, id="aliases of many"),
    pytest.param(suppressed_in_comments, "yaml", 3_000, {}, id="suppressed in comments"),
]
HEAVY = [
    pytest.param(unknown_fields, "json", 300_000, {"T004": 300_000}, id="unknown fields"),
    pytest.param(misspelt_fields, "json", 300_000, {"T005": 300_000}, id="misspelt fields"),
    pytest.param(duplicate_keys, "json", 200_000, {"T007": 199_999}, id="duplicate keys"),
    pytest.param(empty_vaults, "json", 100_000, {"V002": 100_001, "V102": 1}, id="empty vaults"),
    pytest.param(wrong_types, "json", 300_000, {"T008": 300_001}, id="wrong types"),
    pytest.param(aliases, "yaml", 100_000, {"T004": 100_000, "V002": 100_000}, id="aliases"),
    pytest.param(aliases_of_many, "yaml", 300, {"T004": 90_000, "V002": 300}, id="aliases of many"),
    pytest.param(suppressed_in_comments, "yaml", 50_000, {}, id="suppressed in comments"),
]


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def checked(make: Make, ending: str, count: int, folder: Path) -> dict[str, int]:
    """How many findings there are of each rule, told by those listed and those left out."""
    file = folder / f"bob.{ending}"
    file.write_text("".join(make(count)), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "comet_lint", "check", "--no-config", "--format=json", "--type=UserProfileConfig", file],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "HOME": str(folder), "PYTHONPATH": str(Path(__file__).parents[2])},
        preexec_fn=limited,
        capture_output=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr[-2000:]
    report: dict[str, Any] = json.loads(done.stdout)
    counts: dict[str, int] = {}
    for finding in report["findings"]:
        counts[finding["rule"]] = counts.get(finding["rule"], 0) + finding.get("omitted", 1)
    listed = {rule: sum(each["rule"] == rule for each in report["findings"]) for rule in counts}
    assert max(listed.values(), default=0) <= 1001
    return counts


@pytest.mark.parametrize(("make", "ending", "count", "expected"), CASES)
def test_all_are_counted(make: Make, ending: str, count: int, expected: dict[str, int], tmp_path: Path) -> None:
    assert checked(make, ending, count, tmp_path) == expected


@pytest.mark.slow
@pytest.mark.thorough
@pytest.mark.parametrize(("make", "ending", "count", "expected"), HEAVY)
def test_time_and_memory_are_bounded(
    make: Make, ending: str, count: int, expected: dict[str, int], tmp_path: Path
) -> None:
    assert checked(make, ending, count, tmp_path) == expected
