"""What is masked of a text, in whatever form a secret was pasted into it, and what is not."""

from __future__ import annotations

import pytest

from comet_lint.comet.document_secrets import Secrets
from comet_lint.comet.mask import Mask, joined, public_names
from comet_lint.comet.model import load_model


def mask(*secrets: str, words: tuple[str, ...] = (), others: tuple[str, ...] = ()) -> Mask:
    is_others = frozenset(others).__contains__ if others else None
    return Mask(Secrets(set(secrets), set(words)), is_others, public_names(load_model()))


@pytest.mark.parametrize(
    ("secret", "text", "shown"),
    [
        ("Tannenbaum-77", "NAS Tannenbaum-77", "NAS ***"),
        ("Tannenbaum-77", "xTANNENBAUM-77x", "x***x"),
        ("  Tannenbaum-77\n", "Tannenbaum-77", "***"),
        ("Tannen\tbaum", "Tannen\tbaum, Tannen\\tbaum, Tannen\\u0009baum", "***, ***, ***"),
        ("a/b c?&d", "a%2Fb%20c%3F%26d and a%2Fb+c%3F%26d", "*** and ***"),
        ("correct horse", "correct  horse; correcthorse", "correct  horse; ***"),
        ("\u0130stanbul1", "in \u0130stanbul1", "in ***"),
        ("secret", "secret", "***"),
        ("short", "short", "short"),
    ],
)
def test_a_secret_in_a_text(secret: str, text: str, shown: str) -> None:
    assert mask(secret)(text) == shown


def test_the_longest_secret_counts_and_of_overlapping_ones_all_is_hidden() -> None:
    assert mask("secret-1", "secret-1-and-more")("secret-1-and-more!") == "***!"
    assert mask("abcdef", "defghi")("xabcdefghix") == "x***x"


KEY = (
    "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\nAAAAtzc2gtZWQyNTUxOQ\n"
    "-----END OPENSSH PRIVATE KEY-----"
)


@pytest.mark.parametrize("separator", [" ", "", "\r\n", "\\n"])
def test_a_key_pasted_with_other_line_breaks(separator: str) -> None:
    assert mask(KEY)(f"old {separator.join(KEY.split(chr(10)))} key") == "old *** key"


def test_a_line_of_a_key_is_a_secret() -> None:
    assert mask(KEY)("b3BlbnNzaC1rZXktdjEAAAAA") == "***"
    assert mask(KEY)("-----END OPENSSH PRIVATE KEY-----") == "-----END OPENSSH PRIVATE KEY-----"


def test_a_private_key_is_masked_even_where_no_field_holds_it() -> None:
    assert mask()(f"my {KEY}.") == "my ***."
    assert mask()("-----BEGIN RSA PRIVATE KEY----- MIIE") == "***"


def test_what_may_not_be_a_secret_is_only_masked_as_a_word_of_its_own() -> None:
    for each in (mask(words=("Wallaby17",)), mask(others=("wallaby17",))):
        assert each("the wallaby17, at C:\\Wallaby17\\x") == "the ***, at C:\\***\\x"
        assert each("Wallaby170") == "Wallaby170"
    assert mask(words=("two words",))("two words") == "***"
    assert mask(words=("shorter",), others=("shorter",))("shorter") == "shorter"


def test_names_of_the_spec_are_never_masked() -> None:
    for name in ("FTPPassword", "ftppassword", "PasswordHash", "INCLUDE12", "APP_SECRET"):
        assert mask(name).field_name(name) == name
        assert mask(name)(name) == "***"
    assert mask("MyPassword").field_name("MyPassword") == "***"


def test_several_masks_together() -> None:
    both = joined(mask("secret-1"), mask("secret-2"))
    assert both("secret-1 secret-2") == "*** ***"
    assert both.field_name("secret-2") == "***"
