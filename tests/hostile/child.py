"""Checks hostile documents in this process, which ends if one of them takes too much time or memory.

Standard input: a JSON list of [file name, names of texts, root type, whether constants are real]. Standard output:
a line before each document, and a JSON list of what was wrong after it.
"""

from __future__ import annotations

import contextlib
import io
import json
import resource
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path

import yaml

from comet_lint.cli.main import cli
from comet_lint.comet.model import load_model
from comet_lint.reports import FORMATS
from tests.hostile.documents import Maker
from tests.hostile.parsing import problems_of
from tests.hostile.texts import ALL

SECONDS = 10
MEMORY = 2 << 30


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sys.setrecursionlimit(1000)
    for name, chosen, type_name, with_constants in json.load(sys.stdin):
        texts = [ALL[text] for text in chosen]
        document = Maker(load_model(), texts, with_constants=with_constants).document(type_name)
        written = yaml.dump(document, Dumper=yaml.CSafeDumper) if name.endswith(".yaml") else json.dumps(document)
        Path(name).write_text(written, encoding="utf-8")
        used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
        resource.setrlimit(resource.RLIMIT_CPU, (int(used) + SECONDS, resource.RLIM_INFINITY))
        print(name, flush=True)
        print(json.dumps(sorted(set(_checked(name, type_name)))), flush=True)


def _checked(name: str, type_name: str) -> Iterator[str]:
    outputs = [f"--output={format_name}=report.{format_name}" for format_name in FORMATS]
    out, err = io.StringIO(), io.StringIO()
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            cli(["check", "--preset=all", "--no-config", "--show-all", f"--type={type_name}", *outputs, name])
    except SystemExit as end:
        if end.code not in (0, 1):
            yield f"exit {end.code}: {err.getvalue()[-500:]}"
            return
    except BaseException:
        yield traceback.format_exc()
        return
    if json.loads(Path("report.json").read_text(encoding="utf-8"))["summary"]["documents"] != 1:
        yield "not checked"
    for format_name in FORMATS:
        report = Path(f"report.{format_name}").read_text(encoding="utf-8")
        yield from (f"{format_name}: {problem}" for problem in problems_of(format_name, report))


if __name__ == "__main__":
    main()
