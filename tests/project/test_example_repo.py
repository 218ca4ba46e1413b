"""The whole tool on a repository such as users have. `python -m tests.example_repo` renews what is expected."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.example_repo import BASELINE, PROFILES, REPORTED, REPORTS, REPOSITORY, WITHOUT_TIMES, documents, run

SCHEMAS = Path(__file__).parent.parent / "data" / "schemas"
STALE = "run `python -m tests.example_repo` and read the diff"


def validated(text: str, schema_file: str) -> Any:
    schema = json.loads((SCHEMAS / schema_file).read_text(encoding="utf-8"))
    report = json.loads(text)
    jsonschema.Draft202012Validator(schema).validate(report)
    return report


def planted() -> set[tuple[str, str]]:
    """File and rule of what the script breaks and the configuration does not accept."""
    return {
        ("profiles/kira.tanaka.json", "R004"),
        ("profiles/leon.vogel.json", "R002"),
        ("profiles/olga.brandt.json", "T005"),
        ("profiles/paul.costa.json", "T010"),
        ("profiles/rosa.okafor.json", "C306"),
        ("profiles/sven.lindqvist.json", "S601"),
        ("profiles/tara.moreau.json", "X001"),
        ("server.json", "C137"),
        ("server.json", "C147"),
        ("server.json", "R010"),
        ("server.json", "S120"),
        *((f"profiles/{name}.json", "R019") for name in WITHOUT_TIMES),
    }


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    return shutil.copytree(REPOSITORY, tmp_path / "repository")


def test_documents_are_those_of_the_script() -> None:
    written = {
        file.relative_to(REPOSITORY).as_posix(): file.read_text(encoding="utf-8")
        for file in REPOSITORY.rglob("*")
        if file.is_file() and not file.name.startswith(".")
    }
    assert written == dict(documents(today=True)), STALE


def test_holds_a_server_two_policies_and_fifty_profiles() -> None:
    assert len(list((REPOSITORY / "profiles").iterdir())) == PROFILES == 50
    assert len(json.loads((REPOSITORY / "policies.json").read_bytes())) == 2
    assert (REPOSITORY / "server.json").is_file()


@pytest.mark.parametrize("name", REPORTED)
def test_report_is_as_kept(name: str) -> None:
    assert run(*REPORTED[name], cwd=REPOSITORY) == (REPORTS / name).read_text(encoding="utf-8"), STALE


def test_finds_all_that_was_planted_and_hides_what_is_accepted() -> None:
    report = validated(run("check", "--format", "json", ".", cwd=REPOSITORY), "comet-lint-1.schema.json")
    found = {(finding["path"], finding["rule"]) for finding in report["findings"]}
    assert found >= planted()
    assert not [path for path, _ in found if path == "profiles/greta.novak.yaml"]
    assert ("profiles/ben.brandt.json", "R020") not in found


def test_sarif_tells_what_is_hidden_and_why() -> None:
    report = validated(run("check", "--format", "sarif", ".", cwd=REPOSITORY), "sarif-2.1.0.schema.json")
    results = report["runs"][0]["results"]
    reasons = {suppression.get("justification") for result in results for suppression in result.get("suppressions", ())}
    assert {
        "suppressed: Kept for the next colleague",
        "suppressed: Started by hand before each audit, ticket 5120",
    } <= reasons


def test_everything_in_a_new_baseline_is_old(repository: Path) -> None:
    run("baseline", "-o", BASELINE, ".", cwd=repository)
    first_line, *_ = run("check", ".", cwd=repository).splitlines()
    assert first_line == "All checks passed: 53 documents (52 files)."


def test_pruning_removes_what_is_fixed(repository: Path) -> None:
    before = json.loads((repository / BASELINE).read_bytes())["findings"]
    run("check", "--prune", ".", cwd=repository)
    after = json.loads((repository / BASELINE).read_bytes())["findings"]
    removed = [(entry["path"], entry["rule"]) for entry in before if entry not in after]
    assert ("profiles/udo.novak.json", "R021") in removed
    assert {path for path, _ in removed} == {"profiles/udo.novak.json"}
    assert "Fixed since the baseline" not in run("check", ".", cwd=repository)
