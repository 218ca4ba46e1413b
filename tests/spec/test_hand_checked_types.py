"""The committed model against tables worked out by hand, and the original page where it is at hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from comet_lint.files.resources import schemas_folder
from comet_lint.spec.generate import committed_types
from comet_lint.spec.model import SpecError, all_fields
from comet_lint.spec.page import read_page
from tests.spec.page_variants import VARIANTS
from tests.spec.plain import FACTS, ORIGINAL_PAGE, needs_original_page, plain_type, table

HAND_CHECKED = table("hand-checked-types.yaml")
COMMITTED = committed_types(schemas_folder())


@pytest.mark.parametrize("name", HAND_CHECKED)
def test_committed_type_is_as_worked_out_by_hand(name: str) -> None:
    assert plain_type(COMMITTED[name]) == HAND_CHECKED[name]


@pytest.mark.parametrize("name", HAND_CHECKED)
def test_committed_fields_are_in_the_order_of_the_page(name: str) -> None:
    assert [field.name for field in COMMITTED[name].fields] == list(HAND_CHECKED[name]["fields"])


def _original_page() -> str:
    return ORIGINAL_PAGE.read_text("utf-8")


@needs_original_page
def test_committed_types_are_those_of_the_page() -> None:
    types = read_page(_original_page())
    assert types == COMMITTED
    assert list(types) == list(COMMITTED)


@needs_original_page
@pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS.keys())
def test_line_breaks_inside_the_classes_of_the_page_change_nothing(variant: Callable[[str], str]) -> None:
    assert read_page(variant(_original_page())) == COMMITTED


@needs_original_page
def test_every_statement_of_the_page_belongs_to_a_field() -> None:
    page = _original_page()
    fields = [field for type_ in COMMITTED.values() for field in type_.fields]
    deprecations = [field.deprecated_since for field in fields]
    deprecations += [type_.deprecated_since for type_ in COMMITTED.values()]
    assert sum(field.omission is not None for field in fields) == page.count("Omission from JSON document")
    assert sum(field.since is not None for field in fields) == page.count("This field is available in Comet")
    assert sum(since is not None for since in deprecations) == page.count("has been deprecated")


@needs_original_page
def test_the_page_cut_after_any_class_but_the_last_is_not_accepted() -> None:
    lines = _original_page().splitlines()
    for last, line in enumerate(lines[:-1], 1):
        if line.startswith("class "):
            with pytest.raises(SpecError):
                read_page("\n".join(lines[:last]))


@needs_original_page
@pytest.mark.parametrize(
    ("file", "key"), [("api-first-seen.json", "first_seen"), ("integer-wire-types.json", "wire_types")]
)
def test_the_public_sdks_know_no_field_that_the_model_lacks(file: str, key: str) -> None:
    facts: dict[str, dict[str, Any]] = json.loads((FACTS / file).read_text("utf-8"))[key]
    missing = {(name, field) for name, fields in facts.items() for field in fields.keys() - all_fields(COMMITTED, name)}
    assert missing == set()
