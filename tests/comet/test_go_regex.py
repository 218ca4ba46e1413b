import pytest

from comet_lint.comet.go_regex import compile_go, matches_everything, needs_go_1_22, problem_with

UNKNOWN_ESCAPE = "it has a backslash escape or back-reference that Go does not know"
NO_SUCH_GROUP = "Go has no lookaround, conditions or other special groups starting with (?"


@pytest.mark.parametrize(
    "pattern",
    [
        r"(?U)a+",
        r"a\z",
        r"\pL\p{Greek}",
        "[[:alpha:]]",
        r"\Qa.b(\E",
        r"\Qa.b(",
        r"\x{10FFFF}",
        "a(?i)b",
        "(?s:.)",
        "(?P<name>a)",
        "(?<name>a)",
        "x{,3}",
        "x{1000}",
        "10.0.0.0/8",
        "|",
        "",
        "[](]",
        r"\\C",
        r"[a\]C(]",
        r"(\pL{500}){2}",
    ],
)
def test_accepted(pattern: str) -> None:
    assert problem_with(pattern) is None


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("(?=a)", NO_SUCH_GROUP),
        ("(?!a)", NO_SUCH_GROUP),
        ("(?<=a)b", NO_SUCH_GROUP),
        ("(?P=n)", NO_SUCH_GROUP),
        ("(?>a)", NO_SUCH_GROUP),
        ("(?#a)", NO_SUCH_GROUP),
        ("(?x)a", NO_SUCH_GROUP),
        (r"(a)\1", UNKNOWN_ESCAPE),
        (r"a\Z", UNKNOWN_ESCAPE),
        (r"\u1234", UNKNOWN_ESCAPE),
        (r"\y", UNKNOWN_ESCAPE),
        (r"a\C", UNKNOWN_ESCAPE),
        ("a++", "two repetition signs follow each other"),
        ("x{1001}", "a repetition count is above 1000, or its limits are the wrong way round"),
        ("(a{100}){100}", "a repetition count is above 1000, or its limits are the wrong way round"),
        ("*.tmp", "there is nothing before a *, + or ? that could be repeated"),
        ("(", "a ( is never closed"),
        (")", "a ) has no matching ("),
        ("[^]", "a [ is never closed"),
        ("a\\", "it ends in a single backslash"),
        ("[z-a]", "a range or class in it does not exist"),
        ("(?P<n", "the name of a group is not valid"),
        ("(?P<é>a)", "the name of a group is not valid"),
        ("(" * 1001 + ")" * 1001, "its groups are nested too deeply"),
        ("\ud800", "it contains characters that are no valid text"),
    ],
)
def test_refused(pattern: str, reason: str) -> None:
    assert problem_with(pattern) == reason


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [("(?<name>a)", True), ("(?P<name>a)", False), ("(?:a)", False), (r"\(?<a", False), ("[(?<a>]", False)],
)
def test_short_named_groups_need_a_recent_go(pattern: str, expected: bool) -> None:
    assert needs_go_1_22(pattern) is expected


def test_compiled_patterns_search_anywhere() -> None:
    assert compile_go(r"10\.").search("110.0.0.1") is not None
    assert compile_go(r"^10\.$").search("10.0.0.1") is None


def test_what_go_refuses_does_not_compile() -> None:
    with pytest.raises(ValueError, match=r"a \( is never closed"):
        compile_go("(")


def test_what_is_too_large_to_judge_does_not_compile() -> None:
    with pytest.raises(ValueError, match="too large"):
        compile_go(r"(\pL{500}){2}")


@pytest.mark.parametrize("pattern", ["", ".", "^", "$", "(.*)", r"\.tmp$|", "(?i)a*", "^(?:.|x)", "a?", "[^~]|~"])
def test_expressions_that_are_found_everywhere(pattern: str) -> None:
    assert matches_everything(pattern)


@pytest.mark.parametrize("pattern", ["^$", "a|^$", "^[^~]*$", r"\.(tmp|bak)$", "[a-z]|[0-9]", r"^\S*$", "("])
def test_expressions_that_are_found_in_some_texts_only(pattern: str) -> None:
    assert not matches_everything(pattern)
