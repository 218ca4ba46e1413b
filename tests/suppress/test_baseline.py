"""Baselines: written, read back, compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from comet_lint.suppress.baseline import (
    BaselineError,
    KnownFinding,
    compare,
    entries_of,
    read_baseline,
    write_baseline,
)
from tests.suppress.findings import make_finding

FTP = KnownFinding("alice.json", "S603", "f1", "vault NAS of user alice")
TIME = KnownFinding("bob.json", "V101", "f2", "user bob")


def test_entries_are_sorted_and_relative_to_the_folder(tmp_path: Path) -> None:
    findings = [
        make_finding("V101", str(tmp_path / "bob.json"), fingerprint="f2", subject="user bob"),
        make_finding("S603", str(tmp_path / "alice.json"), fingerprint="f1", subject="vault NAS of user alice"),
    ]
    assert entries_of(findings, tmp_path) == [FTP, TIME]


def test_a_baseline_has_one_entry_a_line_and_is_read_back(tmp_path: Path) -> None:
    write_baseline(tmp_path / "known.json", [TIME, FTP])
    lines = (tmp_path / "known.json").read_text(encoding="utf-8").splitlines()
    assert [("alice.json" in line, "bob.json" in line) for line in lines[1:3]] == [(True, False), (False, True)]
    assert read_baseline(tmp_path / "known.json").entries == (FTP, TIME)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "not a baseline; write one with `comet-lint baseline`."),
        ('{"version": 1}', "not a baseline; write one with `comet-lint baseline`."),
        ('{"version": 99, "findings": []}', "version 99 of a baseline is not known; write it again."),
    ],
)
def test_what_is_no_baseline_is_an_error(content: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "known.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BaselineError) as error:
        read_baseline(path)
    assert str(error.value) == f"{path}: {message}"


def test_known_findings_are_told_from_new_and_fixed_ones(tmp_path: Path) -> None:
    known = make_finding("S603", fingerprint="f1")
    new = make_finding("S603", fingerprint="f3")
    result = compare([known, new], [FTP, TIME], [str(tmp_path / "bob.json")], ["S603", "V101"], tmp_path)
    assert result.new == [new]
    assert [(hidden.finding, hidden.by) for hidden in result.known] == [(known, "baseline")]
    assert result.fixed == [TIME]


@pytest.mark.parametrize(
    ("checked", "ran"), [([], ["V101"]), (["bob.json"], ["S603"])], ids=["file not checked", "rule did not run"]
)
def test_an_entry_outside_the_run_is_not_fixed(checked: list[str], ran: list[str], tmp_path: Path) -> None:
    (tmp_path / "bob.json").write_text("{}", encoding="utf-8")
    assert compare([], [TIME], [str(tmp_path / path) for path in checked], ran, tmp_path).fixed == []


def test_an_entry_of_a_file_that_is_gone_is_fixed(tmp_path: Path) -> None:
    assert compare([], [TIME], [], ["V101"], tmp_path).fixed == [TIME]
