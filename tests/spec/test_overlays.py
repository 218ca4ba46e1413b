"""Overlays complete the types of the page; an entry that does not fit them is a clear error."""

from __future__ import annotations

from pathlib import Path

import pytest

from comet_lint.spec.model import SpecError, Types
from comet_lint.spec.overlays import SpecModel, load_model
from comet_lint.spec.page import read_page
from tests.spec.plain import DATA, plain_type

TYPES: Types = read_page((DATA / "page.txt").read_text("utf-8"))


def _load(folder: Path, **overlays: str) -> SpecModel:
    for name, text in overlays.items():
        (folder / f"{name.replace('_', '-')}.yaml").write_text(text, "utf-8")
    return load_model(TYPES, folder)


def test_without_overlays_the_types_are_those_of_the_page(tmp_path: Path) -> None:
    assert _load(tmp_path).types == TYPES


def test_constants(tmp_path: Path) -> None:
    model = _load(
        tmp_path,
        constants="""
- family: LOCK_MAKE_
  values: growing
  constants:
    LOCK_MAKE_BRASS: 1
    LOCK_MAKE_STEEL: {value: 2, first-seen: "23.1.0"}
- constants:
    MAX_LOCKS: 7
""",
    )
    assert model.constants == {"LOCK_MAKE_BRASS": 1, "LOCK_MAKE_STEEL": 2, "MAX_LOCKS": 7}
    assert model.families == {"LOCK_MAKE_": "growing"}


def test_later_releases_add_fields_and_types_and_deprecate(tmp_path: Path) -> None:
    model = _load(
        tmp_path,
        releases="""
first-seen:
  Zoo: {Photo: "22.9.0"}
added-fields:
  Clock:
    Alarm: {type: Alarm, since: "24.12.2", last-seen: "25.6.8"}
added-types:
  Alarm: {since: "24.12.2", fields: {Bells: List<Bell>}}
  Bell: {since: "24.12.2", fields: {Tone: string}}
deprecated:
  Lock:
    Make: {since: "18.2.0", ignored-since: "23.3.0"}
""",
    )
    assert plain_type(model.types["Clock"])["fields"]["Alarm"] == {"type": "Alarm", "since": "24.12.2"}
    assert model.types["Clock"].fields[-1].last_seen == "25.6.8"
    assert plain_type(model.types["Alarm"]) == {"since": "24.12.2", "fields": {"Bells": "List<Bell>"}}
    assert model.types["Lock"].fields[0].deprecated_since == "18.2.0"
    assert model.types["Lock"].fields[0].ignored_since == "23.3.0"
    assert model.first_seen == {("Zoo", "Photo"): "22.9.0"}


def test_liveness_holds_on_types_that_extend_the_one_named(tmp_path: Path) -> None:
    model = _load(
        tmp_path,
        constants="- {family: ROW_, constants: {ROW_LAST: 9}}",
        liveness="- {type: Cage, when: {Photo: [ROW_LAST, '', true]}, bases: [Cage], fields: [Birds]}",
    )
    fields = ["Birds", "Rows", "Lock", "Photo", "Plan"]
    assert model.live_when == {(name, field): {"Photo": [9, "", True]} for name in ("Cage", "Zoo") for field in fields}


def test_the_rest_is_kept_by_place(tmp_path: Path) -> None:
    model = _load(
        tmp_path,
        constants="- {family: SOUND_, constants: {SOUND_MOO: moo}}",
        constant_fields="Animal: {Sounds: SOUND_}",
        wire_types="Clock: {Seconds: uint8}",
        secrets="{secret: {Lock: [Key]}, hidden: {Keeper: [Tasks]}, url: {Lock: [Spare]}}",
        descriptions="Clock: {'': Tells the time., Seconds: Since midnight.}",
        entities="Cage: {noun: cage, named-by: [Lock.Key], identity: [Photo]}",
    )
    assert plain_type(model.types["Animal"])["fields"]["Sounds"]["constants"] == "SOUND_"
    assert model.wire_types == {("Clock", "Seconds"): "uint8"}
    assert model.secrecy == {
        ("Lock", "Key"): "secret",
        ("Keeper", "Tasks"): "hidden",
        ("Lock", "Spare"): "url",
    }
    assert model.descriptions == {("Clock", ""): "Tells the time.", ("Clock", "Seconds"): "Since midnight."}
    assert model.entities == {"Cage": {"noun": "cage", "named-by": ["Lock.Key"], "identity": ["Photo"]}}


CONSTANTS = "- {family: LOCK_MAKE_, constants: {LOCK_MAKE_BRASS: 1}}"


@pytest.mark.parametrize(
    ("overlays", "message"),
    [
        (
            {"secrets": "secret: {Locks: [Key]}"},
            "secrets.yaml: unknown type 'Locks'. Did you mean Lock, Clock?",
        ),
        (
            {"secrets": "secret: {Lock: [Kex]}"},
            "secrets.yaml: type 'Lock' declares no field 'Kex'. Did you mean Key?",
        ),
        ({"secrets": "secret: {Zoo: [Photo]}"}, "secrets.yaml: type 'Zoo' declares no field 'Photo'."),
        ({"secrets": "{secret: {Lock: [Key]}, url: {Lock: [Key]}}"}, "secrets.yaml: expected Lock.Key once"),
        (
            {"secrets": "private: {Lock: [Key]}"},
            "secrets.yaml: unknown key 'private', expected one of hidden, path, secret, url",
        ),
        ({"secrets": "- secret"}, "secrets.yaml: expected a mapping"),
        ({"secrets": "secret: Key"}, "secrets.yaml: secret: expected a mapping"),
        (
            {"descriptions": "Lok: {'': Shuts.}"},
            "descriptions.yaml: unknown type 'Lok'. Did you mean Lock, Clock?",
        ),
        (
            {"descriptions": "Lock: {Koy: Opens.}"},
            "descriptions.yaml: type 'Lock' declares no field 'Koy'. Did you mean Key?",
        ),
        (
            {"wire-types": "Lock: {Make: int7}"},
            "wire-types.yaml: Lock.Make: expected one of int32, uint32, uint64, uint8",
        ),
        ({"wire-types": "Lock: {Key: uint8}"}, "wire-types.yaml: Lock.Key is not an integer field"),
        (
            {"releases": "first-seen: {Zoo: {Photos: '1.0'}}"},
            "releases.yaml: type 'Zoo' has no field 'Photos'. Did you mean Photo?",
        ),
        (
            {"releases": "added-fields: {Zoo: {Photo: string}}"},
            "releases.yaml: added field 'Zoo.Photo' is on the page",
        ),
        (
            {"releases": "added-fields: {Zoo: {Map: Plan}}"},
            "releases.yaml: added field 'Zoo.Map' has the unknown type 'Plan'",
        ),
        (
            {"releases": "added-fields: {Zoo: {Map: List<}}"},
            "releases.yaml: Zoo.Map: 'List<' is not a type: expected a name, List<T> or Dictionary<K, V>",
        ),
        ({"releases": "added-types: {Zoo: {fields: {}}}"}, "releases.yaml: added type 'Zoo' is on the page"),
        (
            {"releases": "added-types: {Bell: {fields: {}}}"},
            "releases.yaml: no type of the page leads to the added type 'Bell'",
        ),
        (
            {"constants": "- {family: A_, constants: {B_C: 1}}"},
            "constants.yaml: expected 'B_C' once, under the family whose prefix it has",
        ),
        (
            {"constants": "- {family: A_, values: some, constants: {}}"},
            "constants.yaml: A_: expected 'values' to be one of bits, closed, growing, open",
        ),
        ({"constants": "A_: 1"}, "constants.yaml: expected a list of mappings"),
        (
            {"constants": CONSTANTS, "constant-fields": "Lock: {Kind: LOCK_MADE_}"},
            "constant-fields.yaml: Lock.Kind: unknown family 'LOCK_MADE_'. Did you mean LOCK_MAKE_?",
        ),
        (
            {
                "constants": CONSTANTS,
                "liveness": "- {type: Lock, when: {Make: [LOCK_MAKE_GLASS]}, fields: [Key]}",
            },
            "liveness.yaml: unknown constant 'LOCK_MAKE_GLASS'. Did you mean LOCK_MAKE_BRASS?",
        ),
        (
            {"liveness": "- {type: Lock, when: {Mark: [1]}, fields: [Key]}"},
            "liveness.yaml: type 'Lock' has no field 'Mark'. Did you mean Make?",
        ),
        (
            {"liveness": "- {type: Lock, when: {Make: [1]}, bases: [Cloc]}"},
            "liveness.yaml: unknown type 'Cloc'. Did you mean Clock, Lock?",
        ),
        (
            {"entities": "Cage: {name: cage}"},
            "entities.yaml: Cage: unknown key 'name', expected one of identity, named-by, noun",
        ),
        (
            {"entities": "Cage: {identity: [Lock.Kee]}"},
            "entities.yaml: type 'Lock' has no field 'Kee'. Did you mean Key?",
        ),
    ],
)
def test_an_entry_that_does_not_fit_is_named(tmp_path: Path, overlays: dict[str, str], message: str) -> None:
    with pytest.raises(SpecError) as caught:
        _load(tmp_path, **overlays)
    assert str(caught.value) == message


def test_entries_that_do_not_fit_can_be_left_out_instead(tmp_path: Path) -> None:
    (tmp_path / "secrets.yaml").write_text("secret: {Lock: [Key, Kex], Safe: [Code]}", "utf-8")
    complaints: list[str] = []
    model = load_model(TYPES, tmp_path, complaints.append)
    assert model.secrecy == {("Lock", "Key"): "secret"}
    assert complaints == [
        "secrets.yaml: type 'Lock' declares no field 'Kex'. Did you mean Key?",
        "secrets.yaml: unknown type 'Safe'.",
    ]
