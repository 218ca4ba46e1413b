"""Lists in sentences."""

from __future__ import annotations

from comet_lint.text.lists import first_few, listing


def test_the_last_two_are_joined_by_and() -> None:
    assert [listing([]), listing(["a"]), listing(["a", "b"]), listing(["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


def test_of_many_the_first_few_are_named() -> None:
    assert first_few([], 2) == ""
    assert first_few(["a", "b"], 2) == "a, b"
    assert first_few(["a", "b", "c"], 2) == "a, b and 1 more"
