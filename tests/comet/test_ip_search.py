"""What automata decide about expressions, against RE2 and against small sets of texts."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comet_lint.comet import ip_texts
from comet_lint.comet.go_regex import compile_go
from comet_lint.comet.ip_patterns import UnreadablePatternError, read_pattern
from comet_lint.comet.ip_search import Search, TooLargeError
from comet_lint.comet.ip_texts import Edge, Texts

WORDS = ["".join(letters) for letters in product("01:", repeat=3)]
EVERY_WORD = Texts(((Edge("01:", 1),), (Edge("01:", 2),), (Edge("01:", 3),), ()), (False, False, False, True))
"""All texts of three characters out of `0`, `1` and `:`."""

PIECES = ["0", "1", ":", ".", "[01]", "[^0]", "^", "$", "|", "(", "(?:", ")", "*", "+", "?", "{2}", "{0,1}", "x", "01"]
PATTERNS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=10).map("".join)


@settings(max_examples=1000, deadline=None)
@given(PATTERNS)
def test_automata_and_re2_agree(pattern: str) -> None:
    try:
        compiled = compile_go(pattern)
        read = read_pattern(pattern)
    except (ValueError, UnreadablePatternError):
        return
    matches = [bool(compiled.search(word)) for word in WORDS]
    assert bool(Search(read).found_in(EVERY_WORD)) is any(matches)
    assert Search(read).misses_one_of(EVERY_WORD) is not all(matches)


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        (r"^10\.|^300\.|x|::1", {0, 3}),
        (r"^(?:^10\.|^192\.168\.)", {0}),
        (r"^(?:^10\.0\.0\.1|10\.0\.0\.2$)$", {0}),
        (r"10$\.|\.^10|$^", set()),
        ("10.0.0.1,?|10.0.0.1,", {0}),
        (r"\s|\S", {1}),
        ("x{0,2}|x{2}", {0}),
    ],
)
def test_alternatives_that_match_an_address(pattern: str, found: set[int]) -> None:
    assert Search(read_pattern(pattern)).found_in(ip_texts.ipv4(), ip_texts.ipv6()) == found


@pytest.mark.parametrize("pattern", ["(?:1{90}){90}", "1." * 4000])
def test_too_many_states(pattern: str) -> None:
    with pytest.raises(TooLargeError):
        Search(read_pattern(pattern))


def test_too_many_steps() -> None:
    with pytest.raises(TooLargeError):
        Search(read_pattern("1?" * 1000 + "x")).found_in(ip_texts.ipv4(), ip_texts.ipv6())
