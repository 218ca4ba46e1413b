"""A run over files: what it reports and counts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from comet_lint.config.settings import RunConfig, Settings
from comet_lint.rules.choice import RuleChoice
from comet_lint.run.run import Checked, checked_files
from comet_lint.suppress.suppression import Filters

FTP = {"DestinationType": 1004, "FTPServer": "ftp.example.com", "FTPSMode": 0, "FTPUsername": "u", "FTPPassword": "p"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two profiles, one of which has an FTP vault, and a file that is no Comet document."""
    monkeypatch.chdir(tmp_path)
    profiles: dict[str, Any] = {"alice": {"nas": FTP}, "bob": None}
    for name, vaults in profiles.items():
        text = json.dumps({"Username": name, "Destinations": vaults, "Sources": None})
        (tmp_path / f"{name}.json").write_text(text, encoding="utf-8")
    (tmp_path / "package.json").write_text('{"name": "other"}', encoding="utf-8")
    return tmp_path


def checked(folder: Path, *paths: str, **config: Any) -> Checked:
    settings = Settings(Filters(folder), choice=RuleChoice(select=("S603",)))
    return checked_files(paths, RunConfig(settings, **config), jobs=1)


def test_findings_and_counts(folder: Path) -> None:
    outcome = checked(folder, ".").outcome
    assert [(found.rule, found.path, found.pointer) for found in outcome.findings] == [
        ("S603", "alice.json", "/Destinations/nas/FTPSMode")
    ]
    assert [document.path for document in outcome.documents] == ["alice.json", "bob.json"]
    assert (outcome.file_count, outcome.passed_over, outcome.exit_code) == (2, 1, 1)


def test_named_files_that_are_no_documents_can_be_skipped(folder: Path) -> None:
    named = checked(folder, "package.json").outcome
    assert (named.file_count, named.passed_over) == (1, 0)
    skipped = checked(folder, "package.json", skip_unknown=True).outcome
    assert (skipped.file_count, skipped.passed_over) == (0, 1)


def test_patterns_of_the_command_line_exclude(folder: Path) -> None:
    assert checked(folder, ".", exclude_here=("alice*",)).outcome.findings == ()
    assert len(checked(folder, "alice.json", exclude_here=("alice*",)).outcome.findings) == 1
    assert checked(folder, "alice.json", exclude_here=("alice*",), force_exclude=True).outcome.findings == ()


def test_a_file_that_is_missing_makes_the_run_incomplete(folder: Path) -> None:
    outcome = checked(folder, "alice.json", "carol.json").outcome
    assert [unchecked.path for unchecked in outcome.incomplete] == ["carol.json"]
    assert outcome.exit_code == 4


def test_comments_of_yaml_files_are_collected(folder: Path) -> None:
    text = "Username: carol\nDestinations: null # comet-lint: ignore[S603] none\nSources: null\n"
    (folder / "carol.yaml").write_text(text, encoding="utf-8")
    comments = checked(folder, "carol.yaml").comments
    assert [(comment.path, comment.covered_line, comment.rules) for comment in comments] == [
        ("carol.yaml", 2, ("S603",))
    ]
