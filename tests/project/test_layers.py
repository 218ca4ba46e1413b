"""Which package of comet_lint may import which: each only those below it, not even types of others."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parent.parent.parent / "comet_lint"
LAYERS = ("findings", "text", "files", "comet", "source", "rules", "checks", "lint", "workspace", "checks.workspace",
          "suppress", "reports", "config", "run", "cli")  # fmt: skip
HEIGHTS = {package: height for height, package in enumerate(LAYERS)}
BESIDE = {"spec": {"text", "files", "spec"}, "generate": {*HEIGHTS, "spec", "generate"} - {"cli"}}
"""Packages outside the order, and what these may import. Only `cli` and `generate` import `spec`."""

MODULES = {".".join(path.relative_to(PACKAGE).with_suffix("").parts): path for path in PACKAGE.rglob("*.py")}


def imports() -> Iterator[tuple[str, str]]:
    """Every import inside the package, those within functions too, as (module, what it imports)."""
    for module, path in MODULES.items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{module} has a relative import"
                # `from comet_lint.checks import workspace` imports comet_lint.checks.workspace.
                names = [f"{node.module}.{alias.name}" for alias in node.names]
            elif isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            else:
                continue
            yield from ((module, name.removeprefix("comet_lint.")) for name in names if name.startswith("comet_lint."))


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


def test_every_module_lies_in_a_layer() -> None:
    loose = {module for module in MODULES if package(module) not in (*HEIGHTS, *BESIDE, "__init__", "__main__")}
    assert loose == set()
