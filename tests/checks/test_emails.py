"""What counts as an e-mail address."""

from __future__ import annotations

import pytest

from comet_lint.checks.emails import email_domain, email_flaw, is_local_email, is_valid_email


@pytest.mark.parametrize(
    "text",
    [
        "alice@example.com",
        "alice.b+backup@mail.example.co.uk",
        "o'brien@example.com",
        "root@localhost",
        "alice@[192.0.2.1]",
        '"alice smith"@example.com',
        "zoë@bücher.example",
        "a@xn--bcher-kva.example",
        "a/b=c@example.com",
        "alice@[IPv6:2001:db8::1]",
        '"a\\"b"@example.com',
        "alice@my_host.example.com",
    ],
)
def test_addresses(text: str) -> None:
    assert email_flaw(text) == ""
    assert is_valid_email(text)


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        ("", "is empty"),
        ("  ", "is empty"),
        (" alice@example.com", "has blanks around it"),
        ("alice@example.com\n", "has blanks around it"),
        ("alice@example.com, bob@example.com", "holds several addresses"),
        ("alice@example.com;bob@example.com", "holds several addresses"),
        ("alice@example.com.", "ends with a punctuation mark"),
        ("alice@example.com,", "ends with a punctuation mark"),
        ("Alice <alice@example.com>", "carries a display name or angle brackets"),
        ("alice smith@example.com", "contains a blank"),
        ("alice.example.com", "has no @"),
        ("alice@", "is not of the form name@domain"),
        ("@example.com", "is not of the form name@domain"),
        ("alice@@example.com", "is not of the form name@domain"),
        ("alice..b@example.com", "is not of the form name@domain"),
        (".alice@example.com", "is not of the form name@domain"),
        ("alice@example..com", "is not of the form name@domain"),
        ("alice@-example.com", "is not of the form name@domain"),
        ("alice(home)@example.com", "is not of the form name@domain"),
        ("mailto:alice@example.com", "is not of the form name@domain"),
        ("alice@exam/ple.com", "is not of the form name@domain"),
        ("alice@example.com\x00", "contains an invisible character"),
    ],
)
def test_flaws(text: str, flaw: str) -> None:
    assert email_flaw(text) == flaw
    assert not is_valid_email(text)


@pytest.mark.parametrize(
    "text",
    [
        "a@[",
        "a@[IPv6:",
        "a@[IPv6:::::]",
        "a@[1.2.3]",
        "(" * 1000,
        "a@" + "(" * 1000,
        '"' * 1000,
        '"\\' * 500 + "@b",
        "@" * 1000,
    ],
    ids=repr,
)
def test_broken_addresses_have_a_flaw(text: str) -> None:
    assert email_flaw(text) == "is not of the form name@domain" or "@" not in text


def test_domain() -> None:
    assert email_domain("Alice@Example.COM") == "example.com"
    assert email_domain('"a@b"@example.com') == "example.com"
    assert email_domain("alice") == ""


@pytest.mark.parametrize(
    ("text", "local"),
    [
        ("root@localhost", True),
        ("bob@example", True),
        ("bob@example.com", False),
        ("bob@[::1]", False),
        ("bob", False),
    ],
)
def test_local(text: str, local: bool) -> None:
    assert is_local_email(text) is local
