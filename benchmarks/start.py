"""How long a person waits for one small file: the start is the product in a pre-commit hook."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.fleet import write_folder
from benchmarks.measuring import LINT, PYTHON, Scale, costs, output_of
from benchmarks.peers import check_jsonschema
from benchmarks.table import Row, at_most, counted

_HEAVY = ("jsonschema", "ruamel.yaml", "rich", "jinja2", "re2", "yaml")
_IMPORTED = f"""
import sys
from comet_lint.cli.main import main
try:
    main()
except SystemExit:
    print(*(name for name in {_HEAVY!r} if name in sys.modules), file=sys.stderr)
"""


def measure(folder: Path, scale: Scale) -> Iterator[Row | str]:
    """A cold process with one clean profile."""
    one = write_folder(folder / "one", 1)[-1]
    command = [*LINT, str(one)]
    # What it compiles and keeps for the next start is there.
    costs([command], 1, folder)
    ours, click = costs([command, [PYTHON, "-c", "import click"]], scale.starts, folder)
    yield at_most("start: one profile / `import click`, wall", ours.wall, click.wall, 2.5)
    peer = check_jsonschema([one])
    if peer is None:
        yield "start: check-jsonschema is not installed."
    else:
        ours, theirs = costs([command, peer], max(1, scale.starts // 2), folder)
        yield at_most("start: one profile / check-jsonschema, wall", ours.wall, theirs.wall, 0.5)
    imported = output_of(_IMPORTED, "check", str(one), cwd=folder)
    what = f"start: imported of {', '.join(_HEAVY)}"
    yield counted(what, imported or "none", "", "", "none", not imported)
