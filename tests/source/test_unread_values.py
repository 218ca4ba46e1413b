"""Values that cannot be told from their text: YAML tags of other programs, and -0 in JSON."""

from __future__ import annotations

import pytest

from comet_lint.comet.stand_ins import is_stand_in
from comet_lint.source.parsed import NegativeZero, Unread
from tests.source.reading import parse_text, places


@pytest.mark.parametrize(
    "value",
    ["!vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  6162", "!env SMTP_PASSWORD", "!Ref [x, {y: z}]", "!include {f: a.yml}"],
)
def test_what_another_program_puts_there_is_unread_and_the_rest_is_read(value: str) -> None:
    (root,) = parse_text(f"a: {value}\nb: 1\n", "a.yaml").roots
    assert isinstance(root, dict)
    assert root["b"] == 1
    assert isinstance(root["a"], Unread)
    assert is_stand_in(root["a"])


def test_an_unread_value_has_a_place_and_its_anchors_count() -> None:
    text = "a: !Ref {x: &x 1}\nb: *x\n"
    assert parse_text(text, "a.yaml").roots == ({"a": Unread("ENC[yaml]"), "b": 1},)
    assert places(text, ("a",), ("a", "x"), name="a.yaml")[0] == ("a", "!Ref {x: &x 1}")


@pytest.mark.parametrize(("text", "is_negative"), [("-0", True), ("0", False), ("[-0]", True), ('{"a":-0\n}', True)])
def test_negative_zero_is_told_from_zero(text: str, is_negative: bool) -> None:
    (value,) = parse_text(text).roots
    while isinstance(value, (list, dict)):
        (value,) = value if isinstance(value, list) else value.values()
    assert value == 0
    assert isinstance(value, NegativeZero) is is_negative


def test_what_only_looks_like_negative_zero() -> None:
    text = '{"a": "x-0 ", "b": -0.0, "c": -0e1, "d": 1e-0, "e": -0, "f": 9007199254740993}'
    (root,) = parse_text(text).roots
    assert isinstance(root, dict)
    assert [type(value).__name__ for value in root.values()] == [
        "str",
        "LosslessFloat",
        "LosslessFloat",
        "LosslessFloat",
        "NegativeZero",
        "int",
    ]
    assert root["f"] == 9007199254740993


def test_yaml_has_no_negative_zero() -> None:
    (value,) = parse_text("-0", "a.yaml").roots
    assert type(value) is int
