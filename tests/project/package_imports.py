"""The modules of comet_lint and what each imports, read from their source."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent.parent.parent / "comet_lint"
MODULES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): path
    for path in PACKAGE.rglob("*.py")
}
"""The files of modules and packages by name, without `comet_lint.`."""


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


@cache
def _imported_modules() -> dict[str, set[str]]:
    """The modules of the package that each module imports, directly."""
    found: dict[str, set[str]] = defaultdict(set)
    for module, name in imports():
        # The name is that of a module, or of something in one.
        found[module].update({name, name.rpartition(".")[0]}.intersection(MODULES))
    return found


def needed_by(modules: Iterable[str]) -> set[str]:
    """The modules, and all that these import, directly or not."""
    needed: set[str] = set()
    waiting = list(modules)
    while waiting:
        module = waiting.pop()
        if module not in needed:
            needed.add(module)
            waiting += _imported_modules()[module]
    return needed
