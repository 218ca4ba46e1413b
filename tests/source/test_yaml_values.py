"""What YAML documents mean: JSON values, with text that readers do not agree about left recognisable."""

from __future__ import annotations

import pytest

from comet_lint.source.parsed import Replaced
from comet_lint.source.reading import PlainScalar
from tests.source.reading import comparable, notices, parse_text

KEY_HAZARD = "Some readers take this key for something else than a text; put it in quotes."


def roots(text: str) -> tuple[object, ...]:
    parsed = parse_text(text, "a.yaml")
    assert [notice for notice in parsed.notices if notice.rule == "T001"] == []
    return parsed.roots


def value(text: str) -> object:
    ((member,),) = [list(root.values()) for root in roots(f"key: {text}\n") if isinstance(root, dict)]
    return member


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("NULL", None),
        ("true", True),
        ("False", False),
        ("0", 0),
        ("-12", -12),
        ("+5", 5),
        ("1.0", 1.0),
        (".5", 0.5),
        ("-1.5e3", -1500.0),
        ("nulL", "nulL"),
        ("tRue", "tRue"),
        ("alice", "alice"),
        ("10.0.0.1", "10.0.0.1"),
        ("1f3a", "1f3a"),
        ("--", "--"),
        (".", "."),
        ("01:30", "01:30"),
        ("24.9.x", "24.9.x"),
        ("'yes'", "yes"),
        ('"0123"', "0123"),
        ("|-\n  on", "on"),
        ("!!str 12", "12"),
        ("!!str yes", "yes"),
        ("! 12", "12"),
        ('!!int "12"', 12),
        ("!!int 0x1F", 31),
        ("!!float 3", 3.0),
        ("!!bool yes", True),
        ('!!bool "Off"', False),
        ('!!null ""', None),
        ("!!timestamp 2024-05-01", "2024-05-01"),
        ("!!binary |\n  ZXhh\n  bXBsZQ==", "ZXhhbXBsZQ=="),
        ("!!map {}", {}),
        ("!!seq []", []),
    ],
)
def test_plain_value(text: str, expected: object) -> None:
    found = comparable(value(text))
    assert (found, type(found)) == (expected, type(expected))


@pytest.mark.parametrize(
    "text",
    [
        *["y", "Y", "yes", "Yes", "YES", "n", "N", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF"],
        *[
            "0123",
            "-0123",
            "08",
            "0o17",
            "0x1F",
            "0b11",
            "1_000",
            "1_000.5",
            "1e3",
            "12E-5",
            "1e999",
            ".inf",
            "-.INF",
            ".NaN",
            "=",
        ],
        *["12:30", "12:30:00", "190:20:30.15", "00:11:22:33:44:55.0"],
        *["2024-05-01", "2024-05-01T12:30:00Z", "2024-05-01T12:30:00.5+02:00"],
        "2024-05-01 12:30:00",
    ],
)
def test_text_that_readers_do_not_agree_about(text: str) -> None:
    found = value(text)
    assert (found, type(found)) == (text, PlainScalar)


@pytest.mark.parametrize("text", ["yEs", "oN", "1__a", "0x1G", "12:60", "2024-5-1", "1e", "_1", "10.0.0.0/8", "+"])
def test_text_that_only_looks_like_it(text: str) -> None:
    found = value(text)
    assert (found, type(found)) == (text, str)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("12345", "12345"),
        ("0123", "0123"),
        ("1.50", "1.50"),
        ("null", "null"),
        ("~", "~"),
        ("Yes", "Yes"),
        ("true", "true"),
        ("2024-05-01", "2024-05-01"),
    ],
)
def test_unquoted_keys_that_readers_take_for_something_else_stay_text_and_are_reported(key: str, expected: str) -> None:
    text = f"a:\n  - {key}: x\n"
    assert roots(text) == ({"a": [{expected: "x"}]},)
    assert notices(text, "a.yaml") == [("T015", ("a", 0, expected), (2, 5, 2, 5 + len(key)), KEY_HAZARD)]


@pytest.mark.parametrize("key", ["'12345'", '"no"', "!!str 12", "a1", "8d116ece-1738-47d9-bd9c-172411e20b8f"])
def test_keys_that_are_text_to_every_reader(key: str) -> None:
    assert notices(f"{key}: x\n", "a.yaml") == []


def test_keys_are_exactly_text() -> None:
    (root,) = roots("yes: 1\n'on': 2\n&k off: 3\nx: {*k : 4}\n")
    assert isinstance(root, dict)
    assert {type(key) for key in [*root, *root["x"]]} == {str}
    assert root == {"yes": 1, "on": 2, "off": 3, "x": {"off": 4}}


def test_of_two_equal_keys_the_last_one_counts_and_is_reported() -> None:
    text = "A: 1\nB:\n  - {x: 1, 'x': 2}\nA: 3\n"
    assert roots(text) == ({"A": 3, "B": [{"x": 2}]},)
    assert parse_text(text, "a.yaml").replaced == (Replaced(0, ("B", 0, "x"), 1), Replaced(0, ("A",), 1))
    assert parse_text(f"c: 4\n---\n{text}", "a.yaml").replaced[1] == Replaced(1, ("A",), 1)
    assert notices(text, "a.yaml") == [
        (
            "T007",
            ("B", 0, "x"),
            (3, 12, 3, 15),
            'The key "x" is already in this object, in line 3; the server takes the last one.',
        ),
        (
            "T007",
            ("A",),
            (4, 1, 4, 2),
            'The key "A" is already in this object, in line 1; the server takes the last one.',
        ),
    ]


@pytest.mark.parametrize(
    ("text", "merged"),
    [
        ("x: {<<: *base, b: 3}", {"a": 1, "b": 3}),
        ("x: {b: 3, <<: *base}", {"a": 1, "b": 3}),
        ("x: {<<: [*other, *base]}", {"a": 9, "c": 8, "b": 2}),
        ("x: {<<: [*base, *other]}", {"a": 1, "b": 2, "c": 8}),
        ("x: {<<: {a: 5}, <<: {a: 6, d: 7}}", {"a": 5, "d": 7}),
        ("x: {<<: []}", {}),
        ("x: {'<<': *base}", {"<<": {"a": 1, "b": 2}}),
    ],
)
def test_merge_keys(text: str, merged: object) -> None:
    text = f"base: &base {{a: 1, b: 2}}\nother: &other {{a: 9, c: 8}}\n{text}\n"
    (root,) = roots(text)
    assert isinstance(root, dict)
    assert root["x"] == merged
    assert notices(text, "a.yaml") == []


def test_aliases() -> None:
    assert roots("a: &x [1, &y {b: 2}]\nc: *x\nd: *y\n&z z: &x 3\ne: *x\nf: *z\n") == (
        {"a": [1, {"b": 2}], "c": [1, {"b": 2}], "d": {"b": 2}, "z": 3, "e": 3, "f": "z"},
    )


def test_every_document_of_a_file_counts_and_empty_ones_do_not() -> None:
    assert roots("---\na: 1\n---\n# nothing\n---\n- b\n...\n---\nc\n---\n") == ({"a": 1}, ["b"], "c")


def test_an_indented_json_document_is_yaml_too() -> None:
    (root,) = roots('{\n\t"a": [1, 1.5, null, true, "\\u00e9"]\n}\n')
    assert comparable(root) == {"a": [1, 1.5, None, True, "é"]}
