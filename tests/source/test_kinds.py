"""What a document is, told by its keys."""

from __future__ import annotations

import pytest

from comet_lint.source.kinds import recognise, recognise_short


@pytest.mark.parametrize(
    ("document", "name"),
    [
        ({"Username": "alice"}, "UserProfileConfig"),
        ({"ConstellationRole": {}}, "ServerConfigOptions"),
        ({"Organizations": {"org-1": {"Name": "Contoso"}}}, "ServerConfigOptions"),
        ({"Policy": {}}, "GroupPolicy"),
        ({"Name": "Contoso"}, "Organization"),
        ({"alice": {"Username": "alice"}, "bob": None}, "list-users-full"),
        ({"policy-1": {"Policy": {}}}, "policies-list-full"),
        ({"org-1": {"Hosts": []}}, "organization-list"),
    ],
)
def test_documents_cut_down_to_a_field(document: object, name: str) -> None:
    kind = recognise_short(document)
    assert kind is not None
    assert kind.name == name
    assert recognise(document) is None


@pytest.mark.parametrize(
    "document",
    [{}, [], None, {"a": 1}, {"a": {"Username": "x"}, "b": {"Policy": {}}}, {"a": {"Username": "x"}, "b": 1}],
)
def test_documents_of_which_no_field_tells(document: object) -> None:
    assert recognise_short(document) is None
