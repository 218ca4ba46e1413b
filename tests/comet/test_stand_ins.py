"""Which texts stand for a secret that was taken out."""

from __future__ import annotations

import pytest

from comet_lint.comet.stand_ins import is_redacted


@pytest.mark.parametrize(
    "text",
    [
        "***",
        "*****",
        "REDACTED",
        "redacted",
        "<redacted>",
        "[REDACTED]",
        "{{ redacted }}",
        "xxxx",
        "XXXXXXXX",
        " *** ",
        "•••",
    ],
)
def test_masks(text: str) -> None:
    assert is_redacted(text)


@pytest.mark.parametrize("text", ["", " ", "*", "**", "x", "xxx", "aaaa", "[]", "redacted1", "x*x*", "examplePassword"])
def test_values(text: str) -> None:
    assert not is_redacted(text)
