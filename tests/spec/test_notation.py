"""The model's notation: written and read back, byte for byte; mistakes are named."""

from __future__ import annotations

import pytest

from comet_lint.files.resources import schemas_folder
from comet_lint.spec.generate import committed_types
from comet_lint.spec.model import Omission, SpecError, SpecField, Type, TypeExpr
from comet_lint.spec.notation import read_types, write_types
from comet_lint.spec.page import read_page
from tests.spec.plain import DATA

EVERYTHING = Type(
    "Everything",
    (
        SpecField("Plain", TypeExpr("string")),
        SpecField("Flag", TypeExpr("bool"), Omission.FALSE),
        SpecField("Count", TypeExpr("int"), Omission.ZERO, constants="COUNT_"),
        SpecField("Text", TypeExpr("string"), Omission.EMPTY_TEXT, since="24.6.x"),
        SpecField("Items", TypeExpr("List", (TypeExpr("byte"),)), Omission.EMPTY_LIST),
        SpecField(
            "Map",
            TypeExpr("Dictionary", (TypeExpr("int"), TypeExpr("Base"))),
            Omission.EMPTY_DICTIONARY,
            deprecated_since="Unused",
        ),
        SpecField("Inner", TypeExpr("Base"), Omission.ZERO_OBJECT, last_seen="25.6.8", ignored_since="26.1"),
        SpecField("Data", TypeExpr("any"), Omission.ANY),
        SpecField("y", TypeExpr("bool")),
        SpecField("on", TypeExpr("bool")),
    ),
    bases=("Base",),
    since="24.3.1",
    deprecated_since="24.9.xx",
)
TYPES = {"Everything": EVERYTHING, "Base": Type("Base", ())}

TEXT = """\
# The types of the Comet API, from its documentation. Written by `comet-lint spec`; do not edit.

Everything:
  extends: [Base]
  since: "24.3.1"
  deprecated: "24.9.xx"
  fields:
    Plain: string
    Flag: {type: bool, omitted: false}
    Count: {type: int, omitted: 0, constants: COUNT_}
    Text: {type: string, omitted: "", since: "24.6.x"}
    Items: {type: List<byte>, omitted: []}
    Map: {type: "Dictionary<int, Base>", omitted: {}, deprecated: "Unused"}
    Inner: {type: Base, omitted: zero, last-seen: "25.6.8", ignored-since: "26.1"}
    Data: {type: any, omitted: any}
    "y": bool
    "on": bool

Base:
  fields: {}
"""


def test_types_are_written_in_the_notation() -> None:
    assert write_types(TYPES) == TEXT


def test_what_was_written_reads_the_same() -> None:
    assert read_types(TEXT, "types.yaml") == TYPES


def test_the_excerpt_survives_the_notation() -> None:
    types = read_page((DATA / "page.txt").read_text("utf-8"))
    assert read_types(write_types(types), "types.yaml") == types


def test_the_committed_types_are_written_as_they_stand() -> None:
    folder = schemas_folder()
    assert write_types(committed_types(folder)) == (folder / "model" / "types.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("A: {fields: {X: int}", "t.yaml: line 2: not valid YAML"),
        ("- A", "t.yaml: expected a mapping"),
        ("A: int", "t.yaml: A: expected a mapping"),
        (
            "A: {field: {}}",
            "t.yaml: A: unknown key 'field', expected one of deprecated, extends, fields, since",
        ),
        (
            "A: {fields: {X: List<int}}",
            "t.yaml: A.X: 'List<int' is not a type: expected a name, List<T> or Dictionary<K, V>",
        ),
        ("A: {fields: {X: {omitted: 0}}}", "t.yaml: A.X: expected the field to have a 'type'"),
        (
            "A: {fields: {X: {type: int, omitted: []}}}",
            "t.yaml: A.X: expected 'omitted' to be a value that fits int",
        ),
        (
            "A: {fields: {X: {type: int, omitted: 5}}}",
            "t.yaml: A.X: expected 'omitted' to be a value that fits int",
        ),
    ],
)
def test_a_mistake_is_named_with_its_place(text: str, message: str) -> None:
    with pytest.raises(SpecError) as caught:
        read_types(text + "\n", "t.yaml")
    assert str(caught.value) == message
