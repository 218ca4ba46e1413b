"""Texts are those of `json.dumps`, but for what a terminal would not show."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from comet_lint.findings import Severity
from comet_lint.reports.json_text import json_text

VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(Severity),
    lambda children: st.lists(children) | st.tuples(children) | st.dictionaries(st.text(), children),
)


@given(VALUES)
def test_it_is_the_indented_text_of_the_standard_library(value: Any) -> None:
    plain = json.dumps(value, indent=2, ensure_ascii=False) + "\n"
    if plain.isascii() and "\x7f" not in plain:
        assert json_text(value) == plain
    else:
        printable = json_text(value)
        assert printable.encode()
        assert json.dumps(json.loads(printable)) == json.dumps(json.loads(plain))


def test_what_cannot_be_seen_or_written_is_escaped() -> None:
    assert json_text("\x7f\u200b\ufeff\ud800é") == '"\\u007f\\u200b\\ufeff\ufffdé"\n'
