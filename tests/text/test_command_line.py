import pytest

from comet_lint.text.command_line import Script, read_script


def shown(script: Script) -> list[list[list[str]]]:
    return [[[word.text for word in command.words] for command in pipeline] for pipeline in script]


@pytest.mark.parametrize(
    ("text", "commands"),
    [
        ("a b", [[["a", "b"]]]),
        ("a | b |& c", [[["a"], ["b"], ["c"]]]),
        ("a && b || c; d & e\nf", [[["a"]], [["b"]], [["c"]], [["d"]], [["e"]], [["f"]]]),
        ("a \"b | c\" 'd;e'", [[["a", "b | c", "d;e"]]]),
        ('a --b="c d"e', [[["a", "--b=c de"]]]),
        ("a $(b c)d", [[["a", "$(d"]]]),
        ("C:\\a\\b.exe 'x", [[["C:\\a\\b.exe", "'x"]]]),
        ("", []),
        ("| ; &", []),
    ],
)
def test_words(text: str, commands: list[list[list[str]]]) -> None:
    assert shown(read_script(text)) == commands


def test_redirections_are_no_arguments() -> None:
    (((command,),),) = (read_script("a b < in 2>&1 > out c"),)
    assert [word.text for word in command.words] == ["a", "b", "c"]
    assert (command.input, command.output) == ("in", "out")


@pytest.mark.parametrize("text", ["x $(a | b)", "x `a | b`", "x <(a | b)", 'x "$(a | b)"', 'x y"`a | b`"'])
def test_commands_within_a_word(text: str) -> None:
    (((command,),),) = (read_script(text),)
    (script,) = command.words[-1].scripts
    assert shown(script) == [[["a"], ["b"]]]


def test_single_quotes_hold_text() -> None:
    (((command,),),) = (read_script("x '$(a)'"),)
    assert command.words[1].scripts == ()


@pytest.mark.parametrize("text", ["$(" * 5000, "`" * 5001, '"$(' * 5000, ")" * 5000])
def test_deep_nesting_is_read_as_text(text: str) -> None:
    assert read_script(text)
