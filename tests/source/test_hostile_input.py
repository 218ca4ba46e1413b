"""Input made to break a parser gets a clear notice: no exception, no hang, no exhausted memory or stack."""

from __future__ import annotations

import os
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comet_lint.findings import Span
from comet_lint.source.json.members import parse_member, split_members
from comet_lint.source.reading import parse
from tests.source.reading import all_paths, notices, parse_text

DEEP = 100_000
JSON_DEPTH = "Objects and lists are nested more than 200 levels deep."
YAML_DEPTH = "Mappings and lists are nested more than 200 levels deep."
TOO_MANY = "Aliases of aliases make the document far larger than it is written."


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("[" * DEEP, (1, 201, 1, 202)),
        ("[" * DEEP + "]" * DEEP, (1, 201, 1, 202)),
        ('{"a":' * DEEP, (1, 1001, 1, 1002)),
        ('[{"a":' * DEEP, (1, 601, 1, 602)),
        ("[\n" * DEEP, (201, 1, 201, 2)),
    ],
)
def test_deep_json(text: str, span: tuple[int, ...]) -> None:
    assert notices(text) == [("T001", (), span, JSON_DEPTH)]
    assert split_members(text.encode()) is None


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("[" * 900, (1, 201, 1, 202)),
        ("{a: " * DEEP, (1, 801, 1, 802)),
        ("- " * DEEP, (1, 401, 1, 401)),
        ("".join(" " * level + "a:\n" for level in range(1000)), (201, 201, 201, 201)),
    ],
)
def test_deep_yaml(text: str, span: tuple[int, ...]) -> None:
    assert notices(text, "a.yaml") == [("T001", (), span, YAML_DEPTH)]


def test_yaml_so_deep_that_the_parser_may_give_up_by_itself() -> None:
    ((rule, path, _span, message),) = notices("[" * DEEP, "a.yaml")
    assert (rule, path, message) == ("T001", (), YAML_DEPTH)


def test_deep_keys_in_yaml() -> None:
    assert notices("? " * DEEP, "a.yaml") == [("T001", (), (1, 3, 1, 3), "A key must be a text; JSON knows no others.")]


@pytest.mark.parametrize("name", ["a.json", "a.yaml"])
def test_200_levels_are_fine(name: str) -> None:
    parsed = parse_text("[" * 200 + "7" + "]" * 200, name)
    assert parsed.notices == ()
    assert parsed.positions.spans(0, [(0,) * 200]) == [(None, Span(1, 201, 1, 202))]


def test_many_escapes_and_brackets_in_a_long_string() -> None:
    long = '\\n\\\\\\"[{]}é' * 200_000
    text = f'{{"\\u0061": ["{long}", "{long}"], "b": {{"c": "{long}\\ud800"}}, "d": 1}}'
    parsed = parse_text(text)
    assert parsed.notices == ()
    ((key, value),) = parsed.positions.spans(0, [("d",)])
    assert key == Span(1, len(text) - 6, 1, len(text) - 3)
    assert value == Span(1, len(text) - 1, 1, len(text))


@pytest.mark.parametrize("name", ["a.json", "a.yaml"])
def test_a_string_of_20_mb(name: str) -> None:
    text = b'{"a": "' + b"x" * 20_000_000 + b'", "b": 1}'
    parsed = parse(text, name)
    assert parsed.notices == ()
    assert parsed.positions.spans(0, [("b",)]) == [
        (Span(1, 20_000_011, 1, 20_000_014), Span(1, 20_000_016, 1, 20_000_017))
    ]


def test_a_string_of_20_mb_without_an_end() -> None:
    (notice,) = parse(b'{"a": "' + b"\\n" * 10_000_000, "a.json").notices
    assert (notice.rule, notice.span) == ("T001", Span(1, 7, 1, 8))


def aliases(levels: int, width: int) -> str:
    lists = [f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * width)}]" for level in range(1, levels)]
    return "\n".join(["a0: &a0 [x]", *lists])


def test_an_alias_bomb() -> None:
    found = notices(aliases(levels=30, width=9), "a.yaml")
    assert [(rule, message) for rule, _, _, message in found] == [("T001", TOO_MANY)]


def test_an_alias_bomb_of_merge_keys() -> None:
    merges = [f"a{level}: &a{level} {{k{level}: *a{level - 1}, <<: *a{level - 1}}}" for level in range(1, 40)]
    found = notices("\n".join(["a0: &a0 {k0: x}", *merges]), "a.yaml")
    assert [(rule, message) for rule, _, _, message in found] == [("T001", TOO_MANY)]


def test_aliases_that_make_a_document_deep() -> None:
    text = "a0: &a0 [x]\n" + "\n".join(f"a{level}: &a{level} [*a{level - 1}]" for level in range(1, 250))
    found = notices(text, "a.yaml")
    assert [(rule, span, message) for rule, _, span, message in found] == [("T001", (200, 14, 200, 19), TOO_MANY)]


def test_aliases_within_bounds() -> None:
    text = aliases(levels=5, width=9)
    parsed = parse_text(text, "a.yaml")
    assert parsed.notices == ()
    assert len(all_paths(parsed.roots[0])) == 1 + sum(
        1 + sum(9**i for i in range(1, level + 1)) + 9**level for level in range(5)
    )


@pytest.mark.parametrize("name", ["a.json", "a.yaml", "-"])
@pytest.mark.parametrize(
    "data", [b"\0" * 1000, b"\0", b"\xff" * 1000, b"\xff\xfe", b"\xff\xfe\0\0", b"\xef\xbb\xbf", b"\x1b[2J"]
)
def test_bytes_that_are_no_text(data: bytes, name: str) -> None:
    parsed = parse(data, name)
    if not parsed.roots:
        assert [notice.rule for notice in parsed.notices if notice.rule != "T020"] == ["T001"]
    else:  # invalid UTF-8 is text to YAML once it is replaced
        assert data == b"\xff" * 1000
        assert [notice.rule for notice in parsed.notices] == ["T020"]


@given(st.binary(max_size=40) | st.text(max_size=40).map(str.encode), st.sampled_from(["a.json", "a.yaml", "-"]))
def test_whatever_the_bytes_are_there_is_a_value_or_a_notice(data: bytes, name: str) -> None:
    parsed = parse(data, name)
    assert bool(parsed.roots) != any(notice.rule == "T001" for notice in parsed.notices)
    for document, root in enumerate(parsed.roots):
        assert all(span.line > 0 for _, span in parsed.positions.spans(document, all_paths(root)))
    members = split_members(data)
    for member in members.members if members else ():
        assert parse_member(members, member).positions.spans(0, [()])  # type: ignore[arg-type]


tokens = [
    "- ",
    "? ",
    ": ",
    ", ",
    "&x ",
    "*x ",
    "<<: ",
    "|\n",
    ">-\n",
    "!!str ",
    "!!int ",
    "!x ",
    "---\n",
    "...\n",
    "0123",
]
yaml_pieces = st.sampled_from([*"aé[]{}'\"#~% \t\n\r\x07\u2028\x85\ufeff", "\n  ", *tokens])


@given(st.lists(yaml_pieces, max_size=15).map("".join))
def test_whatever_the_yaml_is_every_value_has_a_place(text: str) -> None:
    parsed = parse_text(text, "a.yaml")
    for document, root in enumerate(parsed.roots):
        paths = all_paths(root)
        assert len(parsed.positions.spans(document, paths)) == len(paths)


def test_a_big_export_is_never_held_twice() -> None:
    user = b'{"Description": "' + os.urandom(50_000).hex().encode() + b'"}'
    data = b"{" + b",".join(b'"user%d": %b' % (number, user) for number in range(100)) + b"}"
    tracemalloc.start()
    members = split_members(data)
    assert members is not None
    for member in members.members:
        parse_member(members, member).positions.spans(0, [("Description",)])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < len(data) / 4
