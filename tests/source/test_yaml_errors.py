"""YAML that cannot be parsed or is no JSON: one T001 at the exact place, which quotes nothing."""

from __future__ import annotations

import pytest

from tests.source.reading import notices, parse_text

TAGS = "Only the tags of JSON's own types, such as !!str and !!int, are understood."
COLLECTION_TAGS = "Only the tags of JSON's own types, such as !!map and !!seq, are understood."
MISFIT = "The value does not fit its tag."
PLACEHOLDER = "A placeholder in braces must be in quotes: YAML takes the braces for a mapping."
KEY = "A key must be a text; JSON knows no others."
MERGE = "A merge key takes a mapping or a list of mappings."
NO_ANCHOR = "This alias has no anchor before it in its document."
CYCLE = "This alias refers to a value that contains it."
ANOTHER_KEY = "There cannot be another key here; check the indentation, and put texts with a colon in quotes."
UNQUOTED = "No unquoted text can begin with this character; put it in quotes."
TABS = "Indentation must be of spaces, not of tabs."
CONTROL = "YAML must not contain this control character; in double quotes it can be written as an escape."
EMPTY = "The file is empty; a document was expected."


@pytest.mark.parametrize(
    ("text", "span", "message"),
    [
        ("", (1, 1, 1, 1), EMPTY),
        (" \n# only a comment\n", (1, 1, 1, 1), EMPTY),
        ("---\n---\n...\n", (1, 1, 1, 1), EMPTY),
        ("a: b: c", (1, 5, 1, 6), ANOTHER_KEY),
        ("é: 1\n b: 2\n", (2, 3, 2, 4), ANOTHER_KEY),
        ("a: @b", (1, 4, 1, 5), UNQUOTED),
        ("😀: `b`", (1, 4, 1, 5), UNQUOTED),
        ("a:\n\tb: 1", (2, 1, 2, 2), TABS),
        ("a: 1\n\tb: 1", (2, 1, 2, 2), TABS),
        (
            'a:\r\n- "C:\\Documents"',
            (2, 6, 2, 7),
            ("A backslash here begins no escape that YAML knows; double every backslash or use single quotes."),
        ),
        ('a: "b\nc: 1', (1, 4, 1, 5), "This text has no closing quote."),
        ("a: 'b", (1, 4, 1, 5), "This text has no closing quote."),
        ('a: "b\n---\n', (2, 1, 2, 2), "The document ends here inside a quoted text."),
        ("a: 1\nkey\nb: 1\n", (2, 1, 2, 2), "A colon was expected after this key."),
        ("a: [1\nb: 2", (2, 2, 2, 3), "A comma or ] was expected here."),
        ("a: {b: 1\n", (2, 1, 2, 1), "A comma or } was expected here."),
        ("- a\nb: 1", (2, 1, 2, 2), "A list entry was expected here; check the indentation."),
        ("a: 1\n- b", (2, 1, 2, 2), "A key was expected here; check the indentation."),
        ("a: - b", (1, 4, 1, 5), "There cannot be a list entry here; check the indentation."),
        ("{a: 1} x", (1, 8, 1, 9), "The document has ended before this; --- begins another one."),
        ("a: [1, 2]]", (1, 10, 1, 11), "A key was expected here; check the indentation."),
        ("a: é\x07", (1, 5, 1, 6), CONTROL),
        ("a: b\n\x00", (2, 1, 2, 2), CONTROL),
        ("a: !!python/none b", (1, 4, 1, 19), TAGS),
        ("!!example a: b", (1, 1, 1, 12), TAGS),
        ("a: !!set {b}", (1, 4, 1, 11), COLLECTION_TAGS),
        ("a: !!omap []", (1, 4, 1, 12), COLLECTION_TAGS),
        ("a: !!seq {}", (1, 4, 1, 11), COLLECTION_TAGS),
        ("a: !!int b", (1, 4, 1, 11), MISFIT),
        ("a: !!float .nan", (1, 4, 1, 16), MISFIT),
        ("a: !!bool 2", (1, 4, 1, 12), MISFIT),
        ("a: !!null 2", (1, 4, 1, 12), MISFIT),
        ("a: " + "9" * 4301, (1, 4, 1, 4305), "An integer has more than 4300 digits."),
        ("a: !!int 0x1" + "0" * 3572, (1, 4, 1, 3585), "An integer has more than 4300 digits."),
        ("a: !!int 0o1" + "0" * 4763, (1, 4, 1, 4776), "An integer has more than 4300 digits."),
        ("? [a, b]\n: c", (1, 3, 1, 4), KEY),
        ("Username: {{ name }}", (1, 12, 1, 13), PLACEHOLDER),
        ("{{a: b}: c}", (1, 2, 1, 3), KEY),
        ("a: &x [b]\n*x : c", (2, 1, 2, 3), KEY),
        ("<<: a", (1, 5, 1, 6), MERGE),
        ("<<: [{a: 1}, 2]", (1, 5, 1, 6), MERGE),
        ("a: *b", (1, 4, 1, 6), NO_ANCHOR),
        ("a: &b 1\n---\na: *b", (3, 4, 3, 6), NO_ANCHOR),
        ("a: &b [1, *b]", (1, 11, 1, 13), CYCLE),
        ("&a {b: {c: *a}}", (1, 12, 1, 14), CYCLE),
        ("x: &a\n  <<: *a\n", (2, 7, 2, 9), CYCLE),
        ("a: 1\n---\nb: [\n", (4, 1, 4, 1), "A value was expected here."),
        ("%YAML 1.3\n---\na: 1", (1, 1, 1, 2), "The document says it is of a version of YAML other than 1.1 and 1.2."),
    ],
)
def test_error(text: str, span: tuple[int, ...], message: str) -> None:
    assert parse_text(text, "a.yaml").roots == ()
    assert notices(text, "a.yaml") == [("T001", (), span, message)]


def test_an_anchor_at_a_key_names_the_key() -> None:
    assert parse_text("&a b:\n  c: *a\n", "a.yaml").roots == ({"b": {"c": "b"}},)


def test_nothing_of_the_text_is_quoted() -> None:
    texts = [
        "a: &EXAMPLE-SECRET [*EXAMPLE-SECRET]",
        "a: *EXAMPLE-SECRET",
        "a: b: EXAMPLE-SECRET",
        '"EXAMPLE\\-SECRET": 1',
        "%EXAMPLE-SECRET\n---\n",
        "a: !EXAMPLE!SECRET b",
        "%TAG !EXAMPLE-SECRET! !a\n%TAG !EXAMPLE-SECRET! !a\n---\n",
        "12EXAMPLE: 1\nEXAMPLE-SECRET",
    ]
    for text in texts:
        found = notices(text, "a.yaml")
        assert [rule for rule, *_ in found] == ["T001"], text
        assert [message for *_, message in found if "EXAMPLE" in message] == []
