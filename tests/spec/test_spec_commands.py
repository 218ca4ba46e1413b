"""The commands `schema` and `spec`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click import Command
from click.testing import CliRunner, Result

from comet_lint.cli.schema import schema
from comet_lint.cli.spec import spec
from comet_lint.files.resources import schemas_folder
from comet_lint.spec.notation import write_types
from comet_lint.spec.page import read_page
from tests.spec.plain import DATA, ORIGINAL_PAGE, needs_original_page

PAGE = DATA / "page.txt"
FOLDER = schemas_folder()


def _schema(*arguments: str) -> Result:
    return CliRunner().invoke(schema, arguments)


def _spec(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(spec, arguments, input=stdin)


@pytest.mark.parametrize("root", ["ServerConfigOptions", "UserProfileConfig", "GroupPolicy", "Organization"])
def test_schema_of_a_root_is_its_file(root: str) -> None:
    result = _schema(root)
    assert result.exit_code == 0
    assert result.stdout == (FOLDER / f"{root}.schema.json").read_text("utf-8")


def test_schema_of_any_type_is_complete() -> None:
    result = _schema("RetentionPolicy")
    assert result.exit_code == 0
    assert list(json.loads(result.stdout)["$defs"]) == ["RetentionPolicy", "RetentionRange"]


def test_schema_without_a_type_is_the_bundle() -> None:
    result = _schema()
    assert result.exit_code == 0
    assert result.stdout == (FOLDER / "comet.schema.json").read_text("utf-8")


def test_schema_of_an_unknown_type_names_the_nearest() -> None:
    result = _schema("UserProfile")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "There is no type called 'UserProfile'. Did you mean UserProfileConfig" in result.stderr


def test_schema_reads_no_yaml() -> None:
    code = (
        "import sys; from comet_lint.cli.schema import schema;"
        "schema(['Organization'], standalone_mode=False);"
        "assert 'yaml' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)


def test_spec_prints_the_model() -> None:
    result = _spec(str(PAGE))
    assert result.exit_code == 0
    assert result.stdout == write_types(read_page(PAGE.read_text("utf-8")))


def test_spec_reads_standard_input() -> None:
    result = _spec("-", stdin=PAGE.read_text("utf-8"))
    assert result.stdout == _spec(str(PAGE)).stdout


def test_spec_writes_model_and_schemas(tmp_path: Path) -> None:
    result = _spec(str(PAGE), "--output", str(tmp_path / "out"))
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr.endswith(f"10 types, 2 files written to {tmp_path / 'out'}\n")
    assert "entries do not fit the page and are left out" in result.stderr
    assert sorted(path.name for path in (tmp_path / "out").rglob("*.*")) == [
        "comet.schema.json",
        "types.yaml",
    ]


def test_spec_uses_the_overlays_of_the_folder_it_writes_to(tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "secrets.yaml").write_text("secret: {Lock: [Key]}\n", "utf-8")
    result = _spec(str(PAGE), "--output", str(tmp_path))
    assert result.stderr == f"10 types, 2 files written to {tmp_path}\n"
    written = json.loads((tmp_path / "comet.schema.json").read_text("utf-8"))
    assert written["$defs"]["Lock"]["properties"]["Key"]["x-comet-secret"] is True
    assert written["x-comet-constants"] == {}


@needs_original_page
def test_spec_of_the_original_page_gives_the_committed_files(tmp_path: Path) -> None:
    assert _spec(str(ORIGINAL_PAGE), "--output", str(tmp_path)).exit_code == 0
    written = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*.*")}
    assert len(written) == 6
    assert written == {path: (FOLDER / path).read_bytes() for path in written}


def test_a_malformed_page_is_one_sentence_and_writes_nothing(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("A\nclass A {\n  int\n}\n", "utf-8")
    result = _spec(str(page), "--output", str(tmp_path / "out"))
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr == (
        f"Error: {page}: line 3: in 'class A': expected fields such as 'string Name', found 'int'\n"
    )
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("name", "message"), [("none.txt", "No such file or directory"), ("", "Is a directory")])
def test_a_page_that_cannot_be_read(tmp_path: Path, name: str, message: str) -> None:
    result = _spec(str(tmp_path / name))
    assert (result.exit_code, result.stderr) == (2, f"Error: cannot read {tmp_path / name}: {message}\n")


def test_a_page_that_is_not_text(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_bytes(b"A\nclass A { }\n\xff\xfe")
    result = _spec(str(page))
    assert (result.exit_code, result.stderr) == (2, f"Error: {page}: line 3: expected UTF-8 text\n")


@pytest.mark.parametrize("command", [schema, spec])
def test_help_has_examples(command: Command) -> None:
    assert "Examples:\n    comet-lint " in CliRunner().invoke(command, ["--help"]).stdout
