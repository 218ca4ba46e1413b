"""`python -m comet_lint.generate`: what is generated is up to date, and what is not is named and written."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from comet_lint.generate import __main__ as command
from comet_lint.generate.schemas import schema_files


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(command.main, arguments)


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The model folder of a repository with one type, in which only schemas are generated."""
    folder = tmp_path / "schemas" / "model"
    folder.mkdir(parents=True)
    (folder / "types.yaml").write_text("Clock: {fields: {Seconds: int}}\n", "utf-8")
    monkeypatch.setattr(command, "ROOT", tmp_path)
    monkeypatch.setattr(command, "GENERATORS", (schema_files,))
    monkeypatch.setattr("comet_lint.generate.schemas.schemas_folder", lambda: tmp_path / "schemas")
    return folder


def test_the_generated_files_of_the_repository_are_up_to_date() -> None:
    result = _run("--check")
    assert (result.output, result.exit_code) == ("", 0)


@pytest.mark.parametrize("generator", command.GENERATORS, ids=lambda generator: generator.__name__)
def test_every_generator_makes_files_of_the_repository(generator: command.Generator) -> None:
    missing = [path for path in generator() if not (command.ROOT / path).is_file()]
    assert missing == []


@pytest.mark.usefixtures("model")
def test_the_check_names_stale_files_and_a_run_writes_them() -> None:
    files = ["schemas/model/types.yaml", "schemas/comet.schema.json"]

    check = _run("--check")
    stale = "".join(f"{name} is stale: run python -m comet_lint.generate\n" for name in files)
    assert (check.exit_code, check.output) == (1, stale)

    run = _run()
    assert (run.exit_code, run.output) == (0, "".join(f"written: {name}\n" for name in files))

    again = _run("--check")
    assert (again.exit_code, again.output) == (0, "")


def test_a_broken_overlay_stops_the_run(model: Path) -> None:
    (model / "secrets.yaml").write_text("secret: {Clock: [Second]}\n", "utf-8")
    result = _run()
    assert result.exit_code == 2
    assert result.output == "error: secrets.yaml: type 'Clock' declares no field 'Second'. Did you mean Seconds?\n"
    assert not (model.parent / "comet.schema.json").exists()
