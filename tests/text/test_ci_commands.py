import pytest

from comet_lint.text.ci_commands import without_commands


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("a ##vso[task.complete] b", "a ## vso[task.complete] b"),
        ("##TeamCity[x", "## TeamCity[x"),
        ("##[error]", "## [error]"),
        ("###vso[x", "### vso[x"),
        ("a\n  ::error::b", "a\n  : :error::b"),
        ("## heading, a::b, ##vso", "## heading, a::b, ##vso"),
    ],
)
def test_commands_are_broken_up(text: str, safe: str) -> None:
    assert without_commands(text) == safe


def test_escapes_of_a_format() -> None:
    assert without_commands("##vso[", "#\\u0023", "") == "#\\u0023vso["
