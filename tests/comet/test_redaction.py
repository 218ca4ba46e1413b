"""No output ever holds a value that must not be shown: canaries are planted and all output is searched."""

from __future__ import annotations

import copy
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

import comet_lint.checks
from comet_lint.cli.main import cli
from comet_lint.comet.model import Secrecy, load_model
from comet_lint.reports import FORMATS
from tests.canaries import (
    BROKEN,
    DAMAGED_YAML,
    MARK,
    NUMBER_MARK,
    ROOTS,
    VARIANTS,
    Builder,
    Source,
    damaged_json,
    texts_for_objects,
    well_formed,
)

LEAK = re.compile(f".{{0,80}}(?:{MARK}|{NUMBER_MARK}).{{0,40}}", re.IGNORECASE)
FINGERPRINT = re.compile(r"\b[0-9a-f]{32}\b")
"""May have any digits in it."""


def document(root: str, variant: int, stray: bool = False) -> dict[str, Any]:
    built = Builder(load_model(), well_formed(variant), Source(), variant, stray).object(root)
    if root == "UserProfileConfig":
        built["Username"] = "alice"
    return built


def all_output(folder: Path, *files: str) -> str:
    """Everything that checking `files` of `folder` puts out: each format, the baseline, and both streams."""
    texts = []
    outputs = [f"--output={name}={folder / 'out' / name}" for name in FORMATS]
    (folder / "out").mkdir(exist_ok=True)
    paths = [str(folder / file) for file in files]
    common = ["--no-config", "--preset=all"]
    for arguments in (
        ["check", *common, "-v", "--show-all", *outputs, *paths],
        ["check", *common, "--comet-version=22.1", "--now=2030-01-01", *paths],
        ["baseline", *common, f"--output={folder / 'out' / 'baseline'}", *paths],
    ):
        result = CliRunner().invoke(cli, arguments)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
        assert result.exit_code in (0, 1), re.findall(r"NOT CHECKED.*", result.output)
        texts.append(result.output)
    texts += [path.read_text(encoding="utf-8") for path in sorted((folder / "out").iterdir())]
    return "\n".join(texts)


def assert_no_leak(output: str) -> None:
    leaks = LEAK.findall(FINGERPRINT.sub("", output))
    assert not leaks, leaks[:10]


def write_json(path: Path, value: Any) -> str:
    path.write_text(json.dumps(value, indent=1), encoding="utf-8")
    return path.name


def planted_fields(root: str) -> Iterator[tuple[str, str]]:
    model = load_model()
    for name in model.reachable(root):
        for field in model.type(name).fields.values():
            if field.secrecy is not Secrecy.SHOWN:
                yield name, field.name


@pytest.mark.parametrize("root", ROOTS)
def test_every_field_that_must_not_be_shown_is_planted(root: str) -> None:
    text = json.dumps([document(root, variant) for variant in range(VARIANTS)])
    for _type_name, field in planted_fields(root):
        assert re.search(rf'\\?"{field}\\?": [^,]*{MARK}', text), field


@pytest.mark.slow
@pytest.mark.parametrize("root", ROOTS)
def test_well_formed_documents(root: str, tmp_path: Path) -> None:
    files = [write_json(tmp_path / f"{variant}.json", document(root, variant)) for variant in range(VARIANTS)]
    assert_no_leak(all_output(tmp_path, *files))


@pytest.mark.slow
def test_documents_together(tmp_path: Path) -> None:
    files = [
        write_json(tmp_path / f"{root}-{variant}.json", document(root, variant))
        for root in ROOTS
        for variant in range(0, VARIANTS, 5)
    ]
    assert_no_leak(all_output(tmp_path, *files))


@pytest.mark.parametrize("root", ROOTS)
def test_unknown_fields(root: str, tmp_path: Path) -> None:
    assert_no_leak(all_output(tmp_path, write_json(tmp_path / "document.json", document(root, 1, stray=True))))


@pytest.mark.slow
@pytest.mark.parametrize("root", ROOTS)
@pytest.mark.parametrize("how", BROKEN)
def test_broken_values_and_names(root: str, how: str, tmp_path: Path) -> None:
    files = []
    for variant in range(0, VARIANTS, 5):
        built = Builder(load_model(), BROKEN[how], Source(), variant).object(root)
        built.update(Username="alice") if root == "UserProfileConfig" else None
        files.append(write_json(tmp_path / f"{variant}.json", built))
    assert_no_leak(all_output(tmp_path, *files))


@pytest.mark.parametrize("root", ROOTS)
def test_texts_where_objects_belong(root: str, tmp_path: Path) -> None:
    value = texts_for_objects(document(root, 2), Source())
    assert_no_leak(all_output(tmp_path, write_json(tmp_path / "document.json", value)))


@pytest.mark.parametrize("root", ROOTS)
def test_lists_where_objects_belong(root: str, tmp_path: Path) -> None:
    value = document(root, 3)
    for key, member in value.items():
        if isinstance(member, dict):
            value[key] = [copy.deepcopy(member)]
        elif isinstance(member, list):
            value[key] = {"entry": member}
    assert_no_leak(all_output(tmp_path, write_json(tmp_path / "document.json", value)))


@pytest.mark.parametrize("root", ROOTS)
def test_duplicate_keys(root: str, tmp_path: Path) -> None:
    text = json.dumps(document(root, 5), indent=1)
    doubled = re.sub(rf'("[A-Za-z0-9]+": )("{MARK}\d+")', rf'\1"{MARK}First", \1\2', text)
    assert doubled != text
    (tmp_path / "document.json").write_text(doubled, encoding="utf-8")
    assert_no_leak(all_output(tmp_path, "document.json"))


@pytest.mark.parametrize("root", ROOTS)
def test_unparsable_json(root: str, tmp_path: Path) -> None:
    files = []
    for number, text in enumerate(damaged_json(json.dumps(document(root, 0), indent=1))):
        (tmp_path / f"{number}.json").write_text(text, encoding="utf-8")
        files.append(f"{number}.json")
    assert len(files) > 20
    assert_no_leak(all_output(tmp_path, *files))


@pytest.mark.slow
@pytest.mark.parametrize("root", ROOTS)
@pytest.mark.parametrize("variant", [0, 1, 7])
def test_yaml(root: str, variant: int, tmp_path: Path) -> None:
    text = yaml.safe_dump(document(root, variant, stray=True))
    (tmp_path / "document.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "unquoted.yaml").write_text(text.replace("'", "").replace('"', ""), encoding="utf-8")
    assert_no_leak(all_output(tmp_path, "document.yaml", "unquoted.yaml"))


def test_strange_yaml(tmp_path: Path) -> None:
    for number, text in enumerate(DAMAGED_YAML):
        (tmp_path / f"{number}.yaml").write_text(text.format(f"{MARK}000001"), encoding="utf-8")
    assert_no_leak(all_output(tmp_path, *(f"{number}.yaml" for number in range(len(DAMAGED_YAML)))))


@pytest.mark.parametrize("written", [NUMBER_MARK, f"{NUMBER_MARK}.25", f"{NUMBER_MARK}.0e+1"])
@pytest.mark.parametrize("name", ["a.json", "a.yaml"])
def test_numbers_where_objects_and_addresses_belong(name: str, written: str, tmp_path: Path) -> None:
    vaults = f'{{"v": {{"DestinationType": 1003, "CometServer": {written}, "DefaultRetention": {written}}}}}'
    text = f'{{"Username": "alice", "Policy": {written}, "Destinations": {vaults}}}'
    (tmp_path / name).write_text(text, encoding="utf-8")
    output = all_output(tmp_path, name)
    assert "CometServer" in output
    assert_no_leak(output)


def test_short_secrets_are_not_shown_either(tmp_path: Path) -> None:
    server = document("ServerConfigOptions", 0)
    server["AdminUsers"] = [{"Username": "admin", "Password": "Zq7", "PasswordFormat": 0, "TOTPKey": "Zq8"}]
    output = all_output(tmp_path, write_json(tmp_path / "document.json", server))
    assert "Zq7" not in output
    assert "Zq8" not in output


CRASHING_RULE = """\
code: Z001
name: crashing-rule
severity: error
confidence: high
applies-to: UserProfileConfig
check: {module}.fails
message: This rule fails.
why: It is there to fail.
fix: Nothing to do.
examples:
  bad:
    - document: {{Username: alice}}
      findings: [/Username]
  good:
    - document: {{}}
"""


def test_a_crash_does_not_quote_the_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = "crashes_for_a_test"
    (tmp_path / f"{module}.py").write_text(
        "from comet_lint.rules.problem import problem\n\n\n"
        "def fails(node, context):\n"
        "    if node['PasswordHash']:\n"
        "        raise ValueError(node['PasswordHash'], node.value)\n"
        "    if node['Username']:\n"
        "        yield problem('Username')\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(comet_lint.checks, "__path__", [*comet_lint.checks.__path__, str(tmp_path)])
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "crashing-rule.yaml").write_text(CRASHING_RULE.format(module=module), encoding="utf-8")
    (tmp_path / ".comet-lint.yaml").write_text("extend-rules: [rules]\n", encoding="utf-8")
    write_json(tmp_path / "document.json", document("UserProfileConfig", 0))
    for format_name in FORMATS:
        result = CliRunner().invoke(
            cli, ["check", "-v", "--select=Z001", f"--format={format_name}", str(tmp_path / "document.json")]
        )
        assert result.exit_code == 4, result.output
        assert "Z001" in result.output
        assert "ValueError" in result.output
        assert_no_leak(result.output)
    sys.modules.pop(f"comet_lint.checks.{module}", None)
