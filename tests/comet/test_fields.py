"""Fields of plain objects read as those of nodes do."""

from __future__ import annotations

from typing import Any

import pytest

from comet_lint.comet.fields import block, entries, flag, members, number, text
from comet_lint.comet.model import load_model
from comet_lint.comet.node import document_node

ODD: tuple[Any, ...] = (
    None, "", "x", "1", 0, 1, -5, 1.0, 2.5, True, False, [], [1], [None], [{}, 1, {"a": 1}], {}, {"a": 1},
    {"a": {"b": 1}, "c": [{}]},
)  # fmt: skip


@pytest.mark.parametrize("value", ODD, ids=repr)
def test_as_a_node_reads_them(value: Any) -> None:
    profile = {"Username": value, "MaximumDevices": value, "IsSuspended": value, "Policy": value, "Sources": value}
    node = document_node(profile, "UserProfileConfig", load_model())
    assert text(profile, "Username") == node["Username"]
    assert number(profile, "MaximumDevices") == node["MaximumDevices"]
    assert flag(profile, "IsSuspended") is node["IsSuspended"]
    assert block(profile, "Policy") == node.child("Policy").value
    assert list(members(profile, "Sources")) == [(child.key, child.value) for child in node.children("Sources")]
    server = {"AdminUsers": value}
    admins = document_node(server, "ServerConfigOptions", load_model()).children("AdminUsers")
    assert list(entries(server, "AdminUsers")) == [(admin.steps[1], admin.value) for admin in admins]


def test_absent_fields_are_zero() -> None:
    assert (text({}, "a"), number({}, "a"), flag({}, "a"), block({}, "a")) == ("", 0, False, {})
    assert [*entries({}, "a"), *members({}, "a")] == []
