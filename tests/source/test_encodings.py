"""Files in other encodings are read and reported; positions are those in the decoded text."""

from __future__ import annotations

import codecs

import pytest

from comet_lint.findings import Span
from comet_lint.source.reading import parse
from tests.source.reading import plain

TEXT = '{\r\n\t"é😀": "ü"\r\n}'
REMEDY = "save it as UTF-8 without byte order mark, as the server does not read anything else."


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (codecs.BOM_UTF8 + TEXT.encode(), f"The file begins with a byte order mark; {REMEDY}"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), f"The file is in UTF-16; {REMEDY}"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), f"The file is in UTF-16; {REMEDY}"),
        (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), f"The file is in UTF-32; {REMEDY}"),
        (codecs.BOM_UTF32_BE + TEXT.encode("utf-32-be"), f"The file is in UTF-32; {REMEDY}"),
        (TEXT.encode("utf-16-le"), f"The file is in UTF-16; {REMEDY}"),
        (TEXT.encode("utf-16-be"), f"The file is in UTF-16; {REMEDY}"),
        (TEXT.encode("utf-32-le"), f"The file is in UTF-32; {REMEDY}"),
        (TEXT.encode("utf-32-be"), f"The file is in UTF-32; {REMEDY}"),
    ],
)
@pytest.mark.parametrize("name", ["profile.json", "profile.yaml", "-"])
def test_other_encodings(data: bytes, message: str, name: str) -> None:
    # YAML has no tabs for indentation, but between brackets it has.
    parsed = parse(data, name)
    assert parsed.roots == ({"é😀": "ü"},)
    assert [plain(notice) for notice in parsed.notices] == [("T020", (), (1, 1, 1, 1), message)]
    assert parsed.positions.spans(0, [("é😀",)]) == [(Span(2, 2, 2, 6), Span(2, 8, 2, 11))]


def test_an_error_in_utf_16_is_where_an_editor_shows_it() -> None:
    parsed = parse('{\n  "😀" 1}'.encode("utf-16"), "profile.json")
    assert [(notice.rule, tuple(notice.span)) for notice in parsed.notices] == [
        ("T020", (1, 1, 1, 1)),
        ("T001", (2, 7, 2, 8)),
    ]


@pytest.mark.parametrize(
    ("data", "name", "root", "span"),
    [
        (b'{"a":\n "\xc3\xa9\xff!"}', "a.json", {"a": "é\ufffd!"}, (2, 4, 2, 5)),
        (b'{"a\x80": 1}', "a.json", {"a\ufffd": 1}, (1, 4, 1, 5)),
        (b'["\xed\xa0\x80"]', "a.json", ["\ufffd\ufffd\ufffd"], (1, 3, 1, 4)),
        (b'["\xc3"]', "a.json", ["\ufffd"], (1, 3, 1, 4)),
        (b"a: b\nc: \xe9t\xe9\n", "a.yaml", {"a": "b", "c": "\ufffdt\ufffd"}, (2, 4, 2, 5)),
    ],
)
def test_invalid_utf_8_is_replaced_and_reported_at_its_first_byte(
    data: bytes, name: str, root: object, span: tuple[int, ...]
) -> None:
    parsed = parse(data, name)
    assert parsed.roots == (root,)
    message = "The file is not valid UTF-8 here; the server reads such bytes as the replacement character."
    assert [plain(notice) for notice in parsed.notices] == [("T020", (), span, message)]


def test_positions_after_invalid_utf_8_count_replacement_characters() -> None:
    parsed = parse(b'{"a": "\xff\xff", "b": 1}', "a.json")
    assert parsed.positions.spans(0, [("b",)]) == [(Span(1, 13, 1, 16), Span(1, 18, 1, 19))]


def test_invalid_utf_8_far_into_the_file() -> None:
    text = b'["' + "é".encode() * (1 << 20) + b"\xc3"
    parsed = parse(text + b'"]', "a.json")
    assert [(notice.rule, tuple(notice.span)) for notice in parsed.notices] == [
        ("T020", (1, 3 + (1 << 20), 1, 4 + (1 << 20)))
    ]


def test_valid_utf_8_over_the_edge_of_what_is_decoded_at_a_time() -> None:
    text = b'["a' + "é😀".encode() * 300_000 + b'\\ud800"]'
    assert parse(text, "a.json").notices == ()


def test_an_odd_byte_at_the_end_of_utf_16_is_an_error() -> None:
    parsed = parse(codecs.BOM_UTF16_LE + "{}".encode("utf-16-le") + b"x", "a.json")
    assert [notice.rule for notice in parsed.notices] == ["T020", "T001"]


def test_a_second_byte_order_mark_is_an_error_in_json() -> None:
    parsed = parse(codecs.BOM_UTF8 * 2 + b"{}", "a.json")
    assert [(notice.rule, tuple(notice.span)) for notice in parsed.notices] == [
        ("T020", (1, 1, 1, 1)),
        ("T001", (1, 1, 1, 2)),
    ]
