"""Configuration files: every setting as data, and every mistake with its place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from comet_lint.config.loading import find_config, load_settings
from comet_lint.config.settings import ConfigError, Settings
from comet_lint.findings import Severity
from comet_lint.rules.choice import RuleChoice
from comet_lint.rules.context import Context
from comet_lint.suppress.suppression import Filters, Suppression

FULL = """\
preset: security
select: [S]
extend-select: [R017]
ignore: [S606]
severity: {S603: error}
fail-on: never
exclude: [archive/]
types: {"*.conf": ServerConfigOptions}
per-path: {"old/": [S603]}
extend-rules: [our-rules]
context: {hosted: true, known_hosts: [backup.example.com], comet_version: "24.9.6", now: 2025-06-30}
baseline: known.json
suppressions:
  - {rules: [S603], user: alice, protected-item: Mail, reason: old NAS, until: 2026-06-30, owner: backup-team}
"""


def load(folder: Path, text: str, name: str = ".comet-lint.yaml") -> Settings:
    (folder / name).write_text(text, encoding="utf-8")
    return load_settings(folder / name)


def test_every_setting(tmp_path: Path) -> None:
    path = tmp_path / ".comet-lint.yaml"
    suppression = Suppression(
        rules=("S603",),
        reason="old NAS",
        entities=(("user", "alice"), ("protected item", "Mail")),
        until=date(2026, 6, 30),
        owner="backup-team",
        where=f"{path}:14:5",
        root=tmp_path,
    )
    assert load(tmp_path, FULL) == Settings(
        filters=Filters(
            tmp_path, path, {"S603": Severity.ERROR}, (("old/", ("S603",)),), (suppression,), ("S",), ("S606",)
        ),
        choice=RuleChoice("security", ("S",), ("R017",), ("S606",), (tmp_path / "our-rules",)),
        fail_on=None,
        exclude=("archive/",),
        types=(("*.conf", "ServerConfigOptions"),),
        context=Context(hosted=True, known_hosts=("backup.example.com",), comet_version=(24, 9, 6), now=1751241600),
        baseline=tmp_path / "known.json",
    )


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "{}\n"])
def test_nothing_set_gives_the_defaults(text: str, tmp_path: Path) -> None:
    assert load(tmp_path, text) == Settings(Filters(tmp_path, tmp_path / ".comet-lint.yaml"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("preset: all\nselct: [S]\n", ":2:1: there is no setting 'selct' here. Did you mean select?"),
        ("preset: al\n", ":1:1: must be one of default, security, all."),
        ("ignore: S603\n", ":1:1: must be a list."),
        ("suppressions:\n  - rules: [S603]\n", ":2:5: 'reason' is missing."),
        ("suppressions: [{rules: [S], reason: r, pointer: A}]", ":1:40: must be a JSON Pointer, which begins with /."),
        ("suppressions: [{rules: [S], reason: r, until: June}]", ":1:40: 'June' is not a date such as 2026-12-31."),
        ("context: {comet_version: newest}\n", ":1:11: must be a release such as 24.9.6."),
        (
            "types: {'*.x': Organizaton}",
            ":1:9: there is no kind of document 'Organizaton'. Did you mean Organization, organization-list?",
        ),
        ("- preset\n", ": a configuration is a mapping of settings."),
    ],
)
def test_mistakes_are_told_with_their_place(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as error:
        load(tmp_path, text)
    assert str(error.value) == f"{tmp_path / '.comet-lint.yaml'}{message}"


def test_the_nearest_configuration_counts(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / ".comet-lint.yaml").write_text("", encoding="utf-8")
    assert find_config(inner) == tmp_path / ".comet-lint.yaml"
    (tmp_path / "a" / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    assert find_config(inner) == tmp_path / ".comet-lint.yaml"
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.comet-lint]\n", encoding="utf-8")
    assert find_config(inner) == tmp_path / "a" / "pyproject.toml"
