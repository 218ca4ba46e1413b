"""Lines end at LF, CRLF or a lone CR; columns count characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comet_lint.findings import Span
from comet_lint.source import lines
from comet_lint.source.lines import LineIndex
from tests.source.reading import cut

texts = st.text(st.sampled_from("ab\r\né😀\u2028\x85"), max_size=40)


def counted(text: str, offset: int) -> tuple[int, int]:
    """Line and column by counting one character after the other."""
    line = column = 1
    for before, character in enumerate(text[:offset]):
        ends_line = character == "\n" or (character == "\r" and text[before + 1 : before + 2] != "\n")
        line, column = (line + 1, 1) if ends_line else (line, column + 1)
    return line, column


@pytest.fixture(params=[1, 3, 8, 1 << 16], autouse=True)
def _block_size(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "_BLOCK", request.param)


@given(texts, st.data())
def test_places_of_characters(text: str, data: st.DataObject) -> None:
    offsets = data.draw(st.lists(st.integers(0, len(text))))
    assert LineIndex(text).places(offsets) == {offset: counted(text, offset) for offset in offsets}


@given(texts, st.data())
def test_places_of_bytes(text: str, data: st.DataObject) -> None:
    offsets = data.draw(st.lists(st.integers(0, len(text))))
    assert LineIndex(text.encode()).places(len(text[:offset].encode()) for offset in offsets) == {
        len(text[:offset].encode()): counted(text, offset) for offset in offsets
    }


@given(texts, st.data())
def test_cutting_is_the_inverse(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    span = Span(*counted(text, start), *counted(text, end))
    if "\r\n" in (text[start - 1 : start + 1], text[end - 1 : end + 1]):
        return  # within a line break there is nothing to point at
    assert LineIndex(text).cut(span) == cut(text, span) == text[start:end]
    assert LineIndex(text.encode()).cut(span) == text[start:end].encode()


def test_cutting_stops_at_the_end_of_the_line_and_of_the_text() -> None:
    index = LineIndex("é\r\nab\rc")
    assert index.cut(Span(1, 1, 1, 99)) == "é"
    assert index.cut(Span(2, 2, 2, 99)) == "b"
    assert index.cut(Span(3, 1, 3, 99)) == "c"
    assert index.cut(Span(4, 1, 5, 1)) == ""
    assert index.cut(Span(2, 2, 2, 1)) == ""
