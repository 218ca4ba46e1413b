import pytest

from comet_lint.comet.ip_patterns import (
    END,
    START,
    UnreadablePatternError,
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


def test_samples_are_no_longer_than_addresses() -> None:
    (branch,) = read_pattern("1." * 50).branches
    assert samples(branch) == []


def test_many_groups_side_by_side_are_read() -> None:
    assert len(read_pattern("(1)" * 51).branches[0].parts) == 51


def test_dots_that_stand_for_any_character() -> None:
    assert list(read_pattern(r"(?i)1\.2.[.](3.*)").any_dots()) == [(8, False), (14, True)]
