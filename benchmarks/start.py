"""How long a person waits for one small file: the start is the product in a pre-commit hook."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.fleet import clean_profile, dirty_profile, write_folder
from benchmarks.measuring import Builds, Scale, costs, said_by
from benchmarks.peers import check_jsonschema, import_click
from benchmarks.table import Row, Table

_HEAVY = ("jsonschema", "ruamel.yaml", "rich", "jinja2", "yaml")
_OWN_RULE = """\
code: ACME1
name: vault-without-tag
severity: warning
confidence: high
applies-to: DestinationConfig
when:
  properties:
    Tag: {const: no-such-tag}
at: Tag
message: "{subject} has a tag that nobody should use."
why: A tag says whose vault it is.
fix: Write another one.
references: ["Our handbook"]
examples:
  bad:
    - document: {Tag: no-such-tag}
      findings: [/Tag]
  good:
    - document: {Tag: x}
"""


def measure(folder: Path, scale: Scale, builds: Builds) -> Iterator[Row | str]:
    """Cold processes with one profile each."""
    clean = write_folder(folder / "clean", 1, clean_profile)[-1]
    dirty = write_folder(folder / "dirty", 1, dirty_profile)[-1]
    table, number = Table(builds), len(builds.names)
    by_default, in_text = builds.check("--exit-zero", clean), builds.check("--exit-zero", dirty)
    config = _own_rule(folder)
    with_own = [[*command, "--exit-zero", f"--config={config}", str(clean)] for command in builds.commands]
    # What they compile and keep for the next start is there.
    costs([*by_default, *in_text, *with_own], 1, folder)
    measured = [each.wall for each in costs([*by_default, *in_text, *with_own, import_click()], scale.starts, folder)]
    ours, texts, owns = measured[:number], measured[number : 2 * number], measured[2 * number : -1]
    yield table.at_most("start: one clean profile / `import click`, wall", ours, measured[-1:], 2.5)
    yield table.at_most("start: one dirty profile, text / the clean one, wall", texts, ours, 1.2)
    yield table.at_most("start: with one own rule / without, wall", owns, ours, 1.2)
    peer = check_jsonschema([clean])
    if peer is None:
        yield "start: check-jsonschema is not installed."
    else:
        *ours, theirs = (each.wall for each in costs([*by_default, peer], max(1, scale.starts // 2), folder))
        yield table.at_most("start: one clean profile / check-jsonschema, wall", ours, [theirs], 0.5)
    imported = [_imported(command) for command in by_default]
    what = f"start: imported of {', '.join(_HEAVY)}"
    yield table.counted(what, [", ".join(names) or "none" for names in imported], "", "none", not imported[-1])


def _own_rule(folder: Path) -> Path:
    """A configuration with a rule that does not come with comet-lint, and finds nothing."""
    rules = folder / "own-rules"
    rules.mkdir(parents=True)
    (rules / "vault-without-tag.yaml").write_text(_OWN_RULE, encoding="utf-8")
    config = folder / "own.yaml"
    config.write_text("extend-rules: [own-rules]\n", encoding="utf-8")
    return config


def _imported(command: list[str]) -> list[str]:
    """Which of the heavy packages a command imports."""
    told = said_by(command, PYTHONPROFILEIMPORTTIME="1").stderr.decode(errors="replace")
    names = {line.rpartition("|")[2].strip() for line in told.splitlines() if line.startswith("import time:")}
    return [name for name in _HEAVY if name in names]
