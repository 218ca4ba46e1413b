"""Files whose names look like options are files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import CLEAN, check, profile, run, write

FOUND = "#/Destinations/id-nas/FTPSMode"
NAMES = [
    "--exclude=*.json",
    "--config=evil.yaml",
    "--output=json=bob.json",
    "--baseline=known.json",
    "-x.json",
    "-q.cfg",
]


@pytest.fixture(autouse=True)
def _documents(_empty_folder: None) -> None:
    write("bob.json", profile("bob", "nas"))
    write("evil.yaml", "ignore: [ALL]\n")
    run("baseline", "-o", "known.json", "bob.json")


@pytest.mark.parametrize("name", NAMES)
def test_they_change_nothing_for_other_files(name: str) -> None:
    before = Path("bob.json").read_bytes()
    Path(name).write_text(Path("bob.json").read_text() if not name.endswith("yaml") else "colour: red\n")
    _, found = check("--force-exclude", "--skip-unknown", "--select=S603", name, "bob.json")
    assert ("S603", f"bob.json{FOUND}") in found
    assert Path("bob.json").read_bytes() == before


@pytest.mark.parametrize("name", [name for name in NAMES if not name.endswith("yaml")])
def test_they_are_checked(name: str) -> None:
    Path(name).write_text(Path("bob.json").read_text())
    assert check("--select=S603", name) == (1, [("S603", f"{name}{FOUND}")])


def test_one_that_takes_the_place_of_an_option_is_told() -> None:
    Path("--exclude=*.json").write_text(Path("bob.json").read_text())
    assert "'--exclude=*.json' is a file here and is checked, not an option." in run("check", "--exclude=*.json").stderr


def test_baseline_takes_them_too() -> None:
    Path("--exclude=*.json").write_text(Path("bob.json").read_text())
    assert run("baseline", "--select=S603", "-o", "new.json", "--exclude=*.json").exit_code == 0
    assert '"path": "--exclude=*.json"' in Path("new.json").read_text()


def test_options_stay_options_where_no_such_file_exists() -> None:
    assert check("--select=S603", "--exclude=*.json", "--force-exclude", "bob.json")[0] == 3
    assert check("--select=S603", "--config=evil.yaml", "bob.json") == (0, [])


@pytest.mark.parametrize(
    "arguments",
    [
        ["--exclude", "-x.json"],
        ["-qj", "1", "--exclude", "-x.json"],
        ["-qj1", "--exclude", "-x.json"],
        ["--exclude=-x.json", "-v"],
    ],
)
def test_the_value_of_an_option_is_no_path(arguments: list[str]) -> None:
    write("-x.json", profile("eve", "nas"))
    assert check("--select=S603", *arguments, ".")[1] == [("S603", f"bob.json{FOUND}")]


def test_after_two_hyphens_all_are_paths() -> None:
    write("-x.json", CLEAN)
    assert check("--select=S603", "--", "-x.json", "bob.json") == (1, [("S603", f"bob.json{FOUND}")])
    assert check("--select=S603", "--", "--select") == (4, [])


def test_standard_input_stays_a_path() -> None:
    assert check("--select=S603", "-", standard_input=Path("bob.json").read_text())[0] == 1


@pytest.mark.parametrize("name", ["--nosuch.json", "-nosuch.json"])
def test_one_that_does_not_exist_is_wrong_use(name: str) -> None:
    assert run("check", name).exit_code == 2
