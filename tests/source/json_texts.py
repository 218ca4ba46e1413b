"""Generated JSON: any value, written in any way that JSON allows."""

from __future__ import annotations

import json

from hypothesis import strategies as st

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f", "/": "\\/"}

spaces = st.text(st.sampled_from(" \t\r\n"), max_size=3)
texts = st.text(
    st.one_of(
        st.sampled_from('ab"\\/{}[],: \n\t\r\x00é😀\u2028\x85'),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=5,
)
keys = st.one_of(st.sampled_from(["", "a", "ab", "b", ",", " ", ": ", "}", '", "', "é", "😀"]), texts)
scalars = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), texts)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(keys, inner, max_size=4)),
    max_leaves=20,
)
objects = st.dictionaries(keys, values, max_size=5)


@st.composite
def written(draw: st.DrawFn, value: object) -> str:
    """A JSON text for `value`, with whitespace and escapes as they come."""
    if isinstance(value, str):
        return draw(written_text(value))
    if isinstance(value, list):
        entries = [draw(_spaced(item)) for item in value]
        return "[" + (",".join(entries) if entries else draw(spaces)) + "]"
    if isinstance(value, dict):
        members = [
            f"{draw(spaces)}{draw(written_text(key))}{draw(spaces)}:{draw(_spaced(member))}"
            for key, member in value.items()
        ]
        return "{" + (",".join(members) if members else draw(spaces)) + "}"
    return json.dumps(value)


@st.composite
def written_text(draw: st.DrawFn, text: str) -> str:
    return '"' + "".join([draw(_character(character)) for character in text]) + '"'


@st.composite
def _spaced(draw: st.DrawFn, value: object) -> str:
    return draw(spaces) + draw(written(value)) + draw(spaces)


def _character(character: str) -> st.SearchStrategy[str]:
    utf16 = character.encode("utf-16-be").hex()
    ways = ["".join(f"\\u{utf16[at : at + 4]}" for at in range(0, len(utf16), 4))]
    if character in _ESCAPES:
        ways.append(_ESCAPES[character])
    if character >= " " and character not in '"\\':
        ways.append(character)
    return st.sampled_from(ways[::-1])


documents = st.one_of(objects, values).flatmap(lambda value: st.tuples(st.just(value), _spaced(value)))
"""A value and a text of it."""
object_documents = objects.flatmap(lambda value: st.tuples(st.just(value), _spaced(value)))
