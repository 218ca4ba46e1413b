"""What docs/architecture.md names is there: files, types, functions, layers, entries of the cache."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.project.package_imports import MODULES
from tests.project.test_layers import LAYERS

ROOT = Path(__file__).parent.parent.parent
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
CODE = "\n".join(path.read_text(encoding="utf-8") for path in MODULES.values())
PATHS = sorted(set(re.findall(r"`((?:comet_lint|rules|schemas|tests|docs)/[\w./-]*)`", PAGE)))
(DIAGRAM,) = re.findall(r"```mermaid\n(.*?)```", PAGE, re.DOTALL)
IN_DIAGRAM = set(re.findall(r"\b(?:[A-Z][a-z]+[A-Za-z]*|[a-z]+_[a-z]+)\b", DIAGRAM))
NAMES = sorted(IN_DIAGRAM.union(re.findall(r"`([A-Z]\w*[a-z]\w*|[a-z]+_[a-z_]+|[A-Z]+_[A-Z_]+)s?`", PAGE)))


def test_there_is_something_to_look_up() -> None:
    assert len(PATHS) > 30
    assert {"Finding", "find_files", "lint_document", "CODE_FOLDERS", "Node"} <= set(NAMES)


@pytest.mark.parametrize("path", PATHS)
def test_paths_exist(path: str) -> None:
    assert (ROOT / path).exists()


@pytest.mark.parametrize("name", NAMES)
def test_names_are_defined_in_the_package(name: str) -> None:
    definition = rf"\b(?:class|def) {name}\b|^{name}\b.* = |environ(?:\.get\(|\[)\"{name}\""
    assert re.search(definition, CODE, re.MULTILINE)


def test_the_layers_are_those_that_are_tested() -> None:
    (listed,) = re.findall(r"^    findings <.*\n.*", PAGE, re.MULTILINE)
    assert re.split(r"\s*<\s*", listed.strip()) == list(LAYERS)


def test_entries_of_the_cache() -> None:
    described = re.findall(r"^\| `([a-z-]+)` \|", PAGE, re.MULTILINE)
    assert sorted(described) == sorted(re.findall(r"\bcached\(\s*\"([a-z-]+)\"", CODE))
