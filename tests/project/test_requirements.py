"""The pinned dependencies: complete, with hashes, and what is installed in their place agrees with pyproject.toml."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).parent.parent.parent
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
NEEDED = [Requirement(text) for text in PROJECT["project"]["dependencies"]]
PYTHONS = ["3.10", "3.11", "3.12", "3.13"]


def pinned(name: str) -> list[tuple[Requirement, list[str]]]:
    """The requirements of a file, and their hashes."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8").replace("\\\n", "")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    parts = [re.split(r"\s+--hash=", line) for line in lines]
    return [(Requirement(requirement), hashes) for requirement, *hashes in parts]


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("name", ["constraints", "build"])
def test_every_package_has_one_version_and_hashes(name: str) -> None:
    for requirement, hashes in pinned(name):
        assert re.fullmatch(r"==[^*,]+", str(requirement.specifier)), requirement
        assert hashes
        assert [each for each in hashes if not re.fullmatch(r"sha256:[0-9a-f]{64}", each.strip())] == []


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("system", ["linux", "darwin", "win32"])
def test_every_dependency_is_pinned_within_its_bounds(python: str, system: str) -> None:
    environment = {"python_version": python, "python_full_version": f"{python}.0", "sys_platform": system}
    versions = {
        canonical(requirement.name): str(requirement.specifier).removeprefix("==")
        for requirement, _ in pinned("constraints")
        if requirement.marker is None or requirement.marker.evaluate(environment)
    }
    for requirement in NEEDED:
        if requirement.marker is None or requirement.marker.evaluate(environment):
            assert requirement.specifier.contains(versions[canonical(requirement.name)]), requirement


def test_lower_bounds_are_those_that_are_tested() -> None:
    text = (ROOT / "tests" / "minimum-requirements.txt").read_text(encoding="utf-8")
    tested = dict(re.findall(r"^([\w-]+)==(.+)$", text, re.MULTILINE))
    bounds = {
        canonical(requirement.name): str(requirement.specifier).removeprefix(">=")
        for requirement in NEEDED
        if str(requirement.specifier) and requirement.marker is None
    }
    assert {canonical(name): version.removesuffix(".0") for name, version in tested.items()} == {
        name: version.removesuffix(".0") for name, version in bounds.items()
    }


def test_actions_are_pinned_to_full_versions() -> None:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    texts = [page.read_text(encoding="utf-8") for page in pages]
    used = re.findall(r"uses: (\S+)", "\n".join([*texts, (ROOT / "action.yml").read_text(encoding="utf-8")]))
    assert len(used) > 2
    assert [each for each in used if not re.search(r"@(v\d+\.\d+\.\d+|[0-9a-f]{40})$", each)] == []


def test_dependabot_keeps_up_with_all_of_them() -> None:
    settings = yaml.safe_load((ROOT / ".github" / "dependabot.yml").read_text(encoding="utf-8"))
    watched = {(each["package-ecosystem"], each["directory"]) for each in settings["updates"]}
    assert watched == {("github-actions", "/"), ("docker", "/"), ("pip", "/requirements")}
