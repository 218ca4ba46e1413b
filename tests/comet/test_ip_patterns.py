import pytest

from comet_lint.comet.ip_patterns import (
    END,
    START,
    UnreadablePatternError,
    all_texts,
    can_match,
    is_anchored,
    read_pattern,
    samples,
)


@pytest.mark.parametrize(
    ("pattern", "branches"),
    [
        (r"^10\.|192\.168\.", [r"^10\.", r"192\.168\."]),
        (r"(^10\.|192\.168\.)", [r"^10\.", r"192\.168\."]),
        (r"((?:a|b))", ["a", "b"]),
        (r"^(10\.|192\.168\.)", [r"^(10\.|192\.168\.)"]),
        (r"(?i)a|b", ["a", "b"]),
        (r"[a|b]|\||c", ["[a|b]", r"\|", "c"]),
        ("a|", ["a", ""]),
        ("", [""]),
    ],
)
def test_alternatives_at_the_top(pattern: str, branches: list[str]) -> None:
    assert [branch.source for branch in read_pattern(pattern).branches] == branches


@pytest.mark.parametrize("pattern", [r"(?i:a)", r"\Qa\E", r"\pN", r"\x41", r"a(?i)b", "(" * 51 + "a" + ")" * 51])
def test_what_is_not_understood(pattern: str) -> None:
    with pytest.raises(UnreadablePatternError):
        read_pattern(pattern)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"10\.0\.0\.1", True),
        ("10.0.0.0/8", False),
        ("10.0.0.1,?", True),
        ("10.0.0.1(,10.0.0.2)*", True),
        ("10.0.0.1(,10.0.0.2)+", False),
        ("x|10", True),
        ("x|y", False),
        ("[x-z]", False),
        ("[a-z]", True),
        (r"\s", False),
        (r"\S", True),
        ("^$", True),
        ("x{0,2}", True),
        ("x{2}", False),
        ("a{,2}", False),
    ],
)
def test_what_can_match_in_an_address(pattern: str, expected: bool) -> None:
    assert can_match(read_pattern(pattern).tree) is expected


@pytest.mark.parametrize(
    ("pattern", "start", "end"),
    [
        ("^a$", True, True),
        ("a", False, False),
        (r"\Aa\z", True, True),
        ("(^a|^b)c", True, False),
        ("(^a|b)c", False, False),
        ("a(b$|c$)", False, True),
        ("^*a", False, False),
        ("", False, False),
    ],
)
def test_anchors(pattern: str, start: bool, end: bool) -> None:
    (branch,) = read_pattern(pattern).branches
    assert (is_anchored(branch, START), is_anchored(branch, END)) == (start, end)


@pytest.mark.parametrize(
    ("pattern", "texts"),
    [
        ("^1[02]$", ["^10$", "^12$"]),
        ("a(b|c)?", ["a", "ab", "ac"]),
        ("[12]{2}", ["11", "12", "21", "22"]),
        ("1+", ["1", "11"]),
        (r"\b1\b", ["1"]),
        ("1.", ["1.", "10", "15", "11", "12"]),
        ("x", []),
    ],
)
def test_samples(pattern: str, texts: list[str]) -> None:
    (branch,) = read_pattern(pattern).branches
    assert samples(branch) == texts


@pytest.mark.parametrize(
    ("pattern", "texts"),
    [
        ("^1[02]$", ["^10$", "^12$"]),
        ("1(2|3)", ["12", "13"]),
        ("[12]{2}", ["11", "12", "21", "22"]),
        ("1?", None),
        (r"\d\d\d", None),
        (r"1(\d\d\d|2)", None),
    ],
)
def test_all_texts_if_they_are_few(pattern: str, texts: list[str] | None) -> None:
    (branch,) = read_pattern(pattern).branches
    found = all_texts(branch)
    assert (found if found is None else sorted(found)) == texts


def test_dots_that_stand_for_any_character() -> None:
    assert list(read_pattern(r"(?i)1\.2.[.](3.*)").any_dots()) == [(8, False), (14, True)]
