"""`python -m benchmarks.same_output BEFORE AFTER`: do two builds say the same, to the byte?

BEFORE and AFTER are comet-lint executables. Both check documents of all sorts (`corpus.py`) with several sets of
options; the JSON output, what is said on standard error, and the exit codes are compared. Ends with 1 if anything
differs.

    python -m benchmarks.same_output BEFORE --store said.json.gz --keep corpus     # once
    python -m benchmarks.same_output AFTER --against said.json.gz --corpus corpus  # as often as needed
"""

from __future__ import annotations

import argparse
import difflib
import gzip
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.corpus import Part, build, parts_of

_ALWAYS = ("check", "--format=json")
_OPTIONS: tuple[tuple[str, ...], ...] = (
    ("--jobs=1",),
    ("--jobs=2",),
    ("--jobs=1", "--preset=security"),
    ("--jobs=2", "--preset=security"),
    ("--jobs=1", "--preset=all"),
    ("--jobs=2", "--preset=all"),
    ("--jobs=1", "--preset=all", "--comet-version=23.6", "--now=2025-06-30", "--hosted", "-v"),
)
_DIFFERENT_LINES = 40
_DIFFERENT_FINDINGS = 3
_SETS = {"every": _OPTIONS, "each preset": (_OPTIONS[0], _OPTIONS[3], *_OPTIONS[4::2]), "first": _OPTIONS[:1]}
# Without compiled files, each start takes several times as long.
_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


class Said(NamedTuple):
    """What one run of comet-lint gave."""

    exit_code: int
    output: str
    errors: str


Everything = dict[str, Said]
"""By command, without the executable."""


def main() -> None:
    """Compare, or store what one build says."""
    arguments = _parser().parse_args()
    with ExitStack() as stack:
        folder = arguments.corpus or arguments.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        parts = parts_of(folder) if arguments.corpus else build(folder, arguments.samples, arguments.each)
        commands = [
            command for command in _commands(parts) if all(word in " ".join(command) for word in arguments.only)
        ]
        digest = _digest(folder)
        before = _read(arguments.against, digest) if arguments.against else _run(arguments.builds[0], commands, folder)
        if arguments.store:
            _store(arguments.store, before, digest)
        if arguments.store and len(arguments.builds) == 1:
            print(f"Stored what {len(before)} runs said.")
            return
        after = _run(arguments.builds[-1], commands, folder)
    sys.exit(1 if _compare(before, after, arguments.show) else 0)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.same_output",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("builds", nargs="+", type=Path, metavar="EXECUTABLE", help="BEFORE and AFTER, or one of them")
    parser.add_argument("--store", type=Path, metavar="FILE", help="keep what BEFORE says")
    parser.add_argument("--against", type=Path, metavar="FILE", help="compare with what was stored, not with BEFORE")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="write the documents there, and leave them")
    parser.add_argument("--corpus", type=Path, metavar="DIR", help="use documents that were kept")
    parser.add_argument("--samples", type=Path, action="append", default=[], metavar="DIR", help="check these, too")
    parser.add_argument(
        "--each", type=Path, action="append", default=[], metavar="DIR", help="check each folder in it by itself, too"
    )
    parser.add_argument("--only", action="append", default=[], metavar="TEXT", help="only commands with this in them")
    parser.add_argument("--show", type=int, default=20, metavar="N", help="show so many differences (default: 20)")
    return parser


def _commands(parts: Sequence[Part]) -> Iterator[tuple[str, ...]]:
    for part in parts:
        for options in _SETS[part.runs]:
            yield (*_ALWAYS, *options, *part.arguments, part.path)


def _run(executable: Path, commands: Sequence[tuple[str, ...]], folder: Path) -> Everything:
    """All commands, as many at once as there are processors, with a cache of their own."""
    with tempfile.TemporaryDirectory() as cache, ThreadPoolExecutor(os.cpu_count()) as pool:
        environment = {**_ENVIRONMENT, "COMET_LINT_CACHE_DIR": cache, "PYTHONPYCACHEPREFIX": cache}
        program = str(executable.absolute())

        def run(command: tuple[str, ...]) -> Said:
            done = subprocess.run(
                [program, *command],
                cwd=folder,
                env=environment,
                capture_output=True,
                stdin=subprocess.DEVNULL,
                check=False,
            )
            return Said(done.returncode, _text(done.stdout), _text(done.stderr))

        return {" ".join(command): said for command, said in zip(commands, pool.map(run, commands), strict=True)}


def _text(output: bytes) -> str:
    return output.decode(errors="backslashreplace")


def _compare(before: Everything, after: Everything, shown: int) -> int:
    """Print what differs; how many commands that is true of."""
    missing = [command for command in after if command not in before]
    different = [command for command in after if command in before and before[command] != after[command]]
    for command in different[:shown]:
        print(f"comet-lint {command}")
        print(*islice(_difference(before[command], after[command]), _DIFFERENT_LINES), "", sep="\n")
    for command in missing[:shown]:
        print(f"comet-lint {command}\n  was not run before\n")
    hidden = max(0, len(different) - shown)
    print(f"{len(different) + len(missing)} of {len(after)} runs differ{f' ({hidden} not shown)' if hidden else ''}.")
    return len(different) + len(missing)


def _difference(before: Said, after: Said) -> Iterator[str]:
    if before.exit_code != after.exit_code:
        yield f"  exit code {before.exit_code}, now {after.exit_code}"
    yield from _lines("stderr", before.errors.splitlines(), after.errors.splitlines())
    if before.output == after.output:
        return
    old, new = _report(before.output), _report(after.output)
    if old is None or new is None:
        yield from _lines("stdout", before.output.splitlines(), after.output.splitlines())
        return
    changed = [pair for pair in _aligned(old.pop("findings"), new.pop("findings")) if pair[0] != pair[1]]
    yield f"  {len(changed)} findings differ" if changed else "  the findings are the same"
    for first, second in changed[:_DIFFERENT_FINDINGS]:
        yield from _lines("finding", first, second)
    yield from _lines("report", _pretty(old), _pretty(new))


def _aligned(old: list[Any], new: list[Any]) -> Iterator[tuple[list[str], list[str]]]:
    """Findings beside each other; those that stand elsewhere, or only on one side, have nothing beside them."""
    keys = [[f"{each['rule']} {each['path']} {each['pointer']}" for each in findings] for findings in (old, new)]
    matcher = (
        difflib.SequenceMatcher(None, keys[0], keys[1], autojunk=False) if max(len(old), len(new)) < 5000 else None
    )
    blocks = matcher.get_opcodes() if matcher else [("replace", 0, len(old), 0, len(new))]
    for tag, start, end, new_start, new_end in blocks:
        if tag == "equal" or end - start == new_end - new_start:
            pairs = zip(old[start:end], new[new_start:new_end], strict=True)
            yield from ((_pretty(first), _pretty(second)) for first, second in pairs if first != second)
        else:
            yield from ((_pretty(each), []) for each in old[start:end])
            yield from (([], _pretty(each)) for each in new[new_start:new_end])


def _lines(what: str, before: list[str], after: list[str]) -> Iterator[str]:
    for line in difflib.unified_diff(before, after, f"{what} before", f"{what} after", n=3, lineterm=""):
        yield f"  {line[:240]}"


def _pretty(value: object) -> list[str]:
    return json.dumps(value, indent=1, ensure_ascii=False).splitlines()


def _report(output: str) -> dict[str, Any] | None:
    try:
        report = json.loads(output)
    except ValueError:
        return None
    return report if isinstance(report, dict) and "findings" in report else None


def _digest(corpus: Path) -> str:
    """Tells whether two runs were over the same documents."""
    total = hashlib.sha256()
    for file in sorted(path for path in corpus.rglob("*") if path.is_file()):
        total.update(f"{file.relative_to(corpus).as_posix()}\0".encode())
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def _store(file: Path, said: Everything, digest: str) -> None:
    """Equal texts are kept once."""
    texts: dict[str, int] = {}
    runs = {
        command: [each.exit_code, *(texts.setdefault(text, len(texts)) for text in (each.output, each.errors))]
        for command, each in said.items()
    }
    content = json.dumps({"corpus": digest, "runs": runs, "texts": list(texts)}).encode()
    file.write_bytes(gzip.compress(content, 6))


def _read(file: Path, digest: str) -> Everything:
    stored = json.loads(gzip.decompress(file.read_bytes()))
    if stored["corpus"] != digest:
        sys.exit(f"{file} is about other documents: use --corpus with the folder that was kept then.")
    texts = stored["texts"]
    return {
        command: Said(code, texts[output], texts[errors]) for command, (code, output, errors) in stored["runs"].items()
    }


if __name__ == "__main__":
    main()
