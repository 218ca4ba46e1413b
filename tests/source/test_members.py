"""A big object read member by member is what it is when read at once."""

from __future__ import annotations

import pytest
from hypothesis import given

from comet_lint.findings import Span
from comet_lint.source.encoding import to_utf8
from comet_lint.source.json.members import parse_member, split_members
from tests.source.json_texts import object_documents
from tests.source.reading import all_paths, comparable, cut, parse_text, plain

USERS = '{\n  "alice": {"Username": "alice"},\r\n  "bob😀": [1, {"x": 2}],\n  "n": 1\n}\n'


def test_members_come_in_the_order_of_the_text_with_their_offsets() -> None:
    members = split_members(USERS.encode())
    assert members is not None
    assert [
        (
            member.key,
            members.data[member.key_start : member.key_end].decode(),
            members.data[member.value_start : member.value_end].decode(),
        )
        for member in members.members
    ] == [
        ("alice", '"alice"', '{"Username": "alice"}'),
        ("bob😀", '"bob😀"', '[1, {"x": 2}]'),
        ("n", '"n"', "1"),
    ]
    assert members.notices == ()


def test_positions_of_a_member_are_those_in_the_whole_text() -> None:
    members = split_members(USERS.encode())
    assert members is not None
    bob = parse_member(members, members.members[1])
    assert bob.roots == ([1, {"x": 2}],)
    assert bob.positions.spans(0, [(), (1, "x"), (1, "y")]) == [
        (Span(3, 3, 3, 9), Span(3, 11, 3, 24)),
        (Span(3, 16, 3, 19), Span(3, 21, 3, 22)),
        (None, Span(3, 15, 3, 23)),
    ]
    assert bob.positions.text(Span(2, 3, 2, 10)) == '"alice"'


@given(object_documents)
def test_members_are_what_the_whole_is(document: tuple[dict[str, object], str]) -> None:
    value, text = document
    members = split_members(text.encode())
    assert members is not None
    assert [member.key for member in members.members] == [*value]
    whole = parse_text(text).positions
    for member in members.members:
        parsed = parse_member(members, member)
        assert [comparable(root) for root in parsed.roots] == [value[member.key]]
        paths = all_paths(value[member.key])
        assert parsed.positions.spans(0, paths) == whole.spans(0, [(member.key, *path) for path in paths])


def test_a_key_that_comes_twice_is_there_twice_and_reported() -> None:
    text = '{"a": {"x": 1},\n "b": 2,\n "\\u0061": {"x": 1},\n "a": 3}'
    members = split_members(text.encode())
    assert members is not None
    assert [(member.key, parse_member(members, member).roots) for member in members.members] == [
        ("a", ({"x": 1},)),
        ("b", (2,)),
        ("a", ({"x": 1},)),
        ("a", (3,)),
    ]
    before = 'The key "a" is already in this object, in line 1; '
    merged = "the server merges the two objects: fields that the second does not have stay as in the first."
    assert [plain(notice) for notice in members.notices] == [
        ("T007", ("a",), (3, 2, 3, 10), before + merged),
        ("T007", ("a",), (4, 2, 4, 5), before + "one of them has a type that the server refuses."),
    ]
    assert {notice.about_id for notice in members.notices} == {before + "the server takes the last one."}


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1, "b": 2, "a": 1}',
        '{"a": 1, "a": 11}',
        '{"a": 11, "a": 1}',
        '{"a": 1, "b": 1, "a": 1, "b": 1}',
        '{"a": {}, "a": {}}',
    ],
)
def test_no_doubled_key_is_lost(text: str) -> None:
    members = split_members(text.encode())
    assert members is not None
    assert [(cut(text, Span(1, member.key_start + 1, 1, member.value_end + 1))) for member in members.members] == (
        text[1:-1].split(", ")
    )


def test_a_key_twice_within_a_member_is_reported_by_the_member() -> None:
    members = split_members(b'{"a": 1,\n "b": {"x": 1,\n "x": 2}}')
    assert members is not None
    parsed = parse_member(members, members.members[1])
    assert parsed.roots == ({"x": 2},)
    assert [plain(notice) for notice in parsed.notices] == [
        (
            "T007",
            ("x",),
            (3, 2, 3, 5),
            'The key "x" is already in this object, in line 2; the server takes the last one.',
        )
    ]


def test_half_surrogate_pairs_and_other_encodings_are_read_as_in_a_whole_file() -> None:
    members = split_members(*to_utf8('{"\\ud800": "\\udc00", "é": 1}'.encode("utf-16")))
    assert members is not None
    assert [(member.key, parse_member(members, member).roots) for member in members.members] == [
        ("\ufffd", ("\ufffd",)),
        ("é", (1,)),
    ]
    assert [notice.rule for notice in members.notices] == ["T020"]


def test_invalid_utf_8_is_reported_once() -> None:
    members = split_members(b'{"a": "\xff", "b": "\xff"}')
    assert members is not None
    assert [parse_member(members, member).notices for member in members.members] == [(), ()]
    assert [(notice.rule, tuple(notice.span)) for notice in members.notices] == [("T020", (1, 8, 1, 9))]


@pytest.mark.parametrize(
    "text", ["", "[]", "1", '{"a": 1', '{"a": 1}}', '{"a": [1,]}', '{"a" 1}', '{"a": "\\x"}', '{"a": \x00}', "a: 1"]
)
def test_what_is_no_object_in_valid_json_is_not_split(text: str) -> None:
    assert split_members(text.encode()) is None


def test_an_error_that_only_parsing_finds_is_found_in_its_member() -> None:
    members = split_members(b'{"a": 1,\n "b": ' + b"[" * 300 + b"]" * 300 + b"}")
    assert members is not None
    parsed = parse_member(members, members.members[1])
    assert parsed.roots == ()
    assert [plain(notice) for notice in parsed.notices] == [
        ("T001", (), (2, 207, 2, 208), "Objects and lists are nested more than 200 levels deep.")
    ]


def test_an_empty_object_has_no_members() -> None:
    members = split_members(b" { } ")
    assert members is not None
    assert members.members == ()
