"""How many slips lead from one name to another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comet_lint.text.suggestions import edit_distance, letters_of

NAMES = st.text("abc", max_size=8)


def distance(first: str, second: str) -> int:
    """The same by the textbook: a table of the distances between all beginnings."""
    table = {(i, 0): i for i in range(len(first) + 1)} | {(0, j): j for j in range(len(second) + 1)}
    for i, a in enumerate(first, 1):
        for j, b in enumerate(second, 1):
            table[i, j] = min(table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (a != b))
            if i > 1 and j > 1 and a == second[j - 2] and first[i - 2] == b:
                table[i, j] = min(table[i, j], table[i - 2, j - 2] + 1)
    return table[len(first), len(second)]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("ftpport", "ftpport", 0),
        ("ftpport", "ftport", 1),
        ("ftpprot", "ftpport", 1),
        ("xtpporx", "ftpport", 2),
        ("smbport", "ftpport", 3),
    ],
)
def test_slips(first: str, second: str, expected: int) -> None:
    assert edit_distance(first, second, 2) == expected


@given(NAMES, NAMES, st.integers(0, 2))
def test_it_is_that_of_the_textbook_up_to_the_limit(first: str, second: str, limit: int) -> None:
    assert edit_distance(first, second, limit) == min(distance(first, second), limit + 1)


@given(st.text(max_size=8), st.text(max_size=8))
def test_a_slip_changes_two_letters_at_most(first: str, second: str) -> None:
    assert (letters_of(first) ^ letters_of(second)).bit_count() <= 2 * distance(first, second)
