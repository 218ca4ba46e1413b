"""Reading EngineProps, and the objects that it holds as JSON texts."""

from __future__ import annotations

from typing import Any

import pytest

from comet_lint.comet.engine_props import embedded, parse_json, props, with_prefix, within
from comet_lint.comet.model import load_model
from comet_lint.comet.node import Node

PATTERN = '{"TopDirectory": "C:\\\\Users", "Value": "*.docx"}'


def source(engine_props: Any) -> Node:
    profile = {
        "Username": "alice",
        "Sources": {"s1": {"Description": "Documents", "EngineProps": engine_props}},
    }
    return Node(profile, "UserProfileConfig", load_model()).children("Sources")[0]


def test_only_texts_are_settings() -> None:
    assert props(source({"INCLUDE0": "C:\\", "USE_WIN_VSS": 1, "EXCLUDE0": None})) == {"INCLUDE0": "C:\\"}


@pytest.mark.parametrize("value", [None, [], "INCLUDE0=C:"])
def test_settings_of_another_shape_are_none(value: Any) -> None:
    assert props(source(value)) == {}


def test_prefixes_count_from_the_start_of_a_key() -> None:
    settings = props(source({"INCLUDE0": "a", "PINCLUDE0": "b", "EXCLUDE0": "c", "REXCLUDE0": "d", "include1": "e"}))
    assert with_prefix(settings, "INCLUDE") == {"INCLUDE0": "a"}
    assert with_prefix(settings, "EXCLUDE", "REXCLUDE") == {"EXCLUDE0": "c", "REXCLUDE0": "d"}


@pytest.mark.parametrize("text", ["", "{", "C:\\Users", "NaN", '{"a": "\\."}', "\ud800"])
def test_what_is_not_json(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - which kind of ValueError does not matter
        parse_json(text)


@pytest.mark.parametrize(
    ("text", "type_name"),
    [
        (PATTERN, "SourceIncludePattern"),
        ('{"SharePath": "\\\\\\\\nas\\\\x", "Username": "alice"}', "WinSMBAuth"),
        ('{"Credential": {}, "Concurrency": 4}', "Office365Connection"),
        ('{"ConnectionType": "vsphere"}', "VMwareConnection"),
        ('{"Server": "db", "Port": 27017, "ReadPreference": "primary"}', "MongoDBConnection"),
        ('{"Host": "db", "TLSSkipVerify": true}', "MySQLConnection"),
        (' {"Host": "db", "Port": "3306", "TLSSkipVerify": true, "SomethingNew": 1}', "MySQLConnection"),
    ],
)
def test_objects_are_known_by_their_keys(text: str, type_name: str) -> None:
    assert [(key, node.type.name) for key, node in embedded(source({"KEY": text}))] == [("KEY", type_name)]


@pytest.mark.parametrize(
    "text",
    [
        "C:\\Users",
        "{broken",
        "[1, 2]",
        "{}",
        '{"Username": "alice", "Password": "examplePassword"}',
        '{"Credential": "a key of another tool", "Vm": "a", "Host": "b"}',
    ],
)
def test_other_texts_are_left_alone(text: str) -> None:
    assert list(embedded(source({"KEY": text}))) == []


def test_an_embedded_object_is_part_of_the_document() -> None:
    found = next(embedded(source({"PINCLUDE0": PATTERN})))
    assert found.node.path == ("Sources", "s1", "EngineProps", "PINCLUDE0")
    assert found.node.subject == 'protected item "Documents" of user alice'
    assert found.node["TopDirectory"] == "C:\\Users"
    assert found.node["Value"] == "*.docx"


def test_objects_inside_an_embedded_object() -> None:
    text = '{"ReadPreference": "", "UseSSH": true, "SSHConnection": {"SSHServer": "db.example.com"}}'
    view = next(embedded(source({"CONNECTION": text}))).node
    assert [(way, node["SSHServer"], node.live) for way, node in within(view, "SSHConnection")] == [
        ("SSHConnection", "db.example.com", True)
    ]
    assert [way for way, _node in within(view, "MongoDBConnection")] == [""]


def test_what_an_embedded_object_does_not_use_is_not_live() -> None:
    text = '{"ReadPreference": "", "UseSSH": false, "SSHConnection": {"SSHServer": "db.example.com"}}'
    view = next(embedded(source({"CONNECTION": text}))).node
    assert [node.live for _way, node in within(view, "SSHConnection")] == [False]
