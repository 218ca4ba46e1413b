"""`python -m benchmarks.size [PACKAGE]...`: how much there is to read: lines, modules, types, the longest of them."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

_ROOT = Path(__file__).parent.parent
_LONG_FILE, _LONG_FUNCTION = 350, 60


class Module(NamedTuple):
    """A file with its number of lines, and what it defines, each with its number of lines."""

    path: str
    lines: int
    functions: dict[str, int]
    types: dict[str, int]


def main() -> None:
    """Print the sizes of each package."""
    for package in map(Path, sys.argv[1:] or [str(_ROOT / "comet_lint")]):
        modules = [_module(file, package) for file in sorted(package.rglob("*.py"))]
        functions = {f"{each.path}:{name}": size for each in modules for name, size in each.functions.items()}
        types = {f"{each.path}:{name}": size for each in modules for name, size in each.types.items()}
        files = {each.path: each.lines for each in modules}
        print(f"{package}: {sum(files.values()):,} lines, {len(modules)} modules, {len(types)} types")
        print(*_longest("module", files, _LONG_FILE), *_longest("function", functions, _LONG_FUNCTION), sep="\n")
        print(*_longest("type", types, _LONG_FILE), sep="\n")


def _module(file: Path, package: Path) -> Module:
    text = file.read_text(encoding="utf-8")
    defined = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.stmt)]
    functions = [node for node in defined if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    types = [node for node in defined if isinstance(node, ast.ClassDef)]
    path = file.relative_to(package).as_posix()
    return Module(path, text.count("\n"), _sizes(functions), _sizes(types))


def _sizes(nodes: Sequence[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]) -> dict[str, int]:
    return {f"{node.lineno}:{node.name}": (node.end_lineno or node.lineno) - node.lineno + 1 for node in nodes}


def _longest(what: str, sizes: dict[str, int], limit: int) -> Iterator[str]:
    name, size = max(sizes.items(), key=lambda each: each[1], default=("", 0))
    above, mean = sum(each > limit for each in sizes.values()), sum(sizes.values()) / (len(sizes) or 1)
    yield f"  longest {what}: {size} lines ({name}); over {limit}: {above}; mean {mean:.1f}"


if __name__ == "__main__":
    main()
