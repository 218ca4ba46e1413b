"""A secret that also stands where values and names are shown is in no report, and no report depends on it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from comet_lint.cli.main import cli
from comet_lint.comet.model import load_model
from comet_lint.reports import FORMATS
from comet_lint.source.kinds import ROOT_TYPES
from tests.hostile.documents import Maker
from tests.hostile.plants import PLANTS

SECRET = "Canary4f7Kq2w"
OF_THE_SAME_CLASS = "Yodler9b3Zx8m"
ANOTHER = "another-one"
LEAK = re.compile(".{0,80}(?:Canary|4f7Kq2w).{0,20}", re.IGNORECASE)
OUTPUTS = ("terminal", "baseline", *FORMATS)


def reports(folder: Path, files: Mapping[str, str], *arguments: str) -> dict[str, str]:
    """Everything that checking files puts out, by format."""
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    common = ["--no-config", "--preset=all", "--ignore=T016", *arguments, *(str(folder / name) for name in files)]
    outputs = [f"--output={name}={folder / name}" for name in FORMATS]
    said = ""
    for command in (["check", "-v", "--show-all", *outputs], ["baseline", f"--output={folder / 'baseline'}"]):
        result = CliRunner().invoke(cli, [*command, *common])
        assert result.exit_code in (0, 1), result.output
        said += result.output
    return {"terminal": said, **{name: (folder / name).read_text(encoding="utf-8") for name in (*FORMATS, "baseline")}}


def planted(secret: str, pasted: str) -> dict[str, str]:
    return {f"{name}.{plant.suffix}": plant.text(secret, pasted) for name, plant in PLANTS.items()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("plants")


@pytest.fixture(scope="module")
def masked(folder: Path) -> dict[str, str]:
    return reports(folder, planted(SECRET, SECRET))


@pytest.fixture(scope="module")
def findings(folder: Path) -> dict[str, list[str]]:
    """What JSON says of each plant whose secret is another than what was pasted."""
    found: dict[str, list[str]] = {}
    for finding in json.loads(reports(folder, planted(ANOTHER, SECRET))["json"])["findings"]:
        found.setdefault(Path(finding["path"]).stem, []).append(json.dumps(finding, ensure_ascii=False))
    return found


@pytest.mark.parametrize("name", [name for name, plant in PLANTS.items() if plant.seen is not None])
def test_a_pasted_text_is_seen_where_it_is_no_secret(name: str, findings: dict[str, list[str]]) -> None:
    seen = PLANTS[name].seen
    assert seen is not None
    assert any(seen(SECRET) in finding for finding in findings[name])


@pytest.mark.parametrize("output", OUTPUTS)
def test_a_pasted_secret_is_in_no_report(output: str, masked: dict[str, str]) -> None:
    assert "***" in masked[output].replace("\\", "")
    assert LEAK.findall(masked[output]) == []


def test_reports_do_not_depend_on_the_secrets(folder: Path, masked: dict[str, str]) -> None:
    assert reports(folder, planted(OF_THE_SAME_CLASS, OF_THE_SAME_CLASS)) == masked


@pytest.mark.parametrize("suffix", ["json", "yaml"])
@pytest.mark.parametrize("type_name", ROOT_TYPES)
def test_a_secret_in_every_text_and_key(type_name: str, suffix: str, folder: Path) -> None:
    texts = [SECRET, f"https://{SECRET}.example.com/", f"{SECRET}@example.com", f"in {SECRET} words"]
    document = Maker(load_model(), texts).document(type_name)
    text = json.dumps(document, indent=1) if suffix == "json" else yaml.safe_dump(document)
    output = reports(folder, {f"a.{suffix}": text}, f"--type={type_name}")
    assert {name: LEAK.findall(each) for name, each in output.items() if LEAK.search(each)} == {}
