"""The quick parser reads what the careful one reads, or nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comet_lint.source.json.plain import plain_value
from comet_lint.source.reading import parse
from tests.source.json_texts import documents


@given(documents)
def test_any_json(document: tuple[object, str]) -> None:
    _value, text = document
    value = plain_value(text.encode())
    parsed = parse(text.encode(), "a.json")
    assert value is None or (value,) == parsed.roots
    assert value is None or parsed.notices == ()


@given(st.binary(max_size=40) | st.text(st.sampled_from('{}[]",:\\u003aA1 '), max_size=30).map(str.encode))
def test_any_bytes(data: bytes) -> None:
    value = plain_value(data)
    if value is not None:
        parsed = parse(data, "a.json")
        assert parsed.notices == ()
        assert parsed.roots == (value,)


@pytest.mark.parametrize(
    "text",
    [
        '{"a":1,"a":2}',
        '{"a":{"b":1,"c":2,"b":3}}',
        '{"a":1,"a":"\\u003a"}',
        '{"a":1,"\\u0061":"\\u003A\\u003a"}',
        '{"a":1.0}',
        '{"a":1e3}',
        '{"a":NaN}',
        '{"a":"\\ud800"}',
        "{} {}",
        "null",
    ],
)
def test_what_needs_a_closer_look(text: str) -> None:
    assert plain_value(text.encode()) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": {"b:": [":", "\\u003c"]}}', {"a": {"b:": [":", "<"]}}),
        ('{"a": 123456789012345678901234567890}', {"a": 123456789012345678901234567890}),
        ('["\\ud83d\\ude00", "C:\\\\users", -0, true]', ["😀", "C:\\users", 0, True]),
    ],
)
def test_what_is_plain(text: str, value: object) -> None:
    assert plain_value(text.encode()) == value
