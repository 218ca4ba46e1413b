"""What it takes to lint documents of one type: made from the rules chosen and the model, and kept in the cache.

So a document that nothing is to be said about needs neither rules nor model.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from comet_lint.comet.shapes import Shape
from comet_lint.lint.validation import Validator
from comet_lint.rules.links import Link

if TYPE_CHECKING:
    from comet_lint.rules.rule import Rule


class Plan:
    """How documents of one type are linted. `record` is what `plan_record` says about it."""

    def __init__(self, record: Mapping[str, Any]) -> None:
        self.validator = Validator(record["schema"], record["table"])
        self.links = [_link(*each) for each in record["links"]]
        self.about_empty_keys: list[str] = record["about-empty-keys"]
        """Codes of the rules that look at a document in which something stands under an empty key."""
        self.has_tenant: bool = record["has-tenant"]


def plan_record(shape: Shape, rules: Iterable[Rule], release: tuple[int, ...]) -> dict[str, Any]:
    """What there is to know about documents of a shape before one is read, as JSON."""
    import json

    from comet_lint.comet.model import load_model
    from comet_lint.comet.presence import Presence
    from comet_lint.rules.joined_schema import join
    from comet_lint.rules.links import link_of
    from comet_lint.source.kinds import unit_type

    model = load_model()
    about_objects = [rule for rule in rules if rule.looks_into_documents]
    type_name = unit_type(shape)
    links = {rule.code: link_of(rule, type_name, model) for rule in about_objects}
    codes = {rule.code for rule in rules}
    presence = Presence(release, "T016" in codes, "D099" in codes)
    joined = join([r for r in about_objects if not (links[r.code] or r.key)], model, presence, shape.object_type)
    info = model.type(type_name)
    return {
        "schema": json.dumps(joined.schema),
        "table": joined.table,
        "links": [link for link in links.values() if link is not None],
        "about-empty-keys": [rule.code for rule in about_objects if rule.is_about_empty_keys],
        "has-tenant": "OrganizationID" in info.fields,
    }


def _link(code: str, kind: str, collection: str, field: str, others: list[list[Any]]) -> Link:
    return Link(code, kind, collection, field, tuple(map(tuple, others)))
