"""What is said about a key that comes twice: how the server reads the two depends on what they stand for."""

from __future__ import annotations

import json

import pytest

from tests.source.reading import parse_text

LAST = "the server takes the last one."
OBJECTS = "the server merges the two objects: fields that the second does not have stay as in the first."
LISTS = (
    "the server merges the two lists: fields that an entry of the second does not have stay as in the entry at its "
    "place in the first."
)
NULL = "the second is null, which empties a list or dictionary and leaves anything else as in the first."
REFUSED = "one of them has a type that the server refuses."

PAIRS = [
    (1, 2, LAST),
    ("a", True, LAST),
    ([1], [2, 3], LAST),
    ([], [{"x": 1}], LAST),
    ({"x": 1}, {}, OBJECTS),
    ([{"x": 1}], [{"y": 1}], LISTS),
    (None, [{"y": 1}], LISTS),
    ("a", None, NULL),
    ({"x": 1}, None, NULL),
    ({"x": 1}, [1], REFUSED),
    (1, {"x": 1}, REFUSED),
]


@pytest.mark.parametrize(("first", "second", "what"), PAIRS)
@pytest.mark.parametrize("name", ["a.json", "a.yaml"])
def test_what_the_server_makes_of_two(first: object, second: object, what: str, name: str) -> None:
    one, two = json.dumps(first), json.dumps(second)
    text = f'{{"k" : {one},\n"k" : {two}}}'
    (notice,) = parse_text(text, name).notices
    before = 'The key "k" is already in this object, in line 1; '
    assert (notice.rule, notice.path, tuple(notice.span)) == ("T007", ("k",), (2, 1, 2, 4))
    assert (notice.message, notice.about_id) == (before + what, before + LAST)


def test_the_second_document_of_a_file() -> None:
    (notice,) = parse_text("a: 1\n---\nb:\n  c: 1\n  c: 2\n", "a.yaml").notices
    assert (notice.root, notice.path, tuple(notice.span)) == (1, ("b", "c"), (5, 3, 5, 4))
