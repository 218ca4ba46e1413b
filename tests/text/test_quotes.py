"""Quotes stay whole until they are rendered: masked first, then cut and escaped."""

from __future__ import annotations

from comet_lint.text.quotes import capitalised, quoted, quoted_name, rendered


class Mask:
    """Masks every `x`; names only if they are no `x-name`."""

    def __call__(self, text: str) -> str:
        return text.replace("x", "***")

    def field_name(self, name: str) -> str:
        return name if name == "x-name" else self(name)


def test_a_quote_is_cut_and_escaped() -> None:
    assert rendered(f"vault {quoted('a' * 61)}!") == f"vault {'a' * 59}…!"
    assert rendered(quoted("a\nb")) == "a\\u000ab"
    assert rendered(quoted("0123456789", 9, 4)) == "0123…"
    assert rendered(quoted("012345678", 9, 4)) == "012345678"


def test_the_mask_goes_over_the_whole_piece_before_the_cut() -> None:
    assert rendered(quoted("a" * 58 + "x" + "b" * 9), Mask()) == "a" * 58 + "*…"
    assert rendered(quoted("x" + "b" * 9, 9, 4), Mask()) == "***b…"


def test_the_mask_goes_over_quotes_only() -> None:
    assert rendered(f"x {quoted('x')} x {quoted_name('x')} {quoted_name('x-name')}", Mask()) == "x *** x *** x-name"


def test_nothing_in_a_piece_ends_the_quote() -> None:
    text = "a\ufdd0\ufdd1\ufdd2\ufdd3 x"
    assert rendered(f"{quoted(text)}|", Mask()) == "a\\ufdd0\\ufdd1\\ufdd2\\ufdd3 ***|"


def test_a_quote_that_begins_a_sentence() -> None:
    assert rendered(capitalised(quoted("alice") + " is"), Mask()) == "Alice is"
    assert capitalised("vault") == "Vault"
