"""Names and paths that mean something to a format stay plain text in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from comet_lint.reports import FORMATS, ReportOptions, render
from comet_lint.reports.github import command
from comet_lint.reports.markup import code, escaped
from comet_lint.reports.wording import one_line
from comet_lint.reports.xml_text import document, element
from tests.reports.fakes import HOSTILE, RULES, hostile_outcome

ANY_TEXT = st.one_of(st.text(), st.text(st.characters(categories=["Cs", "Cc", "Cf", "Po", "Sk", "Sm"])))
OPTIONS = ReportOptions(show_all=True)


@pytest.mark.parametrize("format_name", FORMATS)
def test_report_can_be_written_as_utf_8_and_has_no_control_characters(format_name: str) -> None:
    report = render(format_name, hostile_outcome(), RULES, OPTIONS)
    report.encode("utf-8")
    assert re.findall("[\x00-\x09\x0b-\x1f\x7f-\x9f]", report) == []


@pytest.mark.parametrize("format_name", FORMATS)
def test_same_outcome_gives_the_same_bytes(format_name: str) -> None:
    assert render(format_name, hostile_outcome(), RULES, OPTIONS) == render(
        format_name, hostile_outcome(), RULES, OPTIONS
    )


@pytest.mark.parametrize("format_name", ["json", "sarif", "gitlab"])
@given(text=ANY_TEXT)
def test_json_always_parses(format_name: str, text: str) -> None:
    json.loads(render(format_name, hostile_outcome(text), RULES, OPTIONS))


@pytest.mark.parametrize("format_name", ["junit", "checkstyle"])
@given(text=ANY_TEXT)
def test_xml_always_parses(format_name: str, text: str) -> None:
    ElementTree.fromstring(render(format_name, hostile_outcome(text), RULES, OPTIONS).encode())


@given(ANY_TEXT)
def test_xml_text_comes_back_as_it_was_but_for_what_xml_cannot_hold(text: str) -> None:
    read = ElementTree.fromstring(document(element("a", {"b": text})).encode()).get("b")
    kept = re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", lambda m: f"\\u{ord(m[0]):04x}", text)
    assert read == kept


def parsed_command(line: str) -> tuple[str, dict[str, str], str]:
    """A workflow command as the runner reads it."""
    _, head, data = line.split("::", 2)
    name, _, written = head.partition(" ")
    properties = dict(part.split("=", 1) for part in written.split(","))
    for mark, char in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        properties = {key: value.replace(mark, char) for key, value in properties.items()}
    for mark, char in (("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        data = data.replace(mark, char)
    return name, properties, data


@given(st.text(min_size=1), st.text())
def test_github_command_is_read_back_as_it_was_meant(value: str, message: str) -> None:
    line = command("error", {"title": value}, message)
    assert "\n" not in line
    assert "\r" not in line
    assert parsed_command(line) == ("error", {"title": value}, message)


@given(ANY_TEXT)
@example(HOSTILE)
def test_github_report_is_one_command_a_line(text: str) -> None:
    report = render("github", hostile_outcome(text), RULES, OPTIONS)
    lines = report.split("\n")
    assert [line.split(" ")[0] for line in lines] == ["::error", "::notice", "::notice", "::warning", ""]
    properties = parsed_command(lines[3])[1]
    assert properties["file"] == one_line(f"profiles/{text}.json")


def inline_tokens(markdown: str) -> Iterator[tuple[str, str]]:
    parser = MarkdownIt("gfm-like", {"html": True, "linkify": False})
    for token in parser.parse(markdown):
        for child in token.children or ():
            yield child.type, child.content


@given(ANY_TEXT)
@example(HOSTILE)
def test_escaped_markdown_is_plain_text(text: str) -> None:
    tokens = list(inline_tokens(f"x {escaped(text)} x"))
    assert {kind for kind, _ in tokens} <= {"text", "text_special", "html_inline"}
    assert {content for kind, content in tokens if kind == "html_inline"} <= {"<!-- -->"}
    read = "".join(content for kind, content in tokens if kind != "html_inline")
    assert read.split() == f"x {one_line(text)} x".split()


@given(ANY_TEXT)
@example(HOSTILE)
def test_markdown_code_is_one_element(text: str) -> None:
    html = [content for kind, content in inline_tokens(f"| {code(text)} |") if kind == "html_inline"]
    assert [tag for tag in html if tag != "<!-- -->"] == ["<code>", "</code>"]


@given(ANY_TEXT)
@example(HOSTILE)
def test_markdown_tables_keep_their_columns(text: str) -> None:
    report = render("markdown", hostile_outcome(text), RULES, OPTIONS)
    rendered = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(report)
    rows = re.findall(r"<tr>(.*?)</tr>", rendered, re.DOTALL)
    assert [len(re.findall(r"<t[hd][ >]", row)) for row in rows] == [4, 4, 2, 2]


def test_markdown_does_not_mention_or_link() -> None:
    text = escaped(HOSTILE)
    assert "@me" not in text
    assert "#12" not in text
    assert "https://evil" not in text


INVISIBLE = [
    chr(code)
    for first, last in (
        (0x7F, 0x9F), (0xAD, 0xAD), (0x61C, 0x61C), (0x180E, 0x180E), (0x200B, 0x200F), (0x2028, 0x202E),
        (0x2060, 0x206F), (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFB), (0xE0000, 0xE007F),
    )
    for code in range(first, last + 1)
]  # fmt: skip


@pytest.mark.parametrize("format_name", FORMATS)
def test_what_cannot_be_seen_is_escaped_in_every_format(format_name: str) -> None:
    text = "".join(f"{character}x" for character in INVISIBLE)
    report = render(format_name, hostile_outcome(text), RULES, OPTIONS)
    assert [hex(ord(character)) for character in INVISIBLE if character in report] == []
    assert "\\u200bx" in report
    # Markdown doubles the backslash.
    assert "\\udb40\\udc41x" in report.replace("\\\\", "\\")


@pytest.mark.parametrize("format_name", ["json", "sarif", "gitlab"])
def test_escapes_in_json_are_read_back_as_the_characters(format_name: str) -> None:
    read = json.loads(render(format_name, hostile_outcome("a\u00ad\u2066\U000e0041b"), RULES, OPTIONS))
    said = json.dumps(read, ensure_ascii=False)
    assert "a\u00ad\u2066\U000e0041b" in said or "a\\\\u00ad\\\\u2066\\\\udb40\\\\udc41b" in said
