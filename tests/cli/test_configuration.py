"""The configuration file: where it is found, every setting, and what is said about mistakes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.running import CLEAN, check, profile, run, write

CONFIG = ".comet-lint.yaml"
S603 = ("S603", "bob.json#/Destinations/id-nas/FTPSMode")


@pytest.fixture(autouse=True)
def _documents(_empty_folder: None) -> None:
    write("bob.json", profile("bob", "nas"))


def rules(*arguments: str) -> set[str]:
    return {rule for rule, _ in check(*arguments)[1]}


def test_select() -> None:
    write(CONFIG, "select: [S603]\n")
    assert check("bob.json") == (1, [S603])


def test_the_command_line_replaces_the_selection_and_adds_to_the_rest() -> None:
    write(CONFIG, "select: [S603]\nignore: [V082]\n")
    assert rules("--select=T003", "bob.json") == set()
    assert rules("--ignore=S603", "bob.json") == set()
    assert rules("--extend-select=S701", "bob.json") == {"S603", "S701"}


def test_preset_extend_select_and_ignore() -> None:
    write(CONFIG, "preset: default\nextend-select: [S701]\nignore: [ftp-plaintext]\n")
    found = rules("bob.json")
    assert "S701" in found
    assert "S603" not in found


def test_severity_and_fail_on() -> None:
    write(CONFIG, "select: [S603]\nseverity: {ftp-plaintext: info}\n")
    assert check("bob.json") == (0, [S603])
    write(CONFIG, "select: [S603]\nseverity: {S603: info}\nfail-on: info\n")
    assert check("bob.json") == (1, [S603])
    write(CONFIG, "select: [S603]\nfail-on: never\n")
    assert check("bob.json") == (0, [S603])


def test_exclude() -> None:
    write(CONFIG, 'select: [S603]\nexclude: ["old/", "/top.json"]\n')
    for name in ("old/bob.json", "top.json", "sub/top.json"):
        write(name, profile("bob", "nas"))
    assert [place.split("#")[0] for _, place in check(".")[1]] == ["bob.json", "sub/top.json"]


def test_types() -> None:
    write(CONFIG, 'select: [T008]\ntypes: {"admins/*": AllowedAdminUser}\n')
    write("admins/admin.json", {"Username": 5})
    assert check("admins") == (1, [("T008", "admins/admin.json#/Username")])


def test_per_path() -> None:
    write(CONFIG, 'select: [S603]\nper-path: {"tests/*": [S603]}\n')
    write("tests/bob.json", profile("bob", "nas"))
    assert check(".") == (1, [S603])
    assert len(check("--no-ignores", ".")[1]) == 2


def test_context() -> None:
    write(CONFIG, 'select: [T017]\ncontext: {comet_version: "18.9"}\n')
    write("bob.json", {**CLEAN, "LastSuspended": 0})
    assert rules("bob.json") == {"T017"}


def test_baseline() -> None:
    run("baseline", "--select=S603", "-o", "known.json", "bob.json")
    write(CONFIG, "select: [S603]\nbaseline: known.json\n")
    assert check("bob.json") == (0, [])


@pytest.mark.parametrize("where", ["sub", "sub/deeper"])
def test_it_is_found_above_the_first_path(where: str) -> None:
    write(CONFIG, "select: [S603]\n")
    write(f"{where}/bob.json", profile("bob", "nas"))
    assert rules(where) == {"S603"}
    assert rules(f"{where}/bob.json") == {"S603"}


def test_the_nearest_one_counts() -> None:
    write(CONFIG, "select: [S603]\n")
    write(f"sub/{CONFIG}", "ignore: [ALL]\n")
    write("sub/bob.json", profile("bob", "nas"))
    assert rules("sub") == set()


def test_patterns_are_relative_to_the_file_wherever_the_run_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    write(CONFIG, 'select: [S603]\nexclude: [/old/]\nper-path: {"/tests/*": [S603]}\n')
    for name in ("old/bob.json", "tests/bob.json", "sub/bob.json"):
        write(name, profile("bob", "nas"))
    Path("sub/folder").mkdir()
    top = Path.cwd()
    for folder in (top, top / "sub", top.parent):
        monkeypatch.chdir(folder)
        found = {Path(place.split("#")[0]).absolute().relative_to(top).as_posix() for _, place in check(str(top))[1]}
        assert found == {"bob.json", "sub/bob.json"}


def test_config_and_no_config() -> None:
    write(CONFIG, "ignore: [ALL]\n")
    write("other.yaml", "select: [S603]\n")
    assert rules("bob.json") == set()
    assert rules("--config=other.yaml", "bob.json") == {"S603"}
    assert "S603" in rules("--no-config", "bob.json")


def test_pyproject() -> None:
    write("pyproject.toml", '[tool.comet-lint]\nselect = ["S603"]\n')
    assert rules("bob.json") == {"S603"}


def test_a_pyproject_without_a_table_is_passed_by() -> None:
    write("pyproject.toml", "[project]\nname = 'x'\n")
    write("sub/pyproject.toml", "[project]\nname = 'y'\n")
    write(CONFIG, "select: [S603]\n")
    write("sub/bob.json", profile("bob", "nas"))
    assert rules("sub") == {"S603"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("prest: all\n", ":1:1: there is no setting 'prest' here. Did you mean preset"),
        ("preset: most\n", ":1:1: must be one of default, security, all."),
        ("select: S603\n", ":1:1: must be a list."),
        ("select:\n  - S603\n  - 5\n", ":3:5: must be a text."),
        ("fail-on: fatal\n", ":1:1: must be one of error, warning, info, never."),
        ("severity:\n  S603: fatal\n", ":2:3: must be one of error, warning, info."),
        ("context:\n  hostd: true\n", ":2:3: there is no setting 'hostd' here. Did you mean hosted?"),
        ("context:\n  comet_version: new\n", ":2:3: "),
        ("suppressions:\n  - rules: [S603]\n", ":2:5: 'reason' is missing."),
        ("suppressions:\n  - rules: [S603]\n    reason: x\n    until: soon\n", ":4:5: "),
        ("suppressions:\n  - rules: [S603]\n    reason: x\n    usr: y\n", ":4:5: there is no setting 'usr' here."),
        ("types: {'*': UserProfil}\n", "UserProfileConfig"),
        ("suppressions:\n  - {rules: [S], reason: x, pointer: Sources}\n", ":2:29: must be a JSON Pointer"),
        ("suppressions:\n  - {rules: [S], reason: x, path: '\\'}\n", ":2:29: not a pattern"),
        ("exclude:\n  - a\n  - '\\'\n", ":3:5: not a pattern"),
        ("per-path: {'\\': [S]}\n", ":1:12: not a pattern"),
        ("select: [S603]\n---\nselect: [R]\n", "several YAML documents"),
        ("a: [\n", ":2:1: "),
        ("preset: all\npreset: all\n", ":2:1: "),
        ("- preset\n", "a configuration is a mapping"),
        ("select: [S6033]\n", "S603"),
        ("severity: {ftp-plaintxt: info}\n", "ftp-plaintext"),
        ("per-path: {'*': [ftp-plaintxt]}\n", "ftp-plaintext"),
        ("extend-rules: [nowhere]\n", "nowhere"),
        ("baseline: nowhere.json\n", "nowhere.json"),
    ],
)
def test_mistakes(text: str, said: str) -> None:
    write(CONFIG, text)
    result = run("check", "bob.json")
    assert result.exit_code == 2
    assert CONFIG in result.stderr or "nowhere" in result.stderr
    assert said in " ".join(result.stderr.split())
    assert "Traceback" not in result.stderr


def test_a_mistake_in_toml() -> None:
    write("pyproject.toml", "[tool.comet-lint]\nprest = 1\n")
    result = run("check", "bob.json")
    assert result.exit_code == 2
    assert "pyproject.toml: prest: there is no setting 'prest' here. Did you mean preset" in result.stderr


def test_an_empty_configuration() -> None:
    write(CONFIG, "# nothing yet\n")
    assert run("check", "bob.json").exit_code == 1


def test_init_writes_a_file_that_can_be_used() -> None:
    assert run("init").exit_code == 0
    assert run("check", "--select=S603", "bob.json").exit_code == 1
    again = run("init")
    assert again.exit_code == 2
    assert "is there already" in again.stderr


def test_every_setting_that_init_shows_is_valid() -> None:
    run("init")
    text = Path(CONFIG).read_text(encoding="utf-8")
    shown = re.sub(r"^# (?= |[a-z-]+:)", "", text, flags=re.MULTILINE).splitlines()
    assert "suppressions:" in shown
    write(CONFIG, "\n".join(line for line in shown if "baseline:" not in line))
    assert run("check", "--select=S603", "bob.json").exit_code == 1


@pytest.mark.parametrize(
    "text", ["tool = 5 # [tool.comet-lint]", "[tool]\ncomet-lint = 5 # [tool.comet-lint]", "[tool.comet-lint"]
)
def test_a_strange_pyproject_is_no_crash(text: str) -> None:
    write("pyproject.toml", text)
    assert run("check", "--select=S603", "bob.json").exit_code in (1, 2)


def test_dates_of_toml() -> None:
    write(
        "pyproject.toml",
        '[tool.comet-lint]\ncontext.now = 2025-01-01\nselect = ["S603"]\n'
        '[[tool.comet-lint.suppressions]]\nrules = ["S603"]\nreason = "x"\nuntil = 2999-01-01\n',
    )
    assert check("bob.json") == (0, [])


def test_a_pattern_that_git_does_not_take_is_skipped_in_ignore_files_and_refused_as_an_option() -> None:
    write(".gitignore", "\\\nold/\n")
    Path(".git").mkdir()
    write("old/bob.json", profile("bob", "nas"))
    assert check("--select=S603", ".") == (1, [S603])
    assert run("check", "--exclude=\\", ".").exit_code == 2


@pytest.mark.parametrize("preset", ["default", "all"])
def test_ignore_wins_over_extend_select(preset: str) -> None:
    write(CONFIG, f"preset: {preset}\nextend-select: [S603, S701]\nignore: [ftp-plaintext]\n")
    assert "S603" not in rules("bob.json")
    assert "S701" in rules("bob.json")
    assert "S603" not in rules("--extend-select=S603", "bob.json")
    assert "S701" not in rules("--extend-select=S701", "--ignore=S", "bob.json")
