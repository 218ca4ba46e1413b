"""JSON that cannot be parsed: one T001 at the exact place, which says what was expected and quotes nothing."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.source.json_texts import documents
from tests.source.reading import notices, parse_text

VALUE = "A value was expected here."
TEXT_VALUE = "A value was expected here; texts stand in double quotes."
KEY = "A key in double quotes was expected here."
COLON = "A colon was expected after the key."
AFTER_MEMBER = "A comma or } was expected here."
AFTER_ENTRY = "A comma or ] was expected here."
TRAILING_COMMA = "This comma must go: none may stand before the closing bracket."
COMMENT = "JSON has no comments; this one must go."
CONSTANT = "A value was expected here; JSON has no NaN and no Infinity."
LOWER_CASE = "A value was expected here; true, false and null are written in lower case."
ESCAPE = "A backslash here begins no escape that JSON knows; where the text has a backslash, double every backslash."
CONTROL = "A text must not contain a control character; write it as an escape such as \\t or \\u0000."
LINE_BREAK = "The text ends with its line; a double quote was expected, or \\n for a line break."
NUMBER = "This is not a number: it goes on in a way that JSON does not know."
TRAILING = "The document has ended before this; a JSON file holds only one."
EMPTY = "The file is empty; a JSON document was expected."
OBJECT_OPEN = "The file ends inside an object, which begins in line {}."
LIST_OPEN = "The file ends inside a list, which begins in line {}."


@pytest.mark.parametrize(
    ("text", "span", "message"),
    [
        ("", (1, 1, 1, 1), EMPTY),
        (" \r\n\t", (1, 1, 1, 1), EMPTY),
        ('{"a": }', (1, 7, 1, 8), VALUE),
        ("[,1]", (1, 2, 1, 3), VALUE),
        ("é", (1, 1, 1, 2), VALUE),
        ("[😀]", (1, 2, 1, 3), VALUE),
        ("[+1]", (1, 2, 1, 3), VALUE),
        ("[.5]", (1, 2, 1, 3), VALUE),
        ("]", (1, 1, 1, 2), VALUE),
        ("{'a': 1}", (1, 2, 1, 3), KEY),
        ("{a: 1}", (1, 2, 1, 3), KEY),
        ("{1: 1}", (1, 2, 1, 3), KEY),
        ('{"a": 1,, "b": 2}', (1, 9, 1, 10), KEY),
        ("{]", (1, 2, 1, 3), KEY),
        ("['a']", (1, 2, 1, 3), TEXT_VALUE),
        ("[abc]", (1, 2, 1, 3), TEXT_VALUE),
        ('{"a" 1}', (1, 6, 1, 7), COLON),
        ('{"a", "b"}', (1, 5, 1, 6), COLON),
        ('{"a"}', (1, 5, 1, 6), COLON),
        ('{"a": 1 "b": 2}', (1, 9, 1, 10), "A comma is missing before this key."),
        ('{\r\n\t"😀": "😀"\r\n\t"b": 2}', (3, 2, 3, 3), "A comma is missing before this key."),
        ('{"a": 1]', (1, 8, 1, 9), AFTER_MEMBER),
        ('{"a": {"b": 1}', (1, 15, 1, 15), OBJECT_OPEN.format(1)),
        ("[1 2]", (1, 4, 1, 5), AFTER_ENTRY),
        ("[1}", (1, 3, 1, 4), AFTER_ENTRY),
        ('["a"\r"b"]', (2, 1, 2, 2), AFTER_ENTRY),
        ("[1, ]", (1, 3, 1, 4), TRAILING_COMMA),
        ('{"a": 1,\n}', (1, 8, 1, 9), TRAILING_COMMA),
        ("// x\n{}", (1, 1, 1, 2), COMMENT),
        ('{ # x\n"a": 1}', (1, 3, 1, 4), COMMENT),
        ('{"a": /* x */ 1}', (1, 7, 1, 8), COMMENT),
        ('{"a": 1 // x\n}', (1, 9, 1, 10), COMMENT),
        ("NaN", (1, 1, 1, 2), CONSTANT),
        ("[Infinity]", (1, 2, 1, 3), CONSTANT),
        ("[-Infinity]", (1, 2, 1, 3), CONSTANT),
        ("[True]", (1, 2, 1, 3), LOWER_CASE),
        ("[NULL]", (1, 2, 1, 3), LOWER_CASE),
        ("[truely]", (1, 2, 1, 3), TEXT_VALUE),
        ("[tru", (1, 2, 1, 3), TEXT_VALUE),
        ("[None]", (1, 2, 1, 3), TEXT_VALUE),
        ("[01]", (1, 2, 1, 3), NUMBER),
        ("[-01]", (1, 2, 1, 3), NUMBER),
        ("[1.]", (1, 2, 1, 3), NUMBER),
        ("[1.5.2]", (1, 2, 1, 3), NUMBER),
        ("[1e]", (1, 2, 1, 3), NUMBER),
        ("[0x1F]", (1, 3, 1, 4), AFTER_ENTRY),
        ("[-]", (1, 2, 1, 3), "A digit was expected after this minus sign."),
        ("[" + "9" * 4301 + "]", (1, 2, 1, 3), "An integer has more than 4300 digits."),
        (r'{"a": "C:\Program Files"}', (1, 10, 1, 11), ESCAPE),
        (r'{"a": "10\.0\.0\.1"}', (1, 10, 1, 11), ESCAPE),
        (r'{"é\x41": 1}', (1, 4, 1, 5), ESCAPE),
        (r'["\u12"]', (1, 3, 1, 4), ESCAPE),
        ('["a\x00b"]', (1, 4, 1, 5), CONTROL),
        ('["a\tb"]', (1, 4, 1, 5), CONTROL),
        ('["a\nb"]', (1, 4, 1, 4), LINE_BREAK),
        ('["a\r\nb"]', (1, 4, 1, 4), LINE_BREAK),
        ('["é😀', (1, 2, 1, 3), "This text has no closing double quote."),
        ("\x00", (1, 1, 1, 2), "A value was expected here, not a control character."),
        ("{} \x00", (1, 4, 1, 5), TRAILING),
        ("{} {}", (1, 4, 1, 5), TRAILING),
        ("{}\n}", (2, 1, 2, 2), TRAILING),
        ('\n{\n"a": [1,\n{ "b": 2,\n"c":\n\n', (5, 5, 5, 5), OBJECT_OPEN.format(4)),
        ("\n[\n[]\n", (3, 3, 3, 3), LIST_OPEN.format(2)),
        ('{"a"', (1, 5, 1, 5), OBJECT_OPEN.format(1)),
        ("{", (1, 2, 1, 2), OBJECT_OPEN.format(1)),
        ("[1,", (1, 4, 1, 4), LIST_OPEN.format(1)),
    ],
)
def test_error(text: str, span: tuple[int, ...], message: str) -> None:
    assert parse_text(text, "cometd.cfg").roots == ()
    assert notices(text, "cometd.cfg") == [("T001", (), span, message)]


@given(documents, st.data())
def test_a_damaged_text_is_refused_exactly_when_the_standard_library_refuses_it(
    document: tuple[object, str], data: st.DataObject
) -> None:
    text = document[1]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 2)))
    damaged = text[:start] + data.draw(st.sampled_from(["", *'{}[]",:\\0-.eu\n\x01/', "NaN", "\\ud800"])) + text[end:]
    parsed = parse_text(damaged, "cometd.cfg")
    assert bool(parsed.roots) == _is_json(damaged)
    assert [notice.rule for notice in parsed.notices if notice.rule == "T001"] == ["T001"] * (not parsed.roots)


def _is_json(text: str) -> bool:
    try:
        json.loads(text, parse_constant=_refuse)
    except ValueError:
        return False
    return True


def _refuse(constant: str) -> object:
    raise ValueError(constant)


def test_nothing_of_the_text_is_quoted() -> None:
    texts = ['{"EXAMPLE-SECRET": EXAMPLE-SECRET', '["EXAMPLE\\-SECRET"]', '{"a": "EXAMPLE-SECRET', "EXAMPLE-SECRET"]
    for text in texts:
        assert [message for *_, message in notices(text) if "EXAMPLE" in message] == []
        assert len(notices(text)) == 1
