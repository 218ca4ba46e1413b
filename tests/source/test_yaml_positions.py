"""The span of a key or value, cut out of the text, is that key or value."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comet_lint.findings import Span
from comet_lint.text.pointers import Path
from tests.source.reading import all_paths, at, comparable, cut, notices, parse_text, places

PROFILE = """\
# a profile
Username: alice   # who
Emails:
- a@example.com
-   b@example.com

Destinations:
  1f:
    "Description": 😀 vault
    Key: |
      one

      two

    # the end
    Empty:
LanguageCode: >-
  en
  US
"""


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        ((), None, (2, 1, 19, 5)),
        (("Username",), (2, 1, 2, 9), (2, 11, 2, 16)),
        (("Emails",), (3, 1, 3, 7), (4, 1, 5, 18)),
        (("Emails", 1), None, (5, 5, 5, 18)),
        (("Destinations", "1f"), (8, 3, 8, 5), (9, 5, 16, 11)),
        (("Destinations", "1f", "Description"), (9, 5, 9, 18), (9, 20, 9, 27)),
        (("Destinations", "1f", "Key"), (10, 5, 10, 8), (10, 10, 13, 10)),
        (("Destinations", "1f", "Empty"), (16, 5, 16, 10), (16, 11, 16, 11)),
        (("LanguageCode",), (17, 1, 17, 13), (17, 15, 19, 5)),
        (("Missing", "x"), None, (2, 1, 19, 5)),
        (("Destinations", "2e", "Key"), (7, 1, 7, 13), (8, 3, 16, 11)),
        (("Emails", 2), (3, 1, 3, 7), (4, 1, 5, 18)),
        (("Emails", "1"), (3, 1, 3, 7), (4, 1, 5, 18)),
    ],
)
@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_in_a_profile(path: Path, key: tuple[int, ...] | None, value: tuple[int, ...], line_break: str) -> None:
    parsed = parse_text(PROFILE.replace("\n", line_break), "a.yaml")
    ((found_key, found_value),) = parsed.positions.spans(0, [path])
    assert (found_key and tuple(found_key), tuple(found_value)) == (key, value)


@pytest.mark.parametrize(
    ("text", "path", "key", "value"),
    [
        ("a: &x {b: 1}\nc: *x\n", ("c",), "c", "*x"),
        ("a: &x {b: 1}\nc: *x\n", ("c", "b"), "b", "1"),
        ("a: &x {b: 1}\nc: *x\n", ("a",), "a", "&x {b: 1}"),
        ("a: {q: &x [7]}\nc:\n- *x\n", ("c", 0, 0), None, "7"),
        ("a: &x\n  b: {c: 1}\nd:\n  <<: *x\n  e: 2\n", ("d", "b", "c"), "c", "1"),
        ("a: &x\n  b: 1\nd:\n  <<: *x\n  b: 2\n", ("d", "b"), "b", "2"),
        ("a: &x {b: 1}\nc: &y {b: 2, d: 3}\ne: {<<: [*x, *y]}\n", ("e", "d"), "d", "3"),
        ("a: &x {b: 1}\nc: &y {b: 2, d: 3}\ne: {<<: [*x, *y]}\n", ("e", "b"), "b", "1"),
        ("l: &l [&x {b: 1}]\ne: {<<: *l}\n", ("e", "b"), "b", "1"),
        ("a: {<<: {b: 1}}", ("a", "b"), "b", "1"),
        ("&k key: 1\na: {*k : 2}\n", ("a", "key"), "*k", "2"),
        ("a: &k key\nb: {*k : 2}\n", ("b", "key"), "*k", "2"),
        ("a: 1\nb: 2\na: 3\n", ("a",), "a", "3"),
        ("a: [b: 1 , {c: 2}]\n", ("a", 0), None, "b: 1"),
        ("a: [b: 1 , {c: 2}]\n", ("a", 1, "c"), "c", "2"),
        ("? a\n: - 1\n  - 2\n# c\n", ("a",), "a", "- 1\n  - 2"),
        ("a: !!str 12 # c\n", ("a",), "a", "!!str 12"),
        ('a: "b\\u0062\n  c" \n', ("a",), "a", '"b\\u0062\n  c"'),
        ("a: b\n  c\n  d\n\n", ("a",), "a", "b\n  c\n  d"),
        ("  a:\n    b: 1\n  c: 2\n", ("a", "b"), "b", "1"),
        ("  a:\n    b: 1\n  c: 2\n", (), None, "a:\n    b: 1\n  c: 2"),
    ],
)
def test_cut_out(text: str, path: Path, key: str | None, value: str) -> None:
    assert places(text, path, name="a.yaml") == [(key, value)]


def test_every_document_has_its_positions() -> None:
    text = "# c\n---\na: é\n---\n\n---\n  a: 1\n  b:\n  - 2\n...\n# c\n---\n[c, {d: e}]"
    assert places(text, ("a",), name="a.yaml", document=0) == [("a", "é")]
    assert places(text, ("b", 0), ("b",), name="a.yaml", document=1) == [(None, "2"), ("b", "- 2")]
    assert places(text, (1, "d"), (), name="a.yaml", document=2) == [("d", "e"), (None, "[c, {d: e}]")]


def test_notices_of_a_later_document_are_where_they_belong() -> None:
    text = "a: 1\n---\nb:\n  - no: 1\n"
    assert [(path, span) for _, path, span, _ in notices(text, "a.yaml")] == [(("b", 0, "no"), (4, 5, 4, 7))]


def test_other_line_separators_of_unicode_are_no_lines() -> None:
    parsed = parse_text('a: "\u2028"\nb: "\x85"\nc: 1\n', "a.yaml")
    assert parsed.positions.spans(0, [("c",)]) == [(Span(3, 1, 3, 2), Span(3, 4, 3, 5))]


words = st.text(st.sampled_from("aé😀 ,:#[]{}'\"\\\n"), max_size=4)
json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), words),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
)


@given(st.dictionaries(words, json_values), st.sampled_from([None, 1, 4]))
def test_json_is_where_it_is_as_json(value: dict[str, object], indent: int | None) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=False)
    paths = all_paths(value)
    expected = parse_text(text).positions.spans(0, paths)
    assert parse_text(text, "a.yaml").roots == (value,)
    assert parse_text(text, "a.yaml").positions.spans(0, paths) == expected
    in_list = parse_text(f"- {text}", "a.yaml").positions.spans(0, [(0, *path) for path in paths])
    assert in_list == [(key and _shifted(key, 2), _shifted(span, 2)) for key, span in expected]


def _shifted(span: Span, columns: int) -> Span:
    line, column, end_line, end_column = span
    return Span(
        line,
        column + columns * (line == 1),
        end_line,
        end_column + columns * (end_line == 1),
    )


LEAVES: dict[str, object] = {
    "alice": "alice",
    "😀 x": "😀 x",
    "a#b:c": "a#b:c",
    "12": 12,
    "1.5": 1.5,
    "null": None,
    "true": True,
    "yes": "yes",
    "'it''s: é'": "it's: é",
    '"\\u0062 # \\n"': "b # \n",
    "|-\n  one: 1\n\n  two": "one: 1\n\ntwo",
    "one\n  two": "one two",
    "[]": [],
    "{k: [1, 'é' ], l: }": {"k": [1, "é"], "l": None},
}
KEYS = {"alice": "alice", "'é: '": "é: ", '"\\u0062"': "b", "😀 x": "😀 x", "a#b": "a#b", "yes": "yes"}
Written = tuple[object, list[str]]
"""A value and lines of YAML in block style for it."""


def block_lists(entries: st.SearchStrategy[Written]) -> st.SearchStrategy[Written]:
    return st.lists(st.tuples(fillers, entries), min_size=1, max_size=3).map(
        lambda found: (
            [value for _, (value, _) in found],
            [line for filler, (value, lines) in found for line in [*filler, *_entry("-", value, lines)]],
        )
    )


def block_mappings(entries: st.SearchStrategy[Written]) -> st.SearchStrategy[Written]:
    return st.dictionaries(st.sampled_from([*KEYS]), st.tuples(fillers, entries), min_size=1, max_size=3).map(
        lambda found: (
            {KEYS[key]: value for key, (_, (value, _)) in found.items()},
            [
                line
                for key, (filler, (value, lines)) in found.items()
                for line in [*filler, *_entry(f"{key} :", value, lines)]
            ],
        )
    )


def _entry(head: str, value: object, lines: list[str]) -> list[str]:
    is_block = isinstance(value, (dict, list)) and not lines[0].startswith(("[", "{"))
    if is_block:
        return [head, *(f"  {line}" for line in lines)]
    return [f"{head}   {lines[0]}", *(f"  {line}" for line in lines[1:])]


fillers = st.sampled_from([[], ["# a comment: é"], ["", ""]])
leaves: st.SearchStrategy[Written] = st.sampled_from([*LEAVES]).map(lambda text: (LEAVES[text], text.split("\n")))
blocks = st.recursive(leaves, lambda inner: block_lists(inner) | block_mappings(inner), max_leaves=10)


@given(blocks, st.sampled_from(["\n", "\r\n"]))
def test_what_is_cut_out_of_block_yaml_is_what_the_path_names(block: Written, line_break: str) -> None:
    value, lines = block
    text = line_break.join([*lines, "", "# the end"])
    parsed = parse_text(text, "a.yaml")
    assert comparable(parsed.roots[0]) == value
    paths = all_paths(value)
    for path, (key, span) in zip(paths, parsed.positions.spans(0, paths), strict=True):
        piece = cut(text, span)
        # Lines after the first are indented as far as in the whole text.
        alone = f"- {piece}" if "\n" not in piece else f"#\n{' ' * (span.column - 1)}{piece}"
        (root,) = parse_text(alone, "a.yaml").roots
        assert comparable(root if "\n" in piece else at(root, (0,))) == at(value, path)
        assert (key is None) == (not path or isinstance(path[-1], int))
        if key is not None:
            assert [*at(parse_text(f"{cut(text, key)}: x", "a.yaml").roots, (0,))] == [path[-1]]  # type: ignore[misc]
