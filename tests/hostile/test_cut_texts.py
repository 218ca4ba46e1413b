"""Texts that end, or are damaged, anywhere: reading one ends, and what cannot be read is said."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

CHILD = r"""
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
from comet_lint.source.reading import parse
text = rb'{"a": "x\\\" \u00e9", "b": [1, -0, {"c": null}]}' + sys.argv[1].encode() + rb'{"d": "\\"}'
for end in range(1, len(text)):
    for damaged in (text[:end], text[:end] + b'\\', text[:end] + b'\x01' + text[end:], text[:end] + text[end + 1:]):
        parsed = parse(damaged, sys.argv[2])
        assert parsed.roots or [notice.rule for notice in parsed.notices][-1:] == ["T001"], damaged
"""


@pytest.mark.parametrize("name", ["users.json", "users.jsonl", "cometd.cfg"])
@pytest.mark.parametrize("between", ["", "\n"], ids=["nothing between", "lines"])
def test_cut_and_damaged_json(name: str, between: str) -> None:
    root = Path(__file__).parent.parent.parent
    done = subprocess.run(
        [sys.executable, "-c", CHILD, between, name], cwd=root, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
