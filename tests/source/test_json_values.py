"""What JSON documents mean."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from jiter import LosslessFloat

from comet_lint.source.parsed import Replaced
from comet_lint.source.reading import parse
from comet_lint.text.quotes import rendered
from tests.source.json_texts import documents
from tests.source.reading import comparable, notices, parse_text


@given(documents)
def test_reads_what_the_standard_library_reads(document: tuple[object, str]) -> None:
    value, text = document
    parsed = parse_text(text)
    assert parsed.syntax == "json"
    assert [comparable(root) for root in parsed.roots] == [json.loads(text)] == [value]
    assert parsed.notices == ()


def test_numbers_keep_how_they_are_written() -> None:
    (root,) = parse_text("[1, 1.0, 1e3, 1E400, 123456789012345678901234567890]").roots
    assert isinstance(root, list)
    assert [str(bytes(number), "ascii") if isinstance(number, LosslessFloat) else number for number in root] == [
        1,
        "1.0",
        "1e3",
        "1E400",
        123456789012345678901234567890,
    ]


def test_an_integer_is_no_lossless_float() -> None:
    assert [type(number) for number in parse_text("[1, 1.0]").roots[0]] == [int, LosslessFloat]  # type: ignore[attr-defined]


def test_of_two_equal_keys_the_last_one_counts_and_is_reported() -> None:
    text = '{\n  "A": 1,\n  "B": [{"x": 1, "\\u0078": 2}],\n  "A": 3,\n  "A": 4\n}'
    assert parse_text(text).roots == ({"A": 4, "B": [{"x": 2}]},)
    assert notices(text) == [
        (
            "T007",
            ("B", 0, "x"),
            (3, 18, 3, 26),
            'The key "x" is already in this object, in line 3; the server takes the last one.',
        ),
        (
            "T007",
            ("A",),
            (4, 3, 4, 6),
            'The key "A" is already in this object, in line 2; the server takes the last one.',
        ),
        (
            "T007",
            ("A",),
            (5, 3, 5, 6),
            'The key "A" is already in this object, in line 2; the server takes the last one.',
        ),
    ]


def test_keys_that_differ_in_case_are_two_keys() -> None:
    assert notices('{"a": 1, "A": 2}') == []


def test_values_that_a_later_equal_key_replaces_are_known() -> None:
    parsed = parse_text('{"a": "x", "b": [{"c": "x", "c": {"d": 2}, "c" : 3}], "a": "y"}')
    assert parsed.replaced == (
        Replaced(0, ("b", 0, "c"), "x"),
        Replaced(0, ("b", 0, "c"), {"d": 2}),
        Replaced(0, ("a",), "x"),
    )
    assert parse_text('{"a": "x"}').replaced == ()


def test_equal_keys_nested_in_each_other_are_not_read_again_and_again() -> None:
    depth = 190
    parsed = parse_text('{"a": ' * depth + "1" + ', "a": 2}' * depth)
    assert 0 < len(parsed.replaced) < 190


def test_a_doubled_key_is_named_in_a_way_that_is_safe_to_print() -> None:
    key = "\\u001b[2J" + "x" * 200
    (notice,) = parse_text(f'{{"{key}": 1, "{key}": 2}}').notices
    assert rendered(notice.message) == (
        'The key "\\u001b[2J' + "x" * 75 + '…" is already in this object, in line 1; the server takes the last one.'
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r'"\ud800"', "\ufffd"),
        (r'"a\uDFFFb"', "a\ufffdb"),
        (r'"\ud83d\ud83d\ude00"', "\ufffd😀"),
        (r'"\ud83dx"', "\ufffdx"),
        (r'"\\ud800"', "\\ud800"),
        (r'"\\ud83d\ude00"', "\\ud83d\ufffd"),
        (r'"\\\ud83d\ude00"', "\\😀"),
        (r'"\udc00\ud800"', "\ufffd\ufffd"),
        (r'{"\udc00": 1}', {"\ufffd": 1}),
    ],
)
def test_half_surrogate_pairs_are_replaced_without_a_word_as_the_server_does(text: str, value: object) -> None:
    parsed = parse_text(text)
    assert parsed.roots == (value,)
    assert parsed.notices == ()


def test_keys_that_become_equal_by_replacement_are_duplicates() -> None:
    (notice,) = parse_text(r'{"\ud800": 1, "\ud801": 2}').notices
    assert (notice.rule, notice.path) == ("T007", ("\ufffd",))


@pytest.mark.parametrize(
    ("name", "syntax"),
    [
        ("cometd.cfg", "json"),
        ("a.b/profile.JSON", "json"),
        ("profile.yaml", "yaml"),
        ("profile.yml", "yaml"),
        ("-", "json"),
        ("profile", "json"),
        ("json", "json"),
    ],
)
def test_the_name_decides_the_syntax_and_without_a_known_one_the_first_character(name: str, syntax: str) -> None:
    assert parse(b'\r\n\t {"a": 1}', name).syntax == syntax


@pytest.mark.parametrize("text", ["a: 1", "- a", "# {", "", "yes"])
def test_what_does_not_begin_like_json_is_yaml(text: str) -> None:
    assert parse_text(text, "-").syntax == "yaml"
