"""Which package of comet_lint may import which: each only those below it, not even types of others."""

from __future__ import annotations

import pytest

from tests.project.package_imports import MODULES, imports

LAYERS = ("findings", "text", "files", "comet", "source", "rules", "checks", "lint", "workspace", "checks.workspace",
          "suppress", "reports", "config", "run", "cli")  # fmt: skip
HEIGHTS = {package: height for height, package in enumerate(LAYERS)}
BESIDE = {"spec": {"text", "files", "spec"}, "generate": {*HEIGHTS, "spec", "generate"} - {"cli"}}
"""Packages outside the order, and what these may import. Only `cli` and `generate` import `spec`."""


def package(name: str) -> str:
    return "checks.workspace" if name.startswith("checks.workspace") else name.partition(".")[0]


def is_allowed(importer: str, imported: str) -> bool:
    if imported not in HEIGHTS and imported not in BESIDE:
        return True  # comet_lint.__version__ and the like
    if importer in BESIDE:
        return imported in BESIDE[importer]
    if imported in BESIDE:
        return importer == "cli" and imported == "spec"
    return importer not in HEIGHTS or HEIGHTS[imported] < HEIGHTS[importer] or imported == importer


def test_packages_import_only_what_lies_below_them() -> None:
    wrong = {f"{module} imports {name}" for module, name in imports() if not is_allowed(package(module), package(name))}
    assert wrong == set()


@pytest.mark.parametrize(
    ("importer", "imported", "allowed"),
    [
        ("lint", "rules", True),
        ("lint", "lint", True),
        ("rules", "lint", False),
        ("checks", "checks.workspace", False),
        ("cli", "spec", True),
        ("run", "spec", False),
        ("generate", "cli", False),
    ],
)
def test_the_order(importer: str, imported: str, allowed: bool) -> None:
    assert is_allowed(importer, imported) is allowed


def test_every_module_lies_in_a_layer() -> None:
    loose = {module for module in MODULES if package(module) not in (*HEIGHTS, *BESIDE, "__init__", "__main__")}
    assert loose == set()
