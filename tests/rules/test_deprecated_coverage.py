"""Every field and type that the model marks as deprecated is looked after by a rule, and no other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from comet_lint.comet.model import Model, Shape, load_model
from comet_lint.lint.linter import Linter
from comet_lint.rules.context import Context
from comet_lint.rules.rule import Rule
from comet_lint.rules.rule_files import shipped_rules
from comet_lint.text.pointers import to_pointer
from tests.linting import drafts_of

MODEL = load_model()
FAMILY = [rule for rule in shipped_rules() if rule.family == "D"]
ROOTS = ("ServerConfigOptions", "UserProfileConfig", "GroupPolicy", "Organization")


def deprecated_types(model: Model) -> list[str]:
    return [name for name in model if model.type(name).deprecated_since]


def deprecated_fields(model: Model) -> list[tuple[str, str]]:
    """Every type that has a deprecated field, whether declared there or inherited, with the field."""
    return [
        (name, field.name) for name in model for field in model.type(name).fields.values() if field.deprecated_since
    ]


def declared(type_name: str, field: str) -> str:
    """`Type.Field` with the type that declares the field."""
    owner = [name for name in MODEL.type(type_name).lineage if field in MODEL.type(name).fields][-1]
    return f"{owner}.{field}"


MARKED = {*deprecated_types(MODEL), *(declared(*place) for place in deprecated_fields(MODEL))}
CLAIMED = {name: rule for rule in FAMILY for name in rule.deprecates}


def findings(value: dict[str, Any], type_name: str, rules: list[Rule] = FAMILY) -> list[tuple[str, str]]:
    drafts = drafts_of(Linter(rules, Context()), value, type_name)
    return sorted((draft.rule.code, to_pointer(draft.path)) for draft in drafts if draft.rule.code != "D099")


def used_value(shape: Shape) -> Any:
    """The smallest value of this shape that is not zero."""
    if shape.kind == "object":
        name, field = next((key, field) for key, field in MODEL.type(shape.type_name).fields.items())
        return {name: used_value(field.shape)}
    if shape.item is not None:
        item = used_value(shape.item)
        return [item] if shape.kind == "list" else {"example": item}
    return {"bool": True, "int": 1, "string": "example", "bytes": "AAECAw=="}[shape.kind]


def zero_value(shape: Shape) -> Any:
    """What Go writes for a field that was never set."""
    if shape.kind == "object":
        return {name: zero_value(field.shape) for name, field in MODEL.type(shape.type_name).fields.items()}
    return None if shape.item is not None or shape.kind == "bytes" else shape.zero()


def places_of(type_name: str) -> Iterator[tuple[str, str]]:
    """The fields that hold objects of a type: the type that has the field, and the field."""
    for name in MODEL:
        for field in MODEL.type(name).object_fields:
            if field.shape.object_type == type_name:
                yield name, field.name


def test_what_is_deprecated_has_a_rule() -> None:
    assert MARKED - CLAIMED.keys() == set()


def test_rules_claim_only_what_is_deprecated() -> None:
    assert CLAIMED.keys() - MARKED == set()
    assert [rule.code for rule in shipped_rules() if rule.deprecates and rule.family != "D"] == []


def test_nothing_is_claimed_twice() -> None:
    claims = [name for rule in FAMILY for name in rule.deprecates]
    assert sorted(claims) == sorted(set(claims))


@pytest.mark.parametrize(("type_name", "field"), deprecated_fields(MODEL), ids=".".join)
def test_a_deprecated_field_in_use_is_reported_by_the_rule_that_claims_it(type_name: str, field: str) -> None:
    document = {field: used_value(MODEL.type(type_name).fields[field].shape)}
    rule = CLAIMED[declared(type_name, field)]
    assert findings(document, type_name, [rule]) == [(rule.code, f"/{field}")]


@pytest.mark.parametrize(("type_name", "field"), deprecated_fields(MODEL), ids=".".join)
def test_a_deprecated_field_at_zero_is_not_reported(type_name: str, field: str) -> None:
    zero = zero_value(MODEL.type(type_name).fields[field].shape)
    for value in (zero, None):
        assert f"/{field}" not in {pointer for _code, pointer in findings({field: value}, type_name)}


@pytest.mark.parametrize("type_name", deprecated_types(MODEL))
def test_a_deprecated_type_in_use_is_reported_by_the_rule_that_claims_it(type_name: str) -> None:
    rule = CLAIMED[type_name]
    if type_name in rule.applies_to:
        assert findings(used_value(Shape("object", type_name=type_name)), type_name, [rule]) == [(rule.code, "")]
        return
    places = list(places_of(type_name))
    assert places
    for owner, field in places:
        document = {field: used_value(MODEL.type(owner).fields[field].shape)}
        assert findings(document, owner, [rule]) == [(rule.code, f"/{field}")]


@pytest.mark.parametrize("type_name", ROOTS)
def test_an_export_of_nothing_but_zeros_is_clean(type_name: str) -> None:
    assert findings(zero_value(Shape("object", type_name=type_name)), type_name) == []


def test_what_only_looks_deprecated_is_not_reported() -> None:
    # The certificate file was deprecated from 23.3.0 to 23.6 and is in use again; two values have a second,
    # deprecated name that no document can tell; one field is misspelt on purpose.
    server = {
        "Branding": {"WindowsCodeSignMethod": 3, "WindowsCodeSignPKCS11Certfile": "/etc/comet/sign.crt"},
        "Email": {"Mode": "builtin"},
        "Organizations": {"contoso": {"Name": "Contoso", "Email": {"Mode": ""}}},
    }
    job = {"Progress": {"RecievedTime": 1718000000}}
    profile = {"Username": "bob", "Sources": {"s": {"Statistics": {"LastBackupJob": job}}}}
    assert findings(server, "ServerConfigOptions") == []
    assert findings(profile, "UserProfileConfig") == []
