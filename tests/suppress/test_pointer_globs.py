"""Pointers with `*` and `**`."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comet_lint.suppress.pointer_globs import pointer_matcher


@pytest.mark.parametrize(
    ("glob", "matched", "others"),
    [
        ("/a/b", ["/a/b"], ["/a", "/a/b/c", "/a/bb", "", "/"]),
        ("/a/*", ["/a/b", "/a/"], ["/a", "/a/b/c"]),
        ("/a/b*d*", ["/a/bd", "/a/bcde"], ["/a/b", "/a/dbc"]),
        ("/*a*a*", ["/aa", "/xaxax"], ["/a", "/xa"]),
        ("/ab*ba", ["/abba", "/abxba"], ["/aba", "/ab"]),
        ("/**", ["", "/", "/a", "/a/b/c"], []),
        ("/a/**", ["/a", "/a/b", "/a/b/c"], ["", "/b/a"]),
        ("/**/b", ["/b", "/a/b", "/b/a/b"], ["", "/b/a", "/a/ab"]),
        ("/a/**/**/b", ["/a/b", "/a/x/y/b"], ["/a", "/b", "/a/b/c"]),
        ("/**/x/y/**/z", ["/x/y/z", "/x/x/y/y/z", "/x/y/z/z"], ["/x/z", "/z", "/x/y"]),
        ("/x/**/x", ["/x/x"], ["/x"]),
    ],
)
def test_matches(glob: str, matched: list[str], others: list[str]) -> None:
    matches = pointer_matcher(glob)
    assert [pointer for pointer in (*matched, *others) if matches(pointer)] == matched


def pattern(glob: str) -> str:
    """The same as a regular expression, which may take very long."""
    steps = re.sub(r"(/\*\*)+", "/**", glob).split("/")[1:]
    return "".join("(?:/[^/]*)*" if step == "**" else "/" + re.escape(step).replace(r"\*", "[^/]*") for step in steps)


@given(
    st.lists(st.sampled_from(["a", "b", "*", "**", "a*", "*b*a", ""]), min_size=1, max_size=7),
    st.lists(st.text("ab", max_size=3), max_size=7),
)
def test_agrees_with_the_regular_expression(globs: list[str], steps: list[str]) -> None:
    glob, pointer = "".join(f"/{step}" for step in globs), "".join(f"/{step}" for step in steps)
    assert pointer_matcher(glob)(pointer) is (re.fullmatch(pattern(glob), pointer) is not None)


@pytest.mark.parametrize("glob", ["/**" * 2_000 + "/end", "/**/a" * 2_000 + "/end", "/" + "*a" * 2_000 + "b"])
def test_long_patterns_and_pointers_end(glob: str) -> None:
    code = (
        "import resource, sys\n"
        "from comet_lint.suppress.pointer_globs import pointer_matcher\n"
        "resource.setrlimit(resource.RLIMIT_CPU, (10, 10))\n"
        "glob = sys.stdin.read()\n"
        "print(pointer_matcher(glob)('/a' * 5_000), pointer_matcher(glob)('/' + 'a' * 10_000))\n"
    )
    ended = subprocess.run([sys.executable, "-c", code], input=glob, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "False False\n", "")
