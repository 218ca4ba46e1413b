"""The span of a key or value, cut out of the text, is that key or value."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comet_lint.findings import Span
from comet_lint.source.json import locate as json_locate
from comet_lint.source.json.positions import JsonPositions
from tests.source.json_texts import documents
from tests.source.reading import all_paths, at, comparable, cut, parse_text, places


@pytest.fixture(params=["at once", "never"], autouse=True)
def _import_msgspec(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    patience = {"at once": 0, "never": 2**62}[request.param]
    monkeypatch.setattr(json_locate, "_PATIENCE", patience)
    monkeypatch.setattr(json_locate, "_raw_decoders", type(json_locate._raw_decoders)())


def spans(text: str, *paths: tuple[str | int, ...]) -> list[tuple[Span | None, Span]]:
    return parse_text(text).positions.spans(0, paths)


PROFILE = '{\n\t"Username": "alice",\n\t"Destinations": {\n\t\t"1f": {"Description": "😀", "FTPSMode": 0}\n\t}\n}\n'


def test_a_value_in_an_object() -> None:
    assert spans(PROFILE, ("Destinations", "1f", "FTPSMode")) == [(Span(4, 30, 4, 40), Span(4, 42, 4, 43))]


def test_the_whole_document_has_no_key() -> None:
    assert spans(PROFILE, ()) == [(None, Span(1, 1, 6, 2))]


def test_list_entries_have_no_key() -> None:
    assert spans("[ 1,\r\n [ 2 ] ]", (1,), (1, 0)) == [(None, Span(2, 2, 2, 7)), (None, Span(2, 4, 2, 5))]


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        (("Missing",), None, PROFILE.strip()),
        (("Destinations", "2e", "FTPSMode"), '"Destinations"', PROFILE[41:-3]),
        (("Username", "x", 3), '"Username"', '"alice"'),
        (("Username", 0), '"Username"', '"alice"'),
        (("Destinations", 0), '"Destinations"', PROFILE[41:-3]),
    ],
)
def test_a_missing_path_is_where_its_nearest_ancestor_is(
    path: tuple[str | int, ...], key: str | None, value: str
) -> None:
    assert places(PROFILE, path) == [(key, value)]


@pytest.mark.parametrize("path", [("a", 2), ("a", -1), ("a", "0"), ("a", 0, "b")])
def test_a_list_has_only_the_entries_it_has(path: tuple[str | int, ...]) -> None:
    ancestor = ('"a"', "[1, 2]") if path[1] != 0 else (None, "1")
    assert places('{"a": [1, 2]}', path) == [ancestor]


def test_every_path_gets_its_answer_in_the_order_asked() -> None:
    assert places(PROFILE, ("Username",), ("Destinations", "1f", "Description"), ("Username",)) == [
        ('"Username"', '"alice"'),
        ('"Description"', '"😀"'),
        ('"Username"', '"alice"'),
    ]


@pytest.mark.parametrize(
    ("text", "path", "key", "value"),
    [
        ('{"x": {"k": 1}, "k": 2}', ("k",), (1, 17, 1, 20), (1, 22, 1, 23)),
        ('{"x": [{"k": 1}], "k": {"k": 2}}', ("k", "k"), (1, 25, 1, 28), (1, 30, 1, 31)),
        ('{"k": "\\"k\\": 1", "x": "k", "l": 2}', ("l",), (1, 29, 1, 32), (1, 34, 1, 35)),
        ('{"x": "y \\"k", "k": 2}', ("k",), (1, 16, 1, 19), (1, 21, 1, 22)),
        ('{"a\\u0062": 1}', ("ab",), (1, 2, 1, 11), (1, 13, 1, 14)),
        ('{"\\u006b": "", "o": {"k": ""}}', ("k",), (1, 2, 1, 10), (1, 12, 1, 14)),
        ('{"o": {"k": 1}, "\\u006b": 2}', ("k",), (1, 17, 1, 25), (1, 27, 1, 28)),
        ('{"a\\"": {"k": 1}, "k": 2}', ("k",), (1, 19, 1, 22), (1, 24, 1, 25)),
        ('{"k": 1, "o": {"k": 2}, "k": {"x": 3}}', ("k", "x"), (1, 31, 1, 34), (1, 36, 1, 37)),
        ('{"k": {"x": 1}, "k": 2}', ("k",), (1, 17, 1, 20), (1, 22, 1, 23)),
        ('{"": 1, "x": ["", {"": 2}]}', ("x", 1, ""), (1, 20, 1, 22), (1, 24, 1, 25)),
        ('{"a": "b", ", ": 1}', (", ",), (1, 12, 1, 16), (1, 18, 1, 19)),
        ('{"a": [","], ",": {"b": 1}, "b": 2}', ("b",), (1, 29, 1, 32), (1, 34, 1, 35)),
        ('{"é": "é😀é", "k": 1}', ("k",), (1, 14, 1, 17), (1, 19, 1, 20)),
        ('{\r\n"a": 1,\r\n"k"\r\n:\r\n2}', ("k",), (3, 1, 3, 4), (5, 1, 5, 2)),
        ('{\r"a": 1,\r\r"k": 2}', ("k",), (4, 1, 4, 4), (4, 6, 4, 7)),
        ('{"a": "\u2028\x85",\n\t\t"k": 2}', ("k",), (2, 3, 2, 6), (2, 8, 2, 9)),
        ('{"k": -1.5e+10 }', ("k",), (1, 2, 1, 5), (1, 7, 1, 15)),
        ('{"k": "\\ud800"}', ("k",), (1, 2, 1, 5), (1, 7, 1, 15)),
        ('\ufeff{"k": null}', ("k",), (1, 2, 1, 5), (1, 7, 1, 11)),
    ],
)
def test_exact(text: str, path: tuple[str | int, ...], key: tuple[int, ...], value: tuple[int, ...]) -> None:
    assert spans(text, path) == [(Span(*key), Span(*value))]


@given(documents, st.randoms(use_true_random=False))
def test_what_is_cut_out_is_what_the_path_names(document: tuple[object, str], random: object) -> None:
    value, text = document
    paths = all_paths(value)
    random.shuffle(paths)  # type: ignore[attr-defined]
    found = parse_text(text).positions.spans(0, paths)
    assert [json.loads(cut(text, span)) for _, span in found] == [at(value, path) for path in paths]
    assert [None if key is None else json.loads(cut(text, key)) for key, _ in found] == [
        path[-1] if path and isinstance(path[-1], str) else None for path in paths
    ]


@given(documents)
def test_a_mark_is_the_key_or_else_the_value(document: tuple[object, str]) -> None:
    value, text = document
    paths = all_paths(value)
    for name in ("a.json", "a.yaml"):
        positions = parse_text(text, name).positions
        marks = [value if key is None else key for key, value in positions.spans(0, paths)]
        assert positions.marks(0, paths) == marks


@given(documents)
def test_asking_at_once_or_one_by_one_gives_the_same(document: tuple[object, str]) -> None:
    value, text = document
    positions = parse_text(text).positions
    paths = all_paths(value)
    assert positions.spans(0, paths) == [positions.spans(0, [path])[0] for path in paths]


@given(documents)
def test_searching_finds_what_walking_finds(document: tuple[object, str]) -> None:
    value, text = document
    root = comparable(value)
    paths = all_paths(value)
    walking = JsonPositions(text.encode(), root, has_duplicates=True)
    assert JsonPositions(text.encode(), root).spans(0, paths) == walking.spans(0, paths)


def test_text_of_a_span_and_what_lies_beyond_the_line() -> None:
    positions = parse_text('{\r\n\t"a": "é😀",\r\n\t"b": 1\r\n}').positions
    assert positions.text(Span(2, 7, 2, 11)) == '"é😀"'
    assert positions.text(Span(2, 1, 2, 10_000)) == '\t"a": "é😀",'
    assert positions.text(Span(2, 7, 3, 5)) == '"é😀",\r\n\t"b"'
    assert positions.text(Span(9, 1, 9, 5)) == ""


def test_a_text_that_cannot_be_parsed_still_gives_its_lines() -> None:
    positions = parse_text('{"a": \n x}').positions
    assert positions.spans(0, [("a",)]) == [(None, Span(1, 1, 2, 4))]
    assert positions.text(Span(2, 2, 2, 3)) == "x"


def test_a_value_changed_since_is_no_reason_to_hang() -> None:
    parsed = parse_text('{"a": {"c": 1}, "b": "z"}')
    (root,) = parsed.roots
    assert isinstance(root, dict)
    root["z"] = [{}]
    assert parsed.positions.spans(0, [("z", 0), ("a", "c")]) == [
        (None, Span(1, 1, 1, 26)),
        (Span(1, 8, 1, 11), Span(1, 13, 1, 14)),
    ]


ID = "0a1b2c3d-0000-4000-8000-000000000001"


@pytest.mark.parametrize(
    ("text", "path", "mark"),
    [
        # An object before it has the same key.
        ('{"b": {"a": 1}, "a": 2}', ("a",), (1, 17, 1, 20)),
        ('{"b": [{"a": 1}], "a": {"a": 2}}', ("a",), (1, 19, 1, 22)),
        ('{"b": {"a": 1}, "c": {"x": [[]], "a": 2}}', ("c", "a"), (1, 34, 1, 37)),
        # A text says the same.
        ('{"b": "\\"a\\": 1", "a": 2}', ("a",), (1, 19, 1, 22)),
        ('{"b": "{", "c": "}", "a" \n : 2}', ("a",), (1, 22, 1, 25)),
        ('{"x\\"a": 1, "a": 2}', ("a",), (1, 13, 1, 16)),
        # A key is written with an escape.
        ('{"b": {"a": 1}, "\\u0061": 2}', ("a",), (1, 17, 1, 25)),
        ('{"b": {"a/b": 1}, "a\\/b": 2}', ("a/b",), (1, 19, 1, 25)),
        # Pieces between texts look like keys.
        ('{"x": ["a", "b"], ", ": 2}', (", ",), (1, 19, 1, 23)),
        ('{"x": "", "": 2}', ("",), (1, 11, 1, 13)),
        # An id is a key twice, and a text.
        (f'{{"x": {{"{ID}": {{"a": 1}}}}, "y": {{"{ID}": {{"a": 2}}}}}}', ("y", ID), (1, 65, 1, 103)),
        (f'{{"x": "{ID}",\n"y": {{"{ID}": {{"a": 2}}}}}}', ("y", ID, "a"), (2, 48, 2, 51)),
        ('{"x": [1, {"a": [0, [1, 2]]}]}', ("x", 1, "a", 1), (1, 21, 1, 27)),
        ('{"x": [1,\n {"a": [\n 0, [1,\n 2]]}]}', ("x", 1), (2, 2, 4, 6)),
    ],
)
def test_marks_of_single_paths(text: str, path: tuple[str | int, ...], mark: tuple[int, ...]) -> None:
    assert parse_text(text).positions.marks(0, [path]) == [Span(*mark)]
