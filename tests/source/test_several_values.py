"""JSON files that hold several values: lines, and values that follow each other."""

from __future__ import annotations

import pytest

from comet_lint.source.reading import parse
from tests.source.reading import cut, parse_text, plain


def texts_at_x(text: str, name: str) -> list[str]:
    """What stands at `x` in each value of the file."""
    parsed = parse_text(text, name)
    spans = [parsed.positions.spans(number, [("x",)])[0][1] for number in range(len(parsed.roots))]
    return [cut(text, span) for span in spans]


@pytest.mark.parametrize(
    "text",
    [
        '{"x": 1}\n{"x": [2]}\n',
        '\n{"x": 1}\r\n\r\n  {"x": [2]}  ',
        '{"x": 1}{"x": [2]}',
        '{\n "x": 1\n}\n{\n "x": [2]\n}\n',
    ],
)
@pytest.mark.parametrize("name", ["users.jsonl", "users.NDJSON", "users.json", "-"])
def test_each_value_is_read_where_it_stands(text: str, name: str) -> None:
    parsed = parse_text(text, name)
    assert parsed.roots == ({"x": 1}, {"x": [2]})
    assert parsed.notices == ()
    assert texts_at_x(text, name) == ["1", "[2]"]


def test_one_line_is_one_value() -> None:
    assert parse_text('{"x": 1}\n', "users.jsonl").roots == ({"x": 1},)
    assert parse_text('"x"\n5\n', "users.jsonl").roots == ("x", 5)


def test_a_broken_line_leaves_the_others_alone() -> None:
    text = '{"x": 1}\n{"x": 1,}\n{"é": 1, "x": 2, "x": 3}\n'
    parsed = parse_text(text, "users.jsonl")
    assert parsed.roots == ({"x": 1}, {"é": 1, "x": 3})
    assert [(notice.root, *plain(notice)) for notice in parsed.notices] == [
        (0, "T001", (), (2, 8, 2, 9), "This comma must go: none may stand before the closing bracket."),
        (
            1,
            "T007",
            ("x",),
            (3, 18, 3, 21),
            'The key "x" is already in this object, in line 3; the server takes the last one.',
        ),
    ]


@pytest.mark.parametrize("name", ["users.json", "users.jsonl"])
def test_other_encodings(name: str) -> None:
    parsed = parse('{"x": "ü"}\n{"x": "é"}\n'.encode("utf-16"), name)
    assert parsed.roots == ({"x": "ü"}, {"x": "é"})
    assert [notice.rule for notice in parsed.notices] == ["T020"]
    # A byte that is no UTF-8 becomes three, and moves what follows.
    parsed = parse(b'{"x": "\xff"}\n{"x": 1}\n', name)
    assert parsed.roots == ({"x": "\ufffd"}, {"x": 1})
    assert tuple(parsed.positions.marks(1, [("x",)])[0]) == (2, 2, 2, 5)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('{"x": 1}{"x": 2}', "cometd.cfg"),
        ('{"x": 1} x', "users.json"),
        ('{"x": 1} 5', "users.json"),
        ('{"x": 1}, {"x": 2}', "users.json"),
        ('{"x": 1}{"x": 2,}', "users.json"),
        ('{"x": 1}{"x": "', "users.json"),
        ('{"x": 1}}', "users.json"),
    ],
)
def test_anything_else_is_one_broken_value(text: str, name: str) -> None:
    parsed = parse_text(text, name)
    assert parsed.roots == ()
    assert [notice.rule for notice in parsed.notices] == ["T001"]


@pytest.mark.parametrize("name", ["users.jsonl", "users.json"])
@pytest.mark.parametrize("text", ["", " \n\n"])
def test_nothing_at_all(text: str, name: str) -> None:
    (notice,) = parse_text(text, name).notices
    assert notice.message == "The file is empty; a JSON document was expected."
