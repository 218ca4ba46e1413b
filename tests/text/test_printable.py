"""Texts of a document, made safe to print."""

from __future__ import annotations

from comet_lint.text.printable import printable, printable_lines


def test_ordinary_text_of_all_languages_is_left_alone() -> None:
    text = 'é ß Ω 漢字 "quoted" a\u00a0b \U0001f600'
    assert printable(text) == text
    assert printable_lines(text) == text


def test_controls_and_invisible_characters_are_escaped_as_in_json() -> None:
    assert printable("a\x00\n\x1b\x7f\x85b") == "a\\u0000\\u000a\\u001b\\u007f\\u0085b"
    assert printable("a\u00ad\u061c\u180e\u200b\u202e\u2066\ufeff\ufff9b") == (
        "a\\u00ad\\u061c\\u180e\\u200b\\u202e\\u2066\\ufeff\\ufff9b"
    )
    assert printable("\u2028\u2029\ud800") == "\\u2028\\u2029\\ud800"


def test_tags_are_escaped_as_two_units() -> None:
    assert printable("a\U000e0001\U000e0041\U000e007fb") == "a\\udb40\\udc01\\udb40\\udc41\\udb40\\udc7fb"


def test_lines_stay_lines() -> None:
    assert printable_lines("a\n\tb\u2028\u200bc\x7f") == "a\n\tb\\u2028\\u200bc\\u007f"


def test_long_texts_are_cut_before_they_are_escaped() -> None:
    assert printable("abcdefgh", 5) == "abcd…"
    assert printable("\u200b" * 9, 3) == "\\u200b\\u200b…"
